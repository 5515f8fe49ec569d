import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Chat } from '@ai-sdk/react'
import { type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type Stack, startStack } from '@collabry/stack/stack'
import { DefaultChatTransport } from 'ai'
import { clientOf } from '../client'
import { CHAT_ID, type Open, playChat, type Seen } from './scenario'

setDefaultTimeout(180_000)

let fake: FakeOllama
let stack: Stack
let page: Bun.Server<undefined>
let seen = Promise.withResolvers<Seen>()
const SLOW = Array.from({ length: 40 }, (_, n) => ` word${n}`)

beforeAll(async () => {
  const { outputs } = await Bun.build({ entrypoints: [join(import.meta.dir, 'page.ts')], target: 'browser' })
  const script = await outputs[0]?.text()
  page = Bun.serve({
    port: 0,
    async fetch(request) {
      const { pathname } = new URL(request.url)
      if (pathname === '/page.js') return new Response(script, { headers: { 'content-type': 'text/javascript' } })
      if (pathname === '/seen') seen.resolve((await request.json()) as Seen)
      return new Response('<!doctype html><body><script type="module" src="/page.js"></script>', {
        headers: { 'content-type': 'text/html' },
      })
    },
  })
  fake = await startFakeOllama()
  let answers = 0
  fake.script = ({ messages }) => {
    const asked = messages.at(-1)?.content ?? ''
    if (asked.includes('slow')) return { tokens: SLOW, tokenDelayMs: 30 }
    return { tokens: [`answer ${++answers} to: ${asked}`] }
  }
  const env = { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url, CORS_ORIGINS: page.url.origin, DIGEST_SECONDS: '0' }
  stack = await startStack({ env })
})
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  await fake[Symbol.asyncDispose]()
  await page.stop(true)
})

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'].map((name) => Bun.which(name)).find(Boolean)

describe.each(['the Chat of the package', 'useChat in a browser'])('%s', (kind) => {
  const isBrowser = kind.includes('browser')
  const user = isBrowser ? 'bea' : 'ann'

  test.skipIf(isBrowser && !CHROMIUM)('sends, regenerates, edits, stops and resumes against /ai/ui/chat', async () => {
    const token = await stack.token(user)
    const played = isBrowser ? await inChromium(token) : await playChat(openChat(token))
    check(played)
    const { body } = await (await clientOf(stack, user)).get(`/ai/sessions/${CHAT_ID}/messages`)
    const history = body.messages.map(({ content, status }) => [content.trim(), status])
    expect(history.map(([content]) => content)).toEqual([
      'first question, edited',
      played.edited[1] ?? '',
      'a slow one',
      expect.stringContaining(played.stopped.texts[3] ?? ''),
      'after the stop',
      played.afterStop[5] ?? '',
      'another slow one',
      SLOW.join('').trim(),
    ])
    expect(history.map(([, status]) => status)).toEqual([
      ...['complete', 'complete', 'complete', 'interrupted'],
      ...['complete', 'complete', 'complete', 'complete'],
    ])
  })
})

function check({ sent, messageId, regenerated, edited, stopped, afterStop, beforeLeaving, resumed }: Seen) {
  expect(sent).toEqual(['first question', expect.stringMatching(/^answer \d+ to: .*first question/s)])
  expect(messageId).toMatch(/^[0-9a-f-]{36}$/)
  expect(regenerated).toEqual(['first question', expect.stringMatching(/^answer \d+ to: .*first question/s)])
  expect(regenerated[1]).not.toBe(sent[1] ?? '')
  expect(edited).toEqual(['first question, edited', expect.stringMatching(/first question, edited/)])
  expect(stopped.status).toBe('ready')
  expect(stopped.texts[3]?.length).toBeLessThan(SLOW.join('').length / 2)
  expect(afterStop.slice(4)).toEqual(['after the stop', expect.stringMatching(/^answer \d+ to: .*after the stop/s)])
  expect(SLOW.join('').trim().startsWith(beforeLeaving)).toBe(true)
  expect(resumed).toHaveLength(8)
  expect(resumed[7]).toBe(SLOW.join('').trim())
}

const openChat =
  (token: string): Open =>
  (messages, resume) => {
    const leaving = new AbortController()
    const transport = new DefaultChatTransport({
      api: `${stack.url}/ai/ui/chat`,
      headers: { authorization: `Bearer ${token}` },
      fetch: ((url: string, init?: RequestInit) =>
        fetch(url, {
          ...init,
          signal: AbortSignal.any([leaving.signal, ...(init?.signal ? [init.signal] : [])]),
        })) as typeof fetch,
    })
    const chat = new Chat({ id: CHAT_ID, messages, transport })
    if (resume) void chat.resumeStream()
    return {
      messages: () => chat.messages,
      status: () => chat.status,
      send: (text, messageId) => void chat.sendMessage({ text, ...(messageId && { messageId }) }),
      regenerate: () => void chat.regenerate(),
      stop: () => chat.stop(),
      leave: () => leaving.abort(),
    }
  }

async function inChromium(token: string): Promise<Seen> {
  seen = Promise.withResolvers<Seen>()
  const profile = mkdtempSync(join(tmpdir(), 'collabry-chromium-'))
  const query = new URLSearchParams({ api: `${stack.url}/ai/ui/chat`, token })
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${profile}`]
  const browser = Bun.spawn([CHROMIUM ?? '', ...flags, `${page.url.origin}/?${query}`], { stdout: 'ignore', stderr: 'ignore' })
  try {
    return await seen.promise
  } finally {
    browser.kill()
    await browser.exited
    rmSync(profile, { recursive: true, force: true })
  }
}
