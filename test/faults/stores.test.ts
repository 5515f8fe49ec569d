import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { tcpProxy } from '../../services/rag/test/tcp-proxy'
import { clientOf } from '../e2e/client'
import { measured, until } from '../e2e/product'
import { upload } from '../e2e/upload'
import { startFleet } from '../fleet/fleet'
import { realStores } from '../fleet/real-stores'
import { realStore } from '../real-store'

setDefaultTimeout(400_000) // a busy Milvus takes minutes to make its collections

const hostOf = (url: string) => url.replace(/^\w+:\/\//, '').split('/')[0] ?? ''

/** The product on real stores, each behind a wire that can be cut. */
async function start(stack: AsyncDisposableStack) {
  const fake = stack.use(await startFakeOllama())
  const stores = stack.use(realStores())
  const mongo = stack.use(await tcpProxy(hostOf(stores.env.MONGO_URI ?? '')))
  const milvus = stack.use(await tcpProxy(stores.env.MILVUS_ADDRESS ?? ''))
  const model = stack.use(await tcpProxy(hostOf(fake.url)))
  const env = {
    ...stores.env,
    MONGO_URI: `mongodb://${mongo.address}/?directConnection=true`,
    MILVUS_ADDRESS: milvus.address,
    LLM_PROVIDER: 'ollama',
    OLLAMA_BASE_URL: `http://${model.address}`,
  }
  const fleet = stack.use(await startFleet({ count: 1, env }))
  const client = await clientOf({ url: `http://127.0.0.1:${fleet.replicas.gateway[0]?.port}`, token: fleet.token }, 'ann')
  return { client, mongo, milvus, model }
}

realStore('MONGO_URI', () =>
  realStore('MILVUS_ADDRESS', () => {
    test('a store or the model that goes away takes its own features with it, and they come back by themselves', async () => {
      await using stack = new AsyncDisposableStack()
      const { client, ...wires } = await start(stack)
      const document = await upload(client, 'a.txt', 'Quokkas are small and friendly animals of Rottnest Island.')
      const uses = {
        sessions: () => client.get('/ai/sessions'),
        documents: () => client.get('/ai/documents'),
        search: () => client.post('/ai/search', { query: 'quokkas' }),
        answer: () => client.post('/ai/summarize', { text: 'A text that is long enough to be summarized by any model.' }),
      }
      const states = async () =>
        Object.fromEntries(await Promise.all(Object.entries(uses).map(async ([name, use]) => [name, (await use()).status])))
      expect(await states()).toEqual({ sessions: 200, documents: 200, search: 200, answer: 200 })
      const away = {
        mongo: { sessions: 503, documents: 503, search: 503, answer: 200 },
        milvus: { sessions: 200, documents: 200, search: 503, answer: 200 },
        model: { sessions: 200, documents: 200, search: 200, answer: 503 }, // found by words
      }
      for (const [name, expected] of Object.entries(away)) {
        const wire = wires[name as keyof typeof wires]
        await wire.down()
        await until(async () => Bun.deepEquals(await states(), expected))
        await wire.up()
        const backAt = performance.now()
        await until(async () => Object.values(await states()).every((status) => status === 200))
        measured(`${name} is used again ${Math.round(performance.now() - backAt)} ms after its return`)
      }
      expect((await client.get(`/ai/documents/${document}/content`)).body.content).toContain('Quokkas')
    })

    test('an upload that was accepted is completed when the stores and the model are back', async () => {
      await using stack = new AsyncDisposableStack()
      const { client, milvus, model } = await start(stack)
      await Promise.all([milvus.down(), model.down()])
      const accepted = await client.post('/ai/upload', { filename: 'a.txt', content: 'Quokkas wait for their vectors.' })
      expect(accepted.status).toBe(200)
      const task = () => client.get(`/ai/upload/status/${accepted.body.task_id}`)
      await Bun.sleep(2_000)
      expect((await task()).body.status).toBe('processing')
      await Promise.all([milvus.up(), model.up()])
      await until(async () => (await task()).body.status === 'completed')
    })
  }),
)
