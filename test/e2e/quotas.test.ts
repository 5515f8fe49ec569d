import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type Stack, startStack } from '@collabry/stack/stack'
import { type Client, clientOf, type Reply } from './client'
import { type GatewayProcess, spawnGateway } from './gateway-process'
import { until } from './product'

setDefaultTimeout(180_000) // a busy machine

let stack: Stack
let other: GatewayProcess
beforeAll(async () => {
  const quotas = { QUOTA_TOKENS_PER_DAY: '40', QUOTA_DOCUMENTS_PER_DAY: '2', QUOTA_BYTES_PER_DAY: '5000' }
  stack = await startStack({ env: { ...quotas, STREAMS_PER_USER_MAX: '100' } })
  other = await spawnGateway(stack)
})
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await stack[Symbol.asyncDispose]()
})

const there = (user: string): Promise<Client> => clientOf({ url: other.url, token: stack.token }, user)
const upload = (client: Client, content: string, filename = `${crypto.randomUUID()}.txt`) =>
  client.post('/ai/upload', { filename, content })

function expectUsedUp({ status, headers, body }: Reply, name: string) {
  expect([status, body.code]).toEqual([429, 'quota_exceeded'])
  expect(headers.get('ratelimit')).toMatch(new RegExp(`^"${name}";r=\\d+;t=\\d+$`))
  expect(headers.get('ratelimit-policy')).toMatch(new RegExp(`^"${name}";q=\\d+;w=86400$`))
  // Until midnight, UTC.
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(86_400)
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
}

test('who has used up the tokens of the day runs no model, at any gateway, and does all that needs none', async () => {
  const ann = await clientOf(stack, 'ann')
  const asked = await ann.post('/ai/chat', { message: 'How does a leaf turn the light of the sun into sugar?'.repeat(5) })
  expect(asked.status).toBe(200)
  expect(asked.headers.get('ratelimit')).toMatch(/^"tokens";r=40;t=\d+$/)
  expectUsedUp(await ann.post('/ai/chat', { message: 'And then?' }), 'tokens')
  expectUsedUp(await ann.post('/ai/summarize/stream', { text: 'Leaves turn light into sugar.' }), 'tokens')
  expectUsedUp(await ann.post('/v1/chat/completions', { model: 'm', messages: [{ role: 'user', content: 'a' }] }), 'tokens')
  await until(async () => (await (await there('ann')).post('/ai/chat', { message: 'And then?' })).status === 429)
  expect((await ann.get('/ai/sessions')).status).toBe(200)
  expect((await upload(ann, 'Leaves.')).status).toBe(200)
  expect((await ann.post('/ai/search', { query: 'leaves' })).status).toBe(200)
  const { quotas, today } = (await ann.get('/ai/usage')).body as unknown as Record<string, Record<string, number>>
  expect(quotas).toEqual({ total_tokens: 40, documents: 2, bytes: 5_000 })
  expect(today?.total_tokens).toBeGreaterThan(40)
  expect((await (await clientOf(stack, 'bob')).post('/ai/chat', { message: 'Hello' })).status).toBe(200)
})

test('of uploads at once only so many are taken as documents are left', async () => {
  const eve = await clientOf(stack, 'eve')
  const statuses = (await Promise.all(Array.from({ length: 8 }, (_, n) => upload(eve, `Leaf ${n}.`)))).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(2)
  expect(statuses.filter((status) => status === 429)).toHaveLength(6)
  expectUsedUp(await upload(eve, 'One more leaf.'), 'documents')
  expect((await eve.get('/ai/documents')).body.total).toBe(2)
})

test('a file is ended where the bytes of the day are used up, and leaves nothing', async () => {
  const kim = await clientOf(stack, 'kim')
  expectUsedUp(await upload(kim, 'x'.repeat(5_001)), 'bytes')
  const form = new FormData()
  form.set('file', new File(['leaf '.repeat(2_000)], 'leaves.txt'))
  const headers = { authorization: `Bearer ${await stack.token('kim')}` }
  const answer = await fetch(`${stack.url}/ai/upload/file`, { method: 'POST', headers, body: form })
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([429, 'quota_exceeded'])
  expect((await kim.get('/ai/documents')).body.total).toBe(0)
  expect((await upload(kim, 'x'.repeat(4_000))).status).toBe(200)
})

const LONG_QUESTION = 'How does a leaf turn the light of the sun into sugar?'.repeat(5)

async function send(user: string, path: string, body: object, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${await stack.token(user)}`
  const init = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization, 'content-type': 'application/json', ...headers },
  }
  const answer = await fetch(`${stack.url}${path}`, init)
  return { status: answer.status, replayed: answer.headers.get('idempotency-replayed'), text: await answer.text() }
}

const usedToday = async (user: string) => {
  const { today } = (await (await clientOf(stack, user)).get('/ai/usage')).body as unknown as { today: Record<string, number> }
  return today
}

test.each([
  ['/ai/chat', { message: LONG_QUESTION }],
  ['/ai/chat/stream', { message: LONG_QUESTION }],
  ['/ai/chat/stream', { message: LONG_QUESTION, resumable: true }],
  ['/ai/summarize', { text: LONG_QUESTION }],
  ['/ai/quiz', { text: LONG_QUESTION }],
  ['/v1/chat/completions', { messages: [{ role: 'user', content: LONG_QUESTION }] }],
])('of twenty that ask %s at once one runs a model', async (path, body) => {
  const user = `many ${crypto.randomUUID()}`
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(user, path, body)))
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(19)
  const [answered] = answers.filter(({ status }) => status !== 429)
  expect(answered?.status).toBe(path === '/ai/quiz' ? 422 : 200) // the text holds too little for a quiz
})

test('a request that is repeated gets its kept answer, though the tokens of the day are used up', async () => {
  const key = { 'idempotency-key': 'k1' }
  const first = await send('ida', '/ai/chat', { message: LONG_QUESTION }, key)
  expect(first.status).toBe(200)
  const again = await send('ida', '/ai/chat', { message: LONG_QUESTION }, key)
  expect([again.status, again.replayed, again.text]).toEqual([200, 'true', first.text])
  const session = JSON.parse(first.text) as { session_id: string }
  const others: [string, object, Record<string, string>][] = [
    ['/ai/chat', { message: LONG_QUESTION }, { 'idempotency-key': 'k2' }],
    ['/ai/chat', { message: LONG_QUESTION }, {}],
    ['/ai/chat/stream', { message: LONG_QUESTION }, key],
    [`/ai/sessions/${session.session_id}/chat`, { message: LONG_QUESTION }, key],
  ]
  for (const [path, body, headers] of others) expect((await send('ida', path, body, headers)).status).toBe(429)
  expect((await send('ida', '/ai/chat', { message: 'Another body.' }, key)).status).toBe(409)
  expect((await send('bob', '/ai/chat', { message: LONG_QUESTION }, key)).status).toBe(200)
})

test('the same document twenty times at once is one, and counted once', async () => {
  const sam = await clientOf(stack, 'sam')
  const answers = await Promise.all(Array.from({ length: 20 }, () => upload(sam, 'Leaves turn light into sugar.', 'leaves.txt')))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect((await sam.get('/ai/documents')).body.total).toBe(1)
  expect(await usedToday('sam')).toMatchObject({ documents: 1, bytes: 29 })
  expect((await upload(sam, 'Another one.')).status).toBe(200)
  expectUsedUp(await upload(sam, 'One too many.'), 'documents')
})

test('an erasure gives no new quota', async () => {
  const zoe = await clientOf(stack, 'zoe')
  expect((await zoe.post('/ai/chat', { message: LONG_QUESTION })).status).toBe(200)
  expectUsedUp(await zoe.post('/ai/chat', { message: 'And then?' }), 'tokens')
  const { status, body } = await zoe.delete('/ai/me')
  expect(status).toBe(200)
  expect(body).toMatchObject({ receipt: { memory: { usage_days: 1, usage_days_kept: 1 } } })
  expectUsedUp(await zoe.post('/ai/chat', { message: 'And then?' }), 'tokens')
  expectUsedUp(await (await there('zoe')).post('/ai/chat', { message: 'And then?' }), 'tokens')
  expect((await zoe.get('/ai/sessions')).body.total).toBe(0)
})
