import type { ModelPart, ToolCall } from '../../generation/llm'
import type { ResponseBody } from './body'

/** An event of the Responses API. Its type is the first of its fields. */
export interface ResponseEvent {
  type: string
  sequence_number: number
  [field: string]: unknown
}

type OutputItem = { id: string; type: string; status: string } & Record<string, unknown>

const newId = (prefix: string) => `${prefix}_${crypto.randomUUID().replaceAll('-', '')}`
const nowSeconds = () => Math.floor(Date.now() / 1_000)

/** The fields of an answer that are known before the model speaks. */
function headOf(body: ResponseBody) {
  return {
    id: newId('resp'),
    object: 'response',
    created_at: nowSeconds(),
    background: false,
    error: null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: null,
    metadata: body.metadata ?? {},
    model: body.model ?? '',
    parallel_tool_calls: body.parallel_tool_calls,
    previous_response_id: null,
    reasoning: { effort: body.reasoning?.effort ?? null, summary: null },
    service_tier: 'default',
    store: false,
    temperature: body.temperature ?? null,
    text: { format: body.text?.format ?? { type: 'text' }, verbosity: 'medium' },
    tool_choice: body.tool_choice ?? 'auto',
    tools: body.tools,
    top_logprobs: 0,
    top_p: body.top_p ?? null,
    truncation: body.truncation ?? 'disabled',
  }
}

/**
 * An answer of a model as the typed events of the Responses API; the last one holds the whole. The first one comes with the
 * model's first part: what fails before is an HTTP error.
 */
export async function* responseEvents(body: ResponseBody, parts: AsyncGenerator<ModelPart>): AsyncGenerator<ResponseEvent> {
  const head = headOf(body)
  const numbered = createNumbering()
  const output = createOutput(numbered)
  const open = { ...head, status: 'in_progress', incomplete_details: null, output: [], usage: null }
  let begun = false
  for await (const part of parts) {
    if (!begun) {
      yield numbered('response.created', { response: open })
      yield numbered('response.in_progress', { response: open })
    }
    begun = true
    if (part.type === 'text') yield* output.text(part.text)
    else if (part.type === 'reasoning') yield* output.reasoning(part.text)
    else if (part.type === 'tool_calls') for (const call of part.calls) yield* output.call(call)
    else {
      const isCut = part.reason === 'length'
      yield* output.close(isCut ? 'incomplete' : 'completed')
      const { prompt_tokens, completion_tokens, total_tokens } = part.usage
      const response = {
        ...head,
        model: part.model,
        status: isCut ? 'incomplete' : 'completed',
        incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
        output: output.items,
        usage: {
          input_tokens: prompt_tokens,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: completion_tokens,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens,
        },
      }
      yield numbered(isCut ? 'response.incomplete' : 'response.completed', { response })
    }
  }
}

type Numbering = (type: string, fields: object) => ResponseEvent

function createNumbering(): Numbering {
  let count = 0
  return (type, fields) => ({ type, sequence_number: count++, ...fields })
}

/** The items of an answer, one after the other. A text or a reasoning item stays open until a part of another kind arrives. */
function createOutput(numbered: Numbering) {
  const items: OutputItem[] = []
  let open: { kind: TextKind; id: string; text: string } | undefined

  function* write(kind: TextKind, delta: string): Generator<ResponseEvent> {
    if (open?.kind !== kind) {
      yield* close('completed')
      open = { kind, id: newId(kind.prefix), text: '' }
      yield numbered('response.output_item.added', place({ item: kind.item(open.id, 'in_progress', []) }))
      yield numbered('response.content_part.added', inPart(open.id, { part: kind.part('') }))
    }
    open.text += delta
    yield numbered(`${kind.event}.delta`, inPart(open.id, { delta, ...kind.more }))
  }

  function* close(status: 'completed' | 'incomplete'): Generator<ResponseEvent> {
    if (!open) return
    const { kind, id, text } = open
    open = undefined
    const part = kind.part(text)
    const item = kind.item(id, status, [part])
    yield numbered(`${kind.event}.done`, inPart(id, { text, ...kind.more }))
    yield numbered('response.content_part.done', inPart(id, { part }))
    yield numbered('response.output_item.done', place({ item }))
    items.push(item)
  }

  function* call({ id: call_id, name, argumentsJson }: ToolCall): Generator<ResponseEvent> {
    yield* close('completed')
    const item = { id: newId('fc'), type: 'function_call', status: 'in_progress', call_id, name, arguments: '' }
    const ofItem = place({ item_id: item.id })
    yield numbered('response.output_item.added', place({ item }))
    yield numbered('response.function_call_arguments.delta', { ...ofItem, delta: argumentsJson })
    yield numbered('response.function_call_arguments.done', { ...ofItem, name, arguments: argumentsJson })
    const done = { ...item, status: 'completed', arguments: argumentsJson }
    yield numbered('response.output_item.done', place({ item: done }))
    items.push(done)
  }

  const place = (fields: object) => ({ output_index: items.length, ...fields })
  const inPart = (item_id: string, fields: object) => place({ item_id, content_index: 0, ...fields })

  return {
    items,
    text: (delta: string) => write(MESSAGE, delta),
    reasoning: (delta: string) => write(REASONING, delta),
    call,
    close,
  }
}

/** An item that grows by pieces of text. */
interface TextKind {
  prefix: string
  event: string
  more: object
  part(text: string): object
  item(id: string, status: string, content: object[]): OutputItem
}

const MESSAGE: TextKind = {
  prefix: 'msg',
  event: 'response.output_text',
  more: { logprobs: [] },
  part: (text) => ({ type: 'output_text', text, annotations: [], logprobs: [] }),
  item: (id, status, content) => ({ id, type: 'message', status, role: 'assistant', content }),
}

const REASONING: TextKind = {
  prefix: 'rs',
  event: 'response.reasoning_text',
  more: {},
  part: (text) => ({ type: 'reasoning_text', text }),
  item: (id, status, content) => ({ id, type: 'reasoning', status, summary: [], content }),
}
