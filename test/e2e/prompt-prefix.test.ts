import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type Stack, startStack } from '@collabry/stack/stack'
import { type Client, clientOf } from './client'
import { measured, until } from './product'

setDefaultTimeout(180_000)

let fake: FakeOllama
let stack: Stack
let alice: Client
beforeAll(async () => {
  fake = await startFakeOllama({ script: () => ({ tokens: Array.from({ length: 60 }, () => ' moonlight') }) })
  stack = await startStack({ env: { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url, OLLAMA_NUM_CTX: '8192' } })
  alice = await clientOf(stack, 'alice')
})
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
})

interface Message {
  role: string
  content: string
}

const prompts = () =>
  fake.requests.flatMap(({ path, body }) => (path === '/api/chat' ? [(body as { messages: Message[] }).messages] : []))

/** Share of a prompt, up to its newest turn, with which the next prompt begins as well. */
function sharedPart(before: Message[], after: Message[]): number {
  const [one, other] = [before.slice(0, -1), after].map((messages) => JSON.stringify(messages).slice(0, -1)) as [string, string]
  let equal = 0
  while (equal < one.length && one[equal] === other[equal]) equal++
  return equal / one.length
}

/** Turns of all kinds: with passages, with none found, without documents. */
const ask = (n: number) =>
  alice.post('/ai/sessions/long/chat', {
    message: `${n % 3 === 0 ? 'How do quokkas sleep' : 'How far away is the moon'}, question ${n}?`,
    use_rag: [true, 'auto', false, true][n % 4],
  })

test('prompts of one conversation begin alike up to the newest turn, until the window is full and a quarter is left out', async () => {
  const upload = await alice.post('/ai/upload', { content: 'Quokkas sleep in thickets. '.repeat(8), filename: 'q.txt' })
  const { task_id } = upload.body as unknown as { task_id: string }
  const statusOf = async () => ((await alice.get(`/ai/upload/status/${task_id}`)).body as unknown as { status: string }).status
  await until(async () => (await statusOf()) === 'completed')

  const shares: number[] = []
  const starts: number[] = []
  const kinds = new Set<string>()
  for (let n = 0; n < 40; n++) {
    expect((await ask(n)).status).toBe(200)
    const [before, now = []] = prompts().slice(-2)
    if (n > 0) shares.push(sharedPart(before ?? [], now))
    const last = now.at(-1)?.content ?? ''
    kinds.add(last.includes('<passage') ? 'found' : 'plain')
    starts.push(Number(now[1]?.content.match(/question (\d+)/)?.[1]))
  }
  const cuts = shares.flatMap((share, index) => (share < 1 ? [index + 1] : []))
  measured(`40 turns, window of 8,192 tokens: prefix broken at turns ${cuts.join(', ')}`)
  expect(kinds.size).toBe(2)
  expect(cuts[0]).toBeGreaterThan(10)
  expect(cuts.length).toBeWithin(1, 20)
  expect(starts.toSorted((one, other) => one - other)).toEqual(starts)
})
