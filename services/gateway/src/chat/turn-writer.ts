import { abortError } from '@collabry/runtime/abort'
import { AppError, isUnanswered } from '@collabry/runtime/errors'
import { retry } from '@collabry/runtime/retry'
import type { Caller } from '../core/caller'
import type { TurnEnd, TurnRef, Turns } from '../sessions/ports'

/** Times of saving a turn; tests use shorter ones. */
export interface Pace {
  /** Text waits at most this long before it is saved. */
  saveMs: number
  /** A silent turn renews its lease (10 s) this often. */
  renewMs: number
  /**
   * Longest outage of memory during an answer, from the first save that fails. After this the answer ends, because its history
   * could not be saved. A silent turn fails its first save after `renewMs`; with the deadline of a save (2 s) all is within the
   * lease.
   */
  graceMs: number
  /** Time to write the end of a turn, however it ended. */
  endMs: number
}

export const PACE: Pace = { saveMs: 240, renewMs: 2_000, graceMs: 5_000, endMs: 5_000 }

/** Characters that may wait to be saved before the answer waits for the store. */
const UNSAVED_CHARS_MAX = 256 * 1_024

/** Pause between two tries to write the end of a turn. */
const END_RETRY_MS = 200

/**
 * Delay before the end of a disconnected client's turn is written, so that the models of many disconnected clients are stopped
 * first.
 */
const LEFT_MS = 60

/** Time to write the end of a turn after its saves failed. */
const LAST_TRY_MS = 200

/** The writing of one answer into its session. */
export interface TurnWriter {
  /** Aborts when the client has disconnected or the turn can't be saved; the reason is an AppError. */
  signal: AbortSignal
  /** Sources of the answer, for the history. */
  cite(sources: unknown[]): void
  /** Requests a title or a summary of the session once the turn is complete. */
  wantDigest(): void
  /** Waits until the turn is written and there is room for more text; undefined: there is. Throws when the turn is over. */
  room(): Promise<void> | undefined
  /** Adds text that is sent to the client now. */
  write(text: string): void
  /** Ends the turn, once: the first call decides, later ones wait for it. Works after the client has gone, too. */
  end(status: TurnEnd['status'], model: string): Promise<void>
}

interface Writing {
  turns: Turns
  /** All turns are saved at the same moments, so that one call can save them together. */
  interval: SharedInterval
  pace: Pace
}

/**
 * History holds exactly the text that is written here: it is saved at each interval and completed at the end. When a client
 * disconnects, its turn ends at once as `interrupted`, even if the answer is no longer read. While the store is unavailable,
 * saves are repeated for `graceMs` and the answer goes on. After that it fails, because it would be missing from the history.
 * There is no room for text before `begun`.
 */
export function writeTurn({ turns, interval, pace }: Writing, ref: TurnRef, caller: Caller, begun?: Promise<void>): TurnWriter {
  begun?.catch(() => undefined) // the wait for room gets the error
  let unwritten = begun
  const over = new AbortController()
  const text = textSaver({ turns, interval, pace }, ref, caller, (error) => over.abort(error))
  let sources: unknown[] | undefined
  let wantsDigest = false
  let ended: Promise<void> | undefined

  const writeEnd = (status: TurnEnd['status'], model: string) => {
    const endMs = text.isLost() ? LAST_TRY_MS : pace.endMs
    const digest = wantsDigest && status === 'complete' ? { wantsDigest } : {}
    return endWithin(endMs, turns, { ...ref, status, ...text.rest(), sources, model, ...digest }, caller)
  }
  const endBy = (writing: () => Promise<void>): Promise<void> => {
    if (ended) return ended
    caller.signal.removeEventListener('abort', leave)
    text.stop()
    ended = writing()
    ended.catch(() => undefined) // its caller gets the error
    return ended
  }
  const leave = () => {
    over.abort(abortError(caller.signal)) // stops the model first
    void endBy(() => Bun.sleep(LEFT_MS).then(() => writeEnd('interrupted', '')))
  }
  if (caller.signal.aborted) leave()
  else caller.signal.addEventListener('abort', leave)

  const saveFirst = async () => {
    if (!(await text.makeRoom())) over.abort(new AppError('unavailable', 'The answer could not be kept; try again.'))
    over.signal.throwIfAborted()
  }

  const beginFirst = async () => {
    await unwritten
    unwritten = undefined
    over.signal.throwIfAborted()
  }

  return {
    signal: over.signal,
    cite(cited) {
      sources = cited
    },
    wantDigest() {
      wantsDigest = true
    },
    room() {
      over.signal.throwIfAborted()
      if (unwritten) return beginFirst()
      return text.isFull() ? saveFirst() : undefined
    },
    write: text.add,
    end: (status, model) => endBy(() => writeEnd(status, model)),
  }
}

/** Saves the text of a turn at each interval, and renews its lease. `onLost` runs when the text can't be saved any more. */
function textSaver({ turns, interval, pace }: Writing, ref: TurnRef, caller: Caller, onLost: (error: unknown) => void) {
  const stopped = new AbortController()
  const saver = { ...caller, signal: stopped.signal }
  let unsaved = ''
  let offset = 0
  let savedAt = performance.now()
  let failingSince: number | undefined
  let saving: Promise<void> | undefined
  let lost = false

  const save = async () => {
    const text = unsaved
    const startedAt = performance.now()
    try {
      await turns.append({ ...ref, offset, text }, saver)
      offset += text.length
      unsaved = unsaved.slice(text.length)
      savedAt = performance.now()
      failingSince = undefined
    } catch (error) {
      failingSince ??= startedAt
      const goneForGood = error instanceof AppError && (error.code === 'not_found' || error.code === 'failed_precondition')
      if (!goneForGood && performance.now() - failingSince <= pace.graceMs) return
      lost = true
      onLost(error)
    }
  }
  const saveOnce = async () => {
    if (stopped.signal.aborted) return
    saving ??= save().finally(() => {
      saving = undefined
    })
    await saving
  }
  const leaveInterval = interval.join(() => {
    if (unsaved || performance.now() - savedAt >= pace.renewMs) void saveOnce()
  })

  const isFull = () => unsaved.length > UNSAVED_CHARS_MAX
  return {
    isLost: () => lost,
    /** The text that was not saved, for the end of the turn. */
    rest: () => ({ offset, text: unsaved }),
    add(text: string) {
      unsaved += text
    },
    isFull,
    async makeRoom(): Promise<boolean> {
      await saveOnce()
      return !isFull()
    },
    /** Cancels a save that is in progress. The end repeats all text after the offset, whether the save arrived or not. */
    stop() {
      leaveInterval()
      stopped.abort()
    },
  }
}

/** Ending twice changes nothing, so it is repeated until the time is over, independent of the caller's signal. */
function endWithin(ms: number, turns: Turns, end: TurnRef & TurnEnd, caller: Caller): Promise<void> {
  const signal = AbortSignal.timeout(ms)
  return retry(() => turns.end(end, { ...caller, signal }), {
    signal,
    pausesMs: [END_RETRY_MS],
    retriesMax: Number.POSITIVE_INFINITY,
    withinMs: ms,
    retryIf: isUnanswered,
  })
}

/** The same turns. `idle` resolves when all begun turns have ended; turns of disconnected clients end slightly later. */
export function openTurns(turns: Turns): Turns & { idle(): Promise<void> } {
  const open = new Map<string, PromiseWithResolvers<void>>()
  return {
    ...turns,
    async begin(turn, caller) {
      const begun = await turns.begin(turn, caller)
      open.set(begun.assistantMessageId, Promise.withResolvers())
      return begun
    },
    async end(end, caller) {
      try {
        await turns.end(end, caller)
      } finally {
        open.get(end.messageId)?.resolve()
        open.delete(end.messageId)
      }
    },
    async idle() {
      await Promise.all([...open.values()].map(({ promise }) => promise))
    },
  }
}

/** A timer that many tasks share. */
interface SharedInterval {
  /** Calls `work` at each interval, until the returned function is called. */
  join(work: () => void): () => void
}

/** Calls all members every `ms`, together. The timer runs while there are members. */
export function createSharedInterval(ms: number): SharedInterval {
  const members = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    join(work) {
      const member = () => work()
      members.add(member)
      timer ??= setInterval(() => {
        for (const each of members) each()
      }, ms)
      return () => {
        members.delete(member)
        if (members.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
