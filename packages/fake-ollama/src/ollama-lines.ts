import type { Dialect } from './play'
import type { ChatRequest, FakeToolCall } from './script'

/** Answers in Ollama's form: one JSON object per line. */
export const ollamaLines: Dialect = {
  contentType: 'application/x-ndjson',
  delta: ({ model }, { content = '', thinking, calls }) =>
    `${JSON.stringify({
      ...head(model),
      message: {
        role: 'assistant',
        content,
        ...(thinking === undefined ? {} : { thinking }),
        ...(calls ? { tool_calls: calls.map(toolCall) } : {}),
      },
      done: false,
    })}\n`,
  end: ({ model }, counts) =>
    `${JSON.stringify({ ...head(model), message: { role: 'assistant', content: '' }, done: true, ...endOf(counts) })}\n`,
  whole: ({ model }, { content, calls, ...counts }) =>
    JSON.stringify({
      ...head(model),
      message: { role: 'assistant', content, ...(calls ? { tool_calls: calls.map(toolCall) } : {}) },
      done: true,
      ...endOf(counts),
    }),
  error: (words) => `${JSON.stringify({ error: words })}\n`,
  refusal: (words) => JSON.stringify({ error: words }),
  tooLong: ({ truncate = true }, promptTokens, windowTokens) =>
    truncate || promptTokens <= windowTokens ? undefined : 'the input length exceeds the context length',
}

const head = (model: string) => ({ model, created_at: '2026-01-01T00:00:00Z' })

const endOf = ({ reason, tokens, promptTokens }: { reason: string; tokens: number; promptTokens: number }) => ({
  done_reason: reason,
  prompt_eval_count: promptTokens,
  eval_count: tokens,
  total_duration: 1_000_000,
})

const toolCall = ({ name, arguments: given }: FakeToolCall) => ({ function: { name, arguments: given } })

/** A rough estimate of a tokenizer's count. */
export const countTokens = (messages: ChatRequest['messages']): number =>
  messages.reduce((sum, { content }) => sum + Math.ceil((content ?? '').length / 4) + 4, 0)
