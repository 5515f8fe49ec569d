import { expect, setDefaultTimeout, test } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import type { ChatRequest } from '@collabry/fake-ollama/script'
import { clientOf } from './client'
import { startProduct } from './product'
import { upload } from './upload'

setDefaultTimeout(180_000)

const WINDOW_TOKENS = 2_048

test('a model with a small window answers from the best passages that fit, and says what did not', async () => {
  await using fake = await startFakeOllama({ script: () => ({ tokens: [' It is so [1][10].'] }) })
  await using product = await startProduct({
    env: { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url, OLLAMA_NUM_CTX: String(WINDOW_TOKENS) },
  })
  const ann = await clientOf(product, 'ann')
  for (let cell = 0; cell < 6; cell++) {
    const folds = Array.from(
      { length: 12 },
      (_, fold) => `The organelle of cell ${cell} makes ATP from sugar in its fold ${fold}.`,
    )
    await upload(ann, `cell-${cell}.md`, folds.map((fold) => `${fold} ${'So it does on every day. '.repeat(3)}`).join('\n\n'))
  }
  const message = 'Which organelle makes ATP from sugar?'
  const calls = [
    ['/ai/chat', { message, use_rag: true }, 5],
    ['/ai/qa', { question: message, top_k: 10 }, 6],
    ['/ai/qa', { question: message, top_k: 10, context: 'Nothing of note. '.repeat(2_000) }, 6],
  ] as const
  for (const [path, body, found] of calls) {
    const { status, body: answer } = await ann.post(path, body)
    expect({ path, status }).toEqual({ path, status: 200 })
    const used = answer.sources.length
    expect(used).toBeGreaterThan(0)
    expect(used).toBeLessThan(found)
    expect(answer).toMatchObject({
      usage: { context: { window_tokens: WINDOW_TOKENS, passages_used: used, passages_left_out: found - used } },
    })
    const sent = fake.requests.findLast(({ path }) => path === '/api/chat')?.body as ChatRequest
    expect(sent.messages.at(-1)?.content.match(/ number="\[\d+\]"/g)).toHaveLength(used)
    expect(sent.options).toMatchObject({ num_ctx: WINDOW_TOKENS })
  }
})
