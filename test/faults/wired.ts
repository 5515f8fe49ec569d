import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type TcpProxy, tcpProxy } from '../../services/rag/test/tcp-proxy'
import { type Client, clientOf } from '../e2e/client'
import { type Fleet, startFleet } from '../fleet/fleet'
import { realStores } from '../fleet/real-stores'

export type Feature = 'sessions' | 'documents' | 'search' | 'answer'

/** The product on real stores and a scripted model, each connected through a proxy that can cut or delay it. */
interface Wired {
  client: Client
  fleet: Fleet
  wires: Record<Part, TcpProxy>
  /** The status of a use of each feature now. */
  states(): Promise<Record<Feature, number>>
}

export type Part = 'mongo' | 'milvus' | 'model'

export const ALL_WELL: Record<Feature, number> = { sessions: 200, documents: 200, search: 200, answer: 200 }

/** What goes with each of them while it is away, and what does not. */
export const AWAY: [Part, Record<Feature, number>][] = [
  ['mongo', { sessions: 503, documents: 503, search: 503, answer: 200 }],
  ['milvus', { ...ALL_WELL, search: 503 }],
  ['model', { ...ALL_WELL, answer: 503 }], // a search finds by words
]

const hostOf = (url: string) => url.replace(/^\w+:\/\//, '').split('/')[0] ?? ''

export async function startWired(stack: AsyncDisposableStack): Promise<Wired> {
  const fake = stack.use(await startFakeOllama())
  const stores = stack.use(realStores())
  const mongo = stack.use(await tcpProxy(hostOf(stores.env.MONGO_URI ?? '')))
  const milvus = stack.use(await tcpProxy(stores.env.MILVUS_ADDRESS ?? ''))
  const model = stack.use(await tcpProxy(hostOf(fake.url)))
  const env = {
    ...stores.env,
    MONGO_URI: `mongodb://${mongo.address}/?directConnection=true`,
    MONGO_WAIT_SECONDS: '60',
    MILVUS_ADDRESS: milvus.address,
    LLM_PROVIDER: 'ollama',
    OLLAMA_BASE_URL: `http://${model.address}`,
  }
  const fleet = stack.use(await startFleet({ count: 1, env }))
  const client = await clientOf({ url: `http://127.0.0.1:${fleet.replicas.gateway[0]?.port}`, token: fleet.token }, 'ann')
  const uses: [Feature, () => Promise<{ status: number }>][] = [
    ['sessions', () => client.get('/ai/sessions')],
    ['documents', () => client.get('/ai/documents')],
    ['search', () => client.post('/ai/search', { query: 'quokkas' })],
    ['answer', () => client.post('/ai/summarize', { text: 'A text that is long enough to be summarized by any model.' })],
  ]
  const states = async () =>
    Object.fromEntries(await Promise.all(uses.map(async ([name, use]) => [name, (await use()).status]))) as Record<
      Feature,
      number
    >
  return { client, fleet, wires: { mongo, milvus, model }, states }
}
