import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type ReceivedSpan, startCollector } from '../fleet/collector'
import { type Fleet, startFleet } from '../fleet/fleet'
import { clientOf } from './client'
import { until } from './product'
import { upload } from './upload'

setDefaultTimeout(120_000) // processes of their own, on a machine that may be busy

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const UNSAMPLED = 'a0f7651916cd43dd8448eb211c80319c'
const CALLER = '00f067aa0ba902b7'
const QUESTION = 'What do quokkas eat?'

async function start(stack: AsyncDisposableStack, share: string) {
  const fake = stack.use(await startFakeOllama())
  const collector = stack.use(startCollector())
  const env = {
    LLM_PROVIDER: 'ollama',
    OLLAMA_BASE_URL: fake.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER_ARG: share,
  }
  const fleet = stack.use(await startFleet({ count: 1, env }))
  const url = `http://127.0.0.1:${fleet.replicas.gateway[0]?.port}`
  return { fleet, url, spans: collector.spans, client: await clientOf({ url, token: fleet.token }, 'ann') }
}

async function ask(url: string, fleet: Fleet, traceparent: string): Promise<string> {
  const answer = await fetch(`${url}/ai/chat/stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await fleet.token('ann')}`, 'content-type': 'application/json', traceparent },
    body: JSON.stringify({ message: QUESTION }),
  })
  return answer.text()
}

test('one request is one trace over four processes, and one that is not sampled leaves no span', async () => {
  await using stack = new AsyncDisposableStack()
  const { fleet, url, spans: all, client } = await start(stack, '1')
  await upload(client, 'quokkas.txt', 'Quokkas eat grass and leaves. They live on Rottnest Island.')
  await until(async () => (await client.post('/ai/search', { query: 'quokkas' })).body.coverage === 1)
  expect(await ask(url, fleet, `00-${TRACE}-${CALLER}-01`)).toContain('event: done')
  const of = (service: string, name: string) =>
    all.find((span) => span.traceId === TRACE && span.service === service && span.name === name)
  await until(() => Boolean(of('gateway', 'POST /ai/chat/stream') && of('memory', 'sessions end')))
  await until(() => Boolean(of('rag', 'vectors matching') && of('llm', '/collabry.llm.v1.LlmService/Generate')))
  const spans = all.filter(({ traceId }) => traceId === TRACE)
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const chain = (span: ReceivedSpan | undefined): string[] =>
    span ? [...chain(byId.get(span.parentSpanId)), `${span.service} ${span.name}`] : []
  const [rag, llm] = ['/collabry.rag.v1.RagService', '/collabry.llm.v1.LlmService']
  const root = 'gateway POST /ai/chat/stream'
  expect(of('gateway', 'POST /ai/chat/stream')?.parentSpanId).toBe(CALLER)
  const search = [root, `gateway ${rag}/Search`, `rag ${rag}/Search`]
  expect(chain(of('rag', 'vectors matching'))).toEqual([...search, 'rag vectors matching'])
  expect(chain(of('llm', `${llm}/Embed`))).toEqual([...search, `rag ${llm}/Embed`, `llm ${llm}/Embed`])
  expect(chain(of('llm', 'chat'))).toEqual([root, `gateway ${llm}/Generate`, `llm ${llm}/Generate`, 'llm chat'])
  expect(of('llm', 'chat')?.attributes).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'ollama',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.output_tokens': expect.stringMatching(/^[1-9]/),
  })
  expect(of('llm', 'embeddings')?.attributes).toMatchObject({ 'gen_ai.operation.name': 'embeddings' })
  const begin = '/collabry.memory.v1.TurnService/BeginTurn'
  expect(chain(of('memory', 'sessions begin'))).toEqual([root, `gateway ${begin}`, `memory ${begin}`, 'memory sessions begin'])
  expect(JSON.stringify(all)).not.toContain('uokka')

  await ask(url, fleet, `00-${UNSAMPLED}-${CALLER}-00`)
  const before = all.filter(({ name }) => name === 'POST /ai/chat/stream').length
  await ask(url, fleet, 'no traceparent')
  await until(() => all.filter(({ name }) => name === 'POST /ai/chat/stream').length > before)
  await Promise.all(Object.values(fleet.replicas).map(([replica]) => replica?.stop())) // what is left is sent
  expect(all.filter(({ traceId }) => traceId === UNSAMPLED)).toEqual([])
})

test('a client cannot have its requests sampled', async () => {
  await using stack = new AsyncDisposableStack()
  const { fleet, url, spans } = await start(stack, '0')
  await ask(url, fleet, `00-${TRACE}-${CALLER}-01`)
  await Promise.all(Object.values(fleet.replicas).map(([replica]) => replica?.stop())) // what is left is sent
  expect(spans).toEqual([])
})
