import { expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { realStore } from '../../../test/real-store'
import { ragEnv, temporaryFolder } from './rag-in-process'
import { startProcess } from './rag-process'
import { scriptedLlm } from './scripted-llm'

setDefaultTimeout(180_000) // a busy machine and its disk

const startExpectingRefusal = async (env: Record<string, string>) => {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, '../src/main.ts')], { env, stdout: 'ignore', stderr: 'pipe' })
  return { code: await child.exited, said: await new Response(child.stderr).text() }
}

test.each([
  [
    'half of the work',
    { RAG_ROLE: 'api' },
    /^rag: RAG_ROLE: api needs stores that other processes can reach; set MONGO_URI.*\n$/,
  ],
  [
    'one of several processes',
    { REPLICAS: '2' },
    /^rag: REPLICAS: 2 processes need stores that .* reach; set MONGO_URI and MIL.*\n$/,
  ],
])('%s beside embedded stores is refused in production, with the variables to set', async (_, settings, sentence) => {
  using folder = temporaryFolder()
  const env = { ...ragEnv(folder.path, '127.0.0.1:1'), NODE_ENV: 'production', ...settings }
  const { code, said } = await startExpectingRefusal(env)
  expect(code).toBe(1)
  expect(said).toMatch(sentence)
})

realStore('MONGO_URI', (uri) => {
  test('what one process takes in another one ingests, each task once', async () => {
    const database = `rag_${crypto.randomUUID()}`
    await using stack = new AsyncDisposableStack()
    stack.defer(async () => {
      await using client = new MongoClient(uri)
      await client.db(database).dropDatabase()
    })
    const llm = stack.use(await scriptedLlm())
    const start = async (role: string) => {
      const folder = stack.use(temporaryFolder())
      const env = { MONGO_URI: uri, MONGO_DB: database, RAG_ROLE: role }
      return stack.use(await startProcess(folder.path, llm.address, env))
    }
    const api = await start('api')
    const [first] = [await start('worker'), await start('worker')]
    const tasks = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        api.client.upload('ann', { filename: `${n}.txt` }, `The canary sings of zanzibar ${n}.`),
      ),
    )
    for (const task of tasks) {
      expect(await api.client.ended('ann', task, 20_000)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', attempts: 1 })
    }
    // The vectors are in the folders of the workers.
    while (llm.embedded.length < tasks.length) await Bun.sleep(10)
    expect(llm.embedded).toHaveLength(8)
    expect(await api.client.list('ann')).toMatchObject({ total: 8 })
    expect((await api.client.read('ann', tasks[3]?.documentId ?? '')).join('')).toBe('The canary sings of zanzibar 3.')
    expect(await api.client.status()).toMatchObject({ documentStore: 'mongodb', documentState: 'STATE_HEALTHY' })
    expect(await first.client.status()).toMatchObject({ documentStore: 'mongodb' })
  })
})
