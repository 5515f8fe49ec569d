import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../../src/core/caller'
import type { TurnEnd, Turns } from '../../src/sessions/ports'
import { callerOf } from './caller'

interface Kept {
  userId: string
  sessionId: string
  messageId: string
  role: 'user' | 'assistant'
  content: string
  status: TurnEnd['status'] | 'streaming'
  sources: unknown[] | undefined
  model: string
  /** A title or a summary was asked for at its end. */
  wantsDigest?: boolean
  /** Calls that ended it; only the first has an effect. */
  ends: number
}

/**
 * Turns in this process, by the rules of the memory service. `before` runs before every call and may wait or throw. A caller who
 * has disconnected meanwhile gets no reply, although the call has taken effect.
 */
export function memoryTurns(before: (method: keyof Turns, caller: Caller) => Promise<void> = async () => undefined) {
  const messages: Kept[] = []
  const summary = { text: '', messageId: '', covers: 0 }
  const find = (userId: string, messageId: string): Kept => {
    const message = messages.find((kept) => kept.userId === userId && kept.messageId === messageId)
    if (!message) throw new AppError('not_found', 'There is no such message.')
    return message
  }
  const keep = (userId: string, sessionId: string, role: Kept['role'], content: string, status: Kept['status']): string => {
    const messageId = `m${messages.length + 1}`
    messages.push({ userId, sessionId, messageId, role, content, status, sources: undefined, model: '', ends: 0 })
    return messageId
  }
  const write = (message: Kept, offset: number, text: string) => {
    if (offset > message.content.length) throw new AppError('internal_error', 'A part of the text is missing.')
    message.content = message.content.slice(0, offset) + text
  }

  const reply = <Reply>(caller: Caller, value: Reply): Reply => {
    if (caller.signal.aborted) throw new AppError('cancelled', 'The caller cancelled.')
    return value
  }

  const turns: Turns = {
    async begin({ sessionId: wanted, content, historyMax }, caller) {
      await before('begin', caller)
      const sessionId = wanted || 'made'
      const own = messages.filter((kept) => kept.userId === caller.userId && kept.sessionId === sessionId && kept.content !== '')
      const history = own.slice(-historyMax).map(({ messageId, role, content }) => ({ messageId, role, content }))
      const userMessageId = keep(caller.userId, sessionId, 'user', content, 'complete')
      const assistantMessageId = keep(caller.userId, sessionId, 'assistant', '', 'streaming')
      return reply(caller, { sessionId, userMessageId, assistantMessageId, history, messagesBefore: own.length, summary })
    },
    settle: () => before('settle', callerOf('gateway')),
    async append({ messageId, offset, text }, caller) {
      await before('append', caller)
      const message = find(caller.userId, messageId)
      if (message.status !== 'streaming') throw new AppError('failed_precondition', 'The turn has ended.')
      write(message, offset, text)
      reply(caller, undefined)
    },
    async end({ messageId, status, offset, text, sources, model, wantsDigest = false }, caller) {
      await before('end', caller)
      const message = find(caller.userId, messageId)
      message.ends++
      if (message.status !== 'streaming') return
      write(message, offset, text)
      Object.assign(message, { status, sources, model, wantsDigest })
      reply(caller, undefined)
    },
  }
  return { turns, messages, summary, answer: () => messages.findLast(({ role }) => role === 'assistant') }
}
