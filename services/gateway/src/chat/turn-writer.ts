import { AppError } from '@collabry/runtime/errors'
import type { Caller } from '../core/caller'
import type { TurnEnd, TurnRef, Turns } from '../sessions/ports'
import type { Beat } from './interval'

/** How a turn is kept; tests make it faster. */
export interface Pace {
  /** Text waits at most this long before it is saved. */
  saveMs: number
  /** A silent turn renews its lease (10 s) this often. */
  renewMs: number
  /** Longest outage of memory during an answer. After this the answer ends, because its history could not be saved. */
  graceMs: number
  /** Time to write the end of a turn, however it ended. */
  endMs: number
}

export const PACE: Pace = { saveMs: 240, renewMs: 2_000, graceMs: 5_000, endMs: 5_000 }

/** Characters that may wait to be saved before the answer waits for the store. */
const UNSAVED_CHARS_MAX = 256 * 1_024

/** Pause between two tries to write the end of a turn. */
const END_RETRY_MS = 200

/** Delay before the end of a disconnected client's turn is written: when many leave at once, their models are stopped first. */
const LEFT_MS = 60

/** For the end of a turn whose store was given up already. */
const LAST_TRY_MS = 200

/** The writing of one answer into its session. */
export interface TurnWriter {
  /** Aborted when the client is gone or the turn can be kept no longer; the reason is an AppError. */
  signal: AbortSignal
  /** Sources of the answer, for the history. */
  cite(sources: unknown[]): void
  /** Once it is complete, a title or a summary of the session is to be made. */
  wantDigest(): void
  /** Waits until there is room for more text. Throws when the turn is over. */
  room(): Promise<void>
  /** Text that is now handed to the client. */
  write(text: string): void
  /** Ends the turn, once: the first call decides, later ones wait for it. Works after the client has gone, too. */
  end(status: TurnEnd['status'], model: string): Promise<void>
}

interface Writing {
  turns: Turns
  /** When turns are saved: all in the same moment, so that they can go together. */
  beat: Beat
  pace: Pace
}

/**
 * History is exactly what was written here: saved at every beat, completed by the end. A client that leaves ends the turn
 * at once as `interrupted`, even when nobody draws from the answer any more. A store that is away is tried again for
 * `graceMs`, while the answer goes on; after that the answer fails, because it would be missing from the history.
 */
export function writeTurn({ turns, beat, pace }: Writing, ref: TurnRef, caller: Caller): TurnWriter {
  const over = new AbortController()
  const appending = new AbortController()
  let unsaved = ''
  let offset = 0
  let savedAt = performance.now()
  let sources: unknown[] | undefined
  let wantsDigest = false
  let saving: Promise<void> | undefined
  let ended: Promise<void> | undefined
  let lost = false

  const save = async () => {
    const text = unsaved
    try {
      await turns.append({ ...ref, offset, text }, { ...caller, signal: appending.signal })
      offset += text.length
      unsaved = unsaved.slice(text.length)
      savedAt = performance.now()
    } catch (error) {
      const goneForGood = error instanceof AppError && (error.code === 'not_found' || error.code === 'failed_precondition')
      if (!goneForGood && performance.now() - savedAt <= pace.graceMs) return
      lost = true
      over.abort(error)
    }
  }
  const saveOnce = () => {
    saving ??= save().finally(() => {
      saving = undefined
    })
    return saving
  }
  const leaveBeat = beat.join(() => {
    if (unsaved || performance.now() - savedAt >= pace.renewMs) void saveOnce()
  })

  const writeEnd = (status: TurnEnd['status'], model: string) => {
    const endMs = lost ? LAST_TRY_MS : pace.endMs
    const digest = wantsDigest && status === 'complete' ? { wantsDigest } : {}
    return endWithin(endMs, turns, { ...ref, status, offset, text: unsaved, sources, model, ...digest }, caller)
  }
  const endBy = (writing: () => Promise<void>): Promise<void> => {
    if (ended) return ended
    leaveBeat()
    caller.signal.removeEventListener('abort', leave)
    // A save under way is called off: whether it arrives or not, the end repeats what lies behind the offset.
    appending.abort()
    ended = writing()
    ended.catch(() => undefined) // who waits for it gets the error
    return ended
  }
  const end: TurnWriter['end'] = (status, model) => endBy(() => writeEnd(status, model))
  const leave = () => {
    over.abort(goneError(caller.signal)) // stops the model, first of all
    void endBy(() => Bun.sleep(LEFT_MS).then(() => writeEnd('interrupted', '')))
  }
  if (caller.signal.aborted) leave()
  else caller.signal.addEventListener('abort', leave)

  return {
    signal: over.signal,
    cite(cited) {
      sources = cited
    },
    wantDigest() {
      wantsDigest = true
    },
    async room() {
      if (unsaved.length > UNSAVED_CHARS_MAX) await saveOnce()
      if (unsaved.length > UNSAVED_CHARS_MAX) over.abort(new AppError('unavailable', 'The answer could not be kept; try again.'))
      over.signal.throwIfAborted()
    },
    write(text) {
      unsaved += text
    },
    end,
  }
}

/** Why a call ended before its time: what the signal says, when it says it in our words. */
const goneError = ({ reason }: AbortSignal): AppError =>
  reason instanceof AppError ? reason : new AppError('cancelled', 'The caller cancelled.')

/** Ending twice changes nothing, so it is tried until the time is over, independent of the caller's signal. */
async function endWithin(ms: number, turns: Turns, end: TurnRef & TurnEnd, caller: Caller): Promise<void> {
  const giveUpAt = performance.now() + ms
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), ms)
  try {
    for (;;) {
      try {
        return await turns.end(end, { ...caller, signal: stop.signal })
      } catch (error) {
        const passing = error instanceof AppError && (error.code === 'unavailable' || error.code === 'timeout')
        if (!passing || performance.now() + END_RETRY_MS >= giveUpAt) throw error
        await Bun.sleep(END_RETRY_MS)
      }
    }
  } finally {
    clearTimeout(timer)
  }
}
