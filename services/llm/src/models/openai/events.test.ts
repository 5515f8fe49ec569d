import { expect, test } from 'bun:test'
import { eventData, readChunk, toolCallCollector } from './chat'

const body = (...chunks: (string | Uint8Array)[]) => {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk)
      controller.close()
    },
  })
}
const read = async (...chunks: (string | Uint8Array)[]) => (await Array.fromAsync(eventData(body(...chunks).getReader()))).flat()
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: { code: string }) => error.code,
  )

test('events come out whole, wherever the packets end, and comments mergeDelta nothing', async () => {
  const bytes = new TextEncoder().encode(': hello\r\n\r\ndata: {"a":"žluť 🙂"}\r\n\r\ndata: 1\ndata: 2\n\ndata: [DONE]\n\n')
  const one = Array.from(bytes, (byte) => Uint8Array.of(byte))
  expect(await read(...one)).toEqual(['{"a":"žluť 🙂"}', '1\n2', '[DONE]'])
  expect(await read(bytes)).toEqual(['{"a":"žluť 🙂"}', '1\n2', '[DONE]'])
})

test('an event without an end, in one piece or in many, is refused and not collected', async () => {
  const fragment = 'x'.repeat(64 * 1024)
  expect(await codeOf(read('data: ', ...Array.from({ length: 40 }, () => fragment)))).toBe('upstream_error')
  expect(await codeOf(read(`data: ${fragment.repeat(40)}\n\n`))).toBe('upstream_error')
})

test('what is no event stream, or no JSON object, is refused', async () => {
  expect(await codeOf(read('<html>\nnothing: here\n'))).toBe('upstream_error')
  for (const data of ['nonsense', '[1]', 'null', '{"error":{"message":"out of memory"}}']) {
    expect(() => readChunk(data)).toThrow('broke off')
  }
})

test('a chunk of odd types reads as empty, never as another', () => {
  expect(
    readChunk('{"choices":[{"delta":{"content":7,"tool_calls":"x"},"finish_reason":1}],"usage":{"prompt_tokens":-1}}'),
  ).toEqual({
    choice: { content: '', reasoning: '', toolCalls: [], finishReason: '' },
    usage: { promptTokens: 0, completionTokens: 0 },
  })
  expect(readChunk('{}')).toEqual({ choice: undefined, usage: undefined })
  expect(readChunk('{"choices":[{"delta":{"reasoning":"hm"}}]}').choice?.reasoning).toBe('hm')
})

test('calls are put together by their index, and are not collected without end', () => {
  const fragment = (index: number, argumentsFragment: string, id = '', name = '') => ({ index, id, name, argumentsFragment })
  const collected = toolCallCollector()
  collected.add([fragment(0, '{"a"', 'x', 'f'), fragment(1, '', '', 'g')])
  collected.add([fragment(0, ':1}')])
  expect(collected.calls()).toMatchObject([
    { id: 'x', name: 'f', argumentsJson: '{"a":1}' },
    { id: expect.stringMatching(/^call_\w{32}$/), name: 'g', argumentsJson: '{}' },
  ])
  expect(() => collected.add([fragment(0, 'x'.repeat(300_000))])).toThrow('broke off')
})
