import { type Call, openCall } from '../http/call'
import { knocker } from '../http/connectivity-probe'
import { brokenAnswer, chatRefusal, stalled, tooSlow } from '../http/errors'
import type { ModelLimits } from '../http/limits'
import { type SaidPart, say } from '../http/merge-deltas'
import type { Breath } from '../http/read-pacing'
import { thoughts } from '../http/reasoning-tags'
import type { GeneratePart, GenerateRequest } from '../model'
import { type Chunk, readChunk } from './chunk'
import { eventData } from './events'
import { chatBody } from './request-body'
import { ask, type OpenaiServer } from './server'
import { callCollector } from './tool-calls'

interface Wanted {
  model: string
  contextTokensMax: number
}

/** The count comes right behind the end of the answer, or the server does not give it. */
const USAGE_MS = 1_000

/** Streams one chat; see the port for its promises. */
export function chatStream(server: OpenaiServer, limits: ModelLimits, breath: Breath) {
  const door = knocker(server.url, limits.connectMs)

  return async function* chat(wanted: Wanted, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GeneratePart> {
    const call = openCall(signal, limits.totalMs)
    const leave = breath.join()
    const collected = callCollector()
    const { push, flush } = thoughts()
    try {
      door.knock().catch(call.fail)
      const refusal = chatRefusal(wanted.model, request.model === '')
      const starting = ask(server, '/chat/completions', chatBody(wanted.model, request), call, refusal)
      const { body } = await call.within(limits.firstTokenMs, tooSlow, starting)
      const events = eventData(body)
      call.rest = () => Array.fromAsync(events)
      let hasBegun = false
      for (;;) {
        const next = events.next()
        const { done, value: data } = await (hasBegun
          ? call.within(limits.idleMs, stalled, next)
          : call.within(limits.firstTokenMs, tooSlow, next))
        door.heard()
        if (done) throw brokenAnswer('the stream ended without a reason')
        const { parts, isToken, end } = readEvents(data, collected)
        for (const part of push(parts)) yield part
        // Some servers name the speaker long before the first token.
        hasBegun ||= isToken
        if (!end) {
          await breath.take()
          continue
        }
        for (const part of flush()) yield part
        const calls = collected.calls()
        if (calls.length > 0) yield { type: 'tool_calls', calls }
        const usage = end.usage ?? (await usageBehind(end.rest, events, call))
        call.finished()
        yield finish(end.reason, wanted, usage, calls.length > 0)
        return
      }
    } catch (error) {
      throw call.failure(error, brokenAnswer)
    } finally {
      leave()
      call.close()
    }
  }
}

interface End {
  reason: string
  usage: Chunk['usage']
  /** Events that came together with it. */
  rest: string[]
}

/** What events that came together say, up to the one that ends the answer; pieces of calls are added to `collected`. */
function readEvents(events: string[], collected: ReturnType<typeof callCollector>) {
  const parts: SaidPart[] = []
  let isToken = false
  for (const [index, data] of events.entries()) {
    if (data === '[DONE]') throw brokenAnswer('the stream ended without a reason')
    const { choice, usage } = readChunk(data)
    if (!choice) continue
    say(parts, 'reasoning', choice.reasoning)
    say(parts, 'text', choice.content)
    collected.add(choice.toolCalls)
    isToken ||= choice.content.length + choice.reasoning.length + choice.toolCalls.length > 0
    const end: End = { reason: choice.finishReason, usage, rest: events.slice(index + 1) }
    if (end.reason !== '') return { parts, isToken, end }
  }
  return { parts, isToken, end: undefined }
}

/** The answer is whole already: a server that does not count, or breaks off here, harms nothing. */
async function usageBehind(rest: string[], events: AsyncGenerator<string[]>, call: Call): Promise<Chunk['usage']> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, USAGE_MS).unref())
  const read = async () => {
    for (let some = rest; ; ) {
      for (const data of some) {
        if (data === '[DONE]') return undefined
        const { usage } = readChunk(data)
        if (usage) return usage
      }
      const { done, value } = await events.next()
      if (done) return undefined
      some = value
    }
  }
  return Promise.race([read().catch(() => undefined), late, aborted(call.signal)])
}

const aborted = (signal: AbortSignal) =>
  new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }))

const finish = (reason: string, { model, contextTokensMax }: Wanted, usage: Chunk['usage'], callsTools: boolean) =>
  ({
    type: 'finish',
    reason: reason === 'length' ? 'length' : callsTools ? 'tool_calls' : 'stop',
    model,
    usage: {
      promptTokens: usage?.promptTokens ?? 0,
      completionTokens: usage?.completionTokens ?? 0,
      contextTokensMax,
      messagesUsed: 0,
      messagesLeftOut: 0,
    },
  }) satisfies GeneratePart
