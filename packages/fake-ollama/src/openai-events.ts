import type { Delta, Dialect } from './play'
import type { ChatRequest, FakeToolCall } from './script'

/** Answers in OpenAI's form: server-sent events that end with [DONE]. */
export const openaiEvents: Dialect = {
  contentType: 'text/event-stream',
  delta: ({ model }, delta) => event(model, [{ index: 0, delta: deltaOf(delta), finish_reason: null }]),
  end: ({ model, includeUsage }, { reason, calls, ...counts }) => {
    const last = event(model, [{ index: 0, delta: {}, finish_reason: calls && reason === 'stop' ? 'tool_calls' : reason }])
    const usage = includeUsage ? event(model, [], usageOf(counts)) : ''
    return `${last}${usage}data: [DONE]\n\n`
  },
  whole: ({ model }, { content, calls, reason, ...counts }) =>
    JSON.stringify({
      ...head(model, 'chat.completion'),
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content, ...(calls ? { tool_calls: calls.map(toolCall) } : {}) },
          finish_reason: calls && reason === 'stop' ? 'tool_calls' : reason,
        },
      ],
      usage: usageOf(counts),
    }),
  error: (words) => `data: ${JSON.stringify({ error: { message: words, type: 'server_error', code: 500 } })}\n\n`,
  refusal: (words) => JSON.stringify({ error: { message: words, type: 'invalid_request_error' } }),
  // As vLLM, which wants room for the whole answer, too.
  tooLong({ options }, promptTokens, windowTokens) {
    const answerTokens = Number(options?.num_predict ?? 0)
    if (promptTokens + answerTokens <= windowTokens) return undefined
    return (
      `This model's maximum context length is ${windowTokens} tokens. However, you requested ${promptTokens + answerTokens} tokens ` +
      `(${promptTokens} in the messages, ${answerTokens} in the completion). Please reduce the length of the messages or completion.`
    )
  },
}

const head = (model: string, object: string) => ({ id: 'chatcmpl-fake', object, created: 1_767_225_600, model })

const event = (model: string, choices: unknown[], usage?: unknown): string =>
  `data: ${JSON.stringify({ ...head(model, 'chat.completion.chunk'), choices, ...(usage ? { usage } : {}) })}\n\n`

const deltaOf = ({ content, thinking, calls }: Delta) => ({
  role: 'assistant',
  ...(content === undefined ? {} : { content }),
  ...(thinking === undefined ? {} : { reasoning_content: thinking }),
  ...(calls ? { tool_calls: calls.flatMap(splitCall) } : {}),
})

const usageOf = ({ tokens, promptTokens }: { tokens: number; promptTokens: number }) => ({
  prompt_tokens: promptTokens,
  completion_tokens: tokens,
  total_tokens: promptTokens + tokens,
})

const toolCall = ({ name, arguments: given }: FakeToolCall, index: number) => ({
  id: `call_fake_${index}`,
  type: 'function',
  function: { name, arguments: JSON.stringify(given) },
})

/** Splits the arguments in two fragments, of which only the first has the name. */
function splitCall(call: FakeToolCall, index: number) {
  const { id, type, function: made } = toolCall(call, index)
  const middle = Math.floor(made.arguments.length / 2)
  return [
    { index, id, type, function: { name: made.name, arguments: made.arguments.slice(0, middle) } },
    { index, function: { arguments: made.arguments.slice(middle) } },
  ]
}

interface CompletionBody {
  model: string
  messages: { role: string; content: unknown }[]
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  max_tokens?: number
  max_completion_tokens?: number
  temperature?: number
  tools?: unknown[]
  reasoning_effort?: string
  response_format?: { type: string; json_schema?: { schema?: unknown } }
}

/** Converts a request of OpenAI's API to the form that scripts use. */
export function fromCompletion(body: CompletionBody): ChatRequest {
  const { model, messages, stream = false, tools, response_format } = body
  const most = body.max_completion_tokens ?? body.max_tokens
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content: typeof content === 'string' ? content : '' })),
    stream,
    includeUsage: body.stream_options?.include_usage === true,
    ...(response_format?.json_schema?.schema ? { format: response_format.json_schema.schema } : {}),
    ...(tools ? { tools } : {}),
    ...(body.reasoning_effort && body.reasoning_effort !== 'none' ? { think: body.reasoning_effort } : {}),
    options: most === undefined ? {} : { num_predict: most },
  }
}
