import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript, type Fault, numberedScript } from '@collabry/fake-ollama/script'
import { startProduct, until } from './product'

setDefaultTimeout(180_000)

/** How the model misbehaves, and what the client is told. */
const faults: [Fault, keyof typeof statuses][] = [
  [{ kind: 'silent' }, 'timeout'],
  [{ kind: 'stall', after: 10 }, 'timeout'],
  [{ kind: 'close_mid_line', after: 3 }, 'upstream_error'],
  [{ kind: 'reset_mid_line', after: 3 }, 'upstream_error'],
  [{ kind: 'cut', after: 3 }, 'upstream_error'],
  [{ kind: 'garbage' }, 'upstream_error'],
  [{ kind: 'long_line' }, 'upstream_error'],
  [{ kind: 'error_status_200' }, 'upstream_error'],
  [{ kind: 'error_mid_stream', after: 3 }, 'upstream_error'],
  [{ kind: 'server_error' }, 'upstream_error'],
  [{ kind: 'not_found' }, 'unavailable'],
]

/** Before the first text an error is a status, after it an event. */
const statuses = { timeout: 504, upstream_error: 502, unavailable: 503, model_not_found: 404 }

const question = { message: 'Tell me all about old bridges', use_rag: false }
const prompt = { messages: [{ role: 'user', content: question.message }], stream: true }

/** A streaming route, and where its stream tells an error and its end. */
const routes: [string, object, RegExp, RegExp][] = [
  ['/ai/chat/stream', question, /^event: error\ndata: (.*)$/gm, /^event: done$/gm],
  ['/ai/chat/stream?format=ai-sdk', question, /^data: (\{"type":"error".*)$/gm, /^data: \{"type":"finish"/gm],
  ['/v1/chat/completions', prompt, /^data: (\{"error".*)$/gm, /^data: \[DONE\]$/gm],
]

test('whatever the model does wrong is one error in time on every stream, and the next answer is whole', async () => {
  await using fake = await startFakeOllama()
  const env = { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url, MODEL_FIRST_TOKEN_SECONDS: '1', MODEL_IDLE_SECONDS: '1' }
  await using product = await startProduct({ env })
  const headers = { authorization: `Bearer ${await product.token('ann')}`, 'content-type': 'application/json' }
  const askAll = () =>
    Promise.all(
      routes.map(async ([path, body, error, end]) => {
        const answer = await fetch(`${product.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
        const text = await answer.text()
        const errors = [...text.matchAll(error)].map(([, data]) => data)
        return { path, status: answer.status, text, errors, ends: [...text.matchAll(end)].length }
      }),
    )
  for (const [fault, said] of faults) {
    fake.script = numberedScript(20, { fault, tokenDelayMs: 2 })
    for (const { path, status, text, errors, ends } of await askAll()) {
      const isEvent = status === 200
      // Clients of OpenAI's API ask again after a 503, which is of no use while a model is missing.
      const code = fault.kind === 'not_found' && path.startsWith('/v1') ? 'model_not_found' : said
      expect({ fault, path, status, errors: errors.length, ends }).toEqual({
        ...{ fault, path },
        ...{ status: isEvent ? 200 : statuses[code], errors: isEvent ? 1 : 0, ends: 0 },
      })
      // The AI SDK's error is a sentence alone.
      expect(isEvent ? errors[0] : text).toContain(isEvent && path.includes('ai-sdk') ? '"errorText"' : `"code":"${code}"`)
      expect(text).not.toMatch(/127\.0\.0\.1|scripted|llama/)
    }
    await until(() => fake.activeChats() === 0)
    fake.script = echoScript
    for (const whole of await askAll()) expect(whole).toMatchObject({ status: 200, errors: [], ends: 1 })
  }
})
