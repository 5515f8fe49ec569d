import { afterAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLog } from '@collabry/runtime/log'
import { ConsistencyLevelEnum, MilvusClient } from '@zilliz/milvus2-sdk-node'
import { realStore } from '../../../test/real-store'
import { startRag } from '../src/service'
import { CHUNK_FIELDS } from '../src/vectors/milvus/rows'
import { codeOf, ragClient } from './rag-client'
import { type RunningRag, ragConfigOf, startRagWithLlm, temporaryFolder } from './rag-in-process'
import { scriptedLlm } from './scripted-llm'
import { freePort, tcpProxy } from './tcp-proxy'

setDefaultTimeout(120_000) // an empty collection takes seconds to be loaded

const TEXT = 'The canary sings of zanzibar.'

const upload = async ({ client }: RunningRag, filename = 'a.txt', text = TEXT) =>
  client.ended('ann', await client.upload('ann', { filename }, text), 100_000)

/** Waits until it holds, at most a minute. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const begunMs = performance.now()
  while (!(await holds().catch(() => false))) {
    if (performance.now() - begunMs > 50_000) throw new Error('it never came to hold')
    await sleep(20)
  }
}

async function drop(address: string, prefix: string): Promise<void> {
  const client = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error' })
  const { data } = await client.showCollections()
  for (const { name } of data) if (name.startsWith(prefix)) await client.dropCollection({ collection_name: name })
  await client.closeConnection()
}

test('an absent Milvus fails no start; searches are unavailable at once, and the state says why', async () => {
  await using rag = await startRagWithLlm({}, { MILVUS_ADDRESS: `127.0.0.1:${await freePort()}` })
  expect(await codeOf(rag.client.search('ann', 'canary'))).toBe('unavailable') // the connection is made, and the model asked
  // A wait for the whole deadline would be a `timeout`.
  expect(await codeOf(rag.client.search('ann', 'canary'))).toBe('unavailable')
  expect(await rag.client.status()).toMatchObject({
    vectorStore: 'milvus',
    vectorState: 'STATE_UNHEALTHY',
    detail: 'The vector store can’t be reached or read now.',
  })
  const task = await rag.client.upload('ann', { filename: 'a.txt' }, TEXT)
  await until(async () => (await rag.client.task('ann', task.taskId)).statusDetail.includes('store'))
  expect(await rag.client.task('ann', task.taskId)).toMatchObject({ status: 'TASK_STATUS_PROCESSING' })
})

function onMilvus(name: string, address: string, findsByWords: boolean) {
  describe(`rag on ${name}`, () => {
    const prefix = `test_${crypto.randomUUID().replaceAll('-', '')}`.slice(0, 30)
    const env = (number: number, at = address) => ({
      MILVUS_ADDRESS: at,
      MILVUS_PREFIX: `${prefix}_${number}`,
      MILVUS_PARTITIONS: '4',
    })
    afterAll(() => drop(address, prefix))

    test('an upload is found, and a deleted document is not', async () => {
      await using rag = await startRagWithLlm({}, env(1))
      const { client } = rag
      expect(await client.search('ann', 'canary')).toMatchObject({ passages: [], hasChunks: false })
      const ended = await upload(rag)
      expect(ended).toMatchObject({ status: 'TASK_STATUS_COMPLETED', chunksProcessed: 1 })
      await client.covered('ann')
      const found = await client.search('ann', 'canary zanzibar')
      expect(found).toMatchObject({ coverage: 1, mode: findsByWords ? 'SEARCH_MODE_HYBRID' : 'SEARCH_MODE_DENSE' })
      expect(found.passages).toMatchObject([{ content: TEXT, start: 0, end: TEXT.length, wordCoverage: 1 }])
      expect(await client.search('bob', 'canary')).toMatchObject({ passages: [], hasChunks: false })
      expect(await client.status()).toMatchObject({ vectorStore: 'milvus', vectorState: 'STATE_HEALTHY', detail: '' })
      await upload(rag, 'a.txt', 'The ribosome builds proteins.')
      const { passages } = await client.search('ann', 'ribosome canary')
      expect(passages.map(({ content }) => content)).toEqual(['The ribosome builds proteins.'])
      await client.delete('ann', ended.documentId)
      expect((await client.search('ann', 'ribosome')).passages).toEqual([])
      await until(async () => !(await client.search('ann', 'ribosome')).hasChunks)
    })

    test('a document without vectors is found by its words where the server can, and gets its vectors later', async () => {
      await using rag = await startRagWithLlm({ model: '' }, env(2))
      const { client, llm } = rag
      const { statusDetail } = await upload(rag)
      expect(statusDetail).toContain(findsByWords ? 'by its words alone' : 'once there is a model')
      const { passages, mode, hasChunks } = await client.search('ann', 'canary')
      expect({ found: passages.length, mode, hasChunks }).toEqual(
        findsByWords
          ? { found: 1, mode: 'SEARCH_MODE_LEXICAL', hasChunks: true }
          : { found: 0, mode: 'SEARCH_MODE_DENSE', hasChunks: true },
      )
      llm.script.model = 'appeared'
      await until(async () => (await client.search('ann', 'canary')).coverage === 1)
      expect((await client.search('ann', 'canary', { mode: 'SEARCH_MODE_DENSE' })).passages).toHaveLength(1)
    })

    if (findsByWords) {
      test('words without the version of their analysis are made anew by the workers of the next process', async () => {
        using folder = temporaryFolder()
        await using llm = await scriptedLlm({})
        const config = ragConfigOf(folder.path, llm.address, env(4))
        const start = () => startRag(config, createLog({ service: 'rag', level: 'error' }))
        {
          await using rag = await start()
          await using client = ragClient(rag.port)
          await client.ended('ann', await client.upload('ann', { filename: 'a.txt' }, TEXT), 100_000)
          // The vectors come with the words of today, which would replace the older ones.
          await client.covered('ann', 100_000)
        }
        const server = new MilvusClient({ address, telemetry: { enabled: false }, logLevel: 'error' })
        const what = { collection_name: `${prefix}_4_chunks`, consistency_level: ConsistencyLevelEnum.Strong }
        const read = async () =>
          (await server.query({ ...what, filter: 'version > 0', output_fields: CHUNK_FIELDS, limit: 9 })).data
        const [row] = await read()
        await server.upsert({ ...what, data: [{ ...row, words: 'canary older' }] })
        expect(await read()).toMatchObject([{ words: 'canary older' }])
        await using rag = await start()
        await using client = ragClient(rag.port)
        expect((await client.search('ann', 'canary', { mode: 'SEARCH_MODE_LEXICAL' })).passages).toHaveLength(1)
        await until(async () => (await read()).every(({ words }) => /^A\d+ .*zanzibar.* older$/.test(words)))
        expect((await client.search('ann', 'zanzibar', { mode: 'SEARCH_MODE_LEXICAL' })).passages).toHaveLength(1)
        await server.closeConnection()
      })
    }

    test('while the server is away searches are unavailable at once and uploads wait; both go on soon after its return', async () => {
      await using proxy = await tcpProxy(address)
      await using rag = await startRagWithLlm({}, env(3, proxy.address))
      const { client } = rag
      await upload(rag)
      await proxy.down()
      await codeOf(client.search('ann', 'canary')) // this one may learn it
      expect(await codeOf(client.search('ann', 'canary'))).toBe('unavailable')
      expect(await client.status()).toMatchObject({ vectorState: 'STATE_UNHEALTHY' })
      const task = await client.upload('ann', { filename: 'b.txt' }, 'The ribosome builds proteins.')
      await sleep(300)
      expect(await client.task('ann', task.taskId)).toMatchObject({ status: 'TASK_STATUS_PROCESSING' })
      await proxy.up()
      await until(async () => (await client.search('ann', 'canary')).passages.length > 0)
      expect(await client.ended('ann', task, 100_000)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' })
      expect((await client.search('ann', 'ribosome')).passages[0]?.content).toContain('ribosome')
    })
  })
}

realStore('MILVUS_ADDRESS', (address) => onMilvus('a Milvus without BM25', address, false))
realStore('MILVUS_LITE_ADDRESS', (address) => onMilvus('a Milvus with BM25', address, true))
