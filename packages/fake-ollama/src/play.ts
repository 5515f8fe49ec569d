import type { Exchange } from './http'
import { countTokens } from './ollama-lines'
import type { Answer, ChatRequest, FakeToolCall } from './script'

export interface Delta {
  content?: string
  thinking?: string
  calls?: FakeToolCall[]
}

interface Counts {
  reason: 'stop' | 'length'
  tokens: number
  promptTokens: number
  calls?: FakeToolCall[] | undefined
}

/** The form in which one kind of server sends an answer. */
export interface Dialect {
  contentType: string
  delta(request: ChatRequest, delta: Delta): string
  end(request: ChatRequest, counts: Counts): string
  whole(request: ChatRequest, answer: Counts & { content: string }): string
  /** An error in the middle of a stream. */
  error(words: string): string
  /** An error instead of a stream. */
  refusal(words: string): string
  /** The words in which a prompt of this length is refused; undefined: it is taken, and cut to the window if it is longer. */
  tooLong(request: ChatRequest, promptTokens: number, windowTokens: number): string | undefined
}

const LONG_LINE_BYTES = 10 * 1024 * 1024

/** Sends one answer, delta by delta, until it ends or the client disconnects. */
export async function play(
  exchange: Exchange,
  request: ChatRequest,
  answer: Answer,
  { dialect, windowTokens }: { dialect: Dialect; windowTokens: number },
): Promise<void> {
  const { fault, tokens, thinking = [], calls } = answer
  const wantedTokens = answer.promptTokens ?? countTokens(request.messages)
  const counts = countsOf(answer, Math.min(windowTokens, wantedTokens))
  if (fault?.kind === 'silent') return
  if (fault?.kind === 'not_found') return exchange.reply(404, dialect.refusal(`model '${request.model}' not found`))
  if (fault?.kind === 'server_error') return exchange.reply(500, dialect.refusal('llama runner process has terminated'))
  const tooLong = dialect.tooLong(request, wantedTokens, windowTokens)
  if (tooLong !== undefined) return exchange.reply(400, dialect.refusal(tooLong))
  await pause(answer.firstTokenDelayMs ?? 0, exchange.closed)
  await answer.until
  if (exchange.closed.aborted) return
  if (request.stream === false) return exchange.reply(200, dialect.whole(request, { ...counts, content: tokens.join('') }))
  exchange.begin(dialect.contentType)
  if (fault?.kind === 'error_status_200') return finish(exchange, dialect.error('scripted failure'))
  if (fault?.kind === 'garbage') return finish(exchange, 'these are no JSON objects\n<html>\n')
  if (fault?.kind === 'long_line') return finish(exchange, dialect.delta(request, { content: 'x'.repeat(LONG_LINE_BYTES) }))

  for (const thought of thinking) await send(exchange, dialect.delta(request, { thinking: thought }), false)
  for (const [index, content] of tokens.entries()) {
    if (exchange.closed.aborted) return
    if (fault && 'after' in fault && fault.after === index)
      return misbehave(exchange, fault.kind, dialect.delta(request, { content }), dialect)
    if (index > 0) await pause(answer.tokenDelayMs ?? 0, exchange.closed)
    await send(exchange, dialect.delta(request, { content }), fault?.kind === 'split_utf8')
  }
  if (fault && 'after' in fault) return misbehave(exchange, fault.kind, dialect.delta(request, { content: '' }), dialect)
  if (answer.endless !== undefined) return repeat(exchange, dialect.delta(request, { content: answer.endless }), answer)
  if (calls) await send(exchange, dialect.delta(request, { calls }), false)
  finish(exchange, dialect.end(request, counts))
}

const countsOf = ({ tokens, doneReason = 'stop', calls }: Answer, promptTokens: number): Counts => ({
  reason: doneReason,
  tokens: tokens.length,
  promptTokens,
  calls,
})

async function repeat(exchange: Exchange, text: string, { tokenDelayMs = 0 }: Answer): Promise<void> {
  while (!exchange.closed.aborted) {
    await send(exchange, text, false)
    await pause(tokenDelayMs, exchange.closed)
  }
}

/** The scripted end in the middle of a stream; a stall does nothing more. */
function misbehave(exchange: Exchange, kind: string, next: string, dialect: Dialect): void {
  if (kind === 'cut') exchange.end()
  if (kind === 'error_mid_stream') finish(exchange, dialect.error('scripted failure'))
  if (kind !== 'close_mid_line' && kind !== 'reset_mid_line') return
  void exchange.write(next.slice(0, next.length / 2))
  // The half line must have left before the reset discards what is still buffered.
  setTimeout(() => (kind === 'close_mid_line' ? exchange.close() : exchange.reset()), 20)
}

function finish(exchange: Exchange, text: string): void {
  void exchange.write(text)
  exchange.end()
}

async function send(exchange: Exchange, text: string, byteByByte: boolean): Promise<void> {
  if (!byteByByte) return exchange.write(text)
  for (const byte of Buffer.from(text)) {
    await exchange.write(Uint8Array.of(byte))
    await pause(0, exchange.closed)
  }
}

/** Waits, or less when the client leaves; 0 still yields to the event loop, so that writes stay apart. */
function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  if (delayMs === 0) return new Promise((resolve) => setImmediate(resolve))
  return new Promise((resolve) => {
    const timer = setTimeout(end, delayMs)
    function end() {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    signal.addEventListener('abort', end)
  })
}
