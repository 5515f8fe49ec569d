import type { Exchange } from './http'
import type { Answer, ChatRequest } from './script'

const LONG_LINE_BYTES = 10 * 1024 * 1024

/** Plays one answer, line by line, until it ends or the client is gone. */
export async function playChat(exchange: Exchange, request: ChatRequest, answer: Answer): Promise<void> {
  const { fault, tokens } = answer
  if (fault?.kind === 'silent') return
  if (fault?.kind === 'not_found') return exchange.reply(404, JSON.stringify({ error: `model '${request.model}' not found` }))
  if (fault?.kind === 'server_error') return exchange.reply(500, JSON.stringify({ error: 'llama runner process has terminated' }))
  await pause(answer.firstTokenDelayMs ?? 0, exchange.closed)
  if (exchange.closed.aborted) return
  if (request.stream === false) return exchange.reply(200, whole(request, answer))
  exchange.begin('application/x-ndjson')
  if (fault?.kind === 'error_status_200') return finish(exchange, '{"error":"scripted failure"}\n')
  if (fault?.kind === 'garbage') return finish(exchange, 'these are no JSON objects\n<html>\n')
  if (fault?.kind === 'long_line') return finish(exchange, `${line(request, { content: 'x'.repeat(LONG_LINE_BYTES) })}\n`)

  for (const [index, content] of tokens.entries()) {
    if (exchange.closed.aborted) return
    if (fault && 'after' in fault && fault.after === index) return misbehave(exchange, request, content, fault.kind)
    if (index > 0) await pause(answer.tokenDelayMs ?? 0, exchange.closed)
    await send(exchange, `${line(request, { content })}\n`, fault?.kind === 'split_utf8')
  }
  if (fault && 'after' in fault) return misbehave(exchange, request, '', fault.kind)
  finish(
    exchange,
    `${line(request, { content: '', done: answer.doneReason ?? 'stop', tokens: tokens.length, promptTokens: answer.promptTokens })}\n`,
  )
}

/** The scripted end in the middle of a stream; a stall does nothing more. */
function misbehave(exchange: Exchange, request: ChatRequest, content: string, kind: string): void {
  if (kind === 'cut') exchange.end()
  if (kind === 'error_mid_stream') finish(exchange, '{"error":"scripted failure"}\n')
  if (kind !== 'close_mid_line' && kind !== 'reset_mid_line') return
  const whole = line(request, { content })
  exchange.write(whole.slice(0, whole.length / 2))
  // The half line must have left before the reset discards what is still buffered.
  setTimeout(() => (kind === 'close_mid_line' ? exchange.close() : exchange.reset()), 20)
}

function finish(exchange: Exchange, text: string): void {
  exchange.write(text)
  exchange.end()
}

async function send(exchange: Exchange, text: string, byteByByte: boolean): Promise<void> {
  if (!byteByByte) return exchange.write(text)
  for (const byte of Buffer.from(text)) {
    exchange.write(Uint8Array.of(byte))
    await pause(0, exchange.closed)
  }
}

interface Line {
  content: string
  done?: 'stop' | 'length'
  tokens?: number
  promptTokens?: number | undefined
}

function line({ model, messages }: ChatRequest, { content, done, tokens = 0, promptTokens }: Line): string {
  const counts = {
    done_reason: done,
    prompt_eval_count: promptTokens ?? countTokens(messages),
    eval_count: tokens,
    total_duration: 1_000_000,
  }
  const message = { role: 'assistant', content }
  return JSON.stringify({ model, created_at: '2026-01-01T00:00:00Z', message, done: done !== undefined, ...(done ? counts : {}) })
}

const whole = (request: ChatRequest, { tokens, doneReason = 'stop', promptTokens }: Answer): string =>
  line(request, { content: tokens.join(''), done: doneReason, tokens: tokens.length, promptTokens })

const countTokens = (messages: { content: string }[]): number =>
  messages.reduce((sum, { content }) => sum + Math.ceil(content.length / 4) + 4, 0)

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
