import type { Database } from 'bun:sqlite'
import { checkpoint } from '@collabry/storage/checkpoint'
import type { Write } from '@collabry/storage/group-commit'

/** Limits of one step, so that it does not block other work. */
const TURNS_PER_STEP = 25
const CHARS_PER_STEP = 200_000

/** An answer; its question is the message before. */
interface OldTurn {
  key: number
  session: number
  ordinal: number
  message_id: string
  chars: number
}

export function messageExpirer(db: Database, write: Write): (beforeMs: number) => Promise<number> {
  const old = db.query<OldTurn, [number, number]>(
    `select key, session, ordinal, message_id, chars from message
     where created_at_ms < ? and role = 'assistant' and status <> 'streaming' order by created_at_ms, key limit ?`,
  )
  const drop = db.query<null, [number, number, number]>('delete from message where session = ? and ordinal in (?, ?)')
  const dropParts = db.query<null, [number]>('delete from part where message = ?')
  const note = db.query<{ branched: number }, [number, number]>(
    `update session set expired_to = max(expired_to, ?), summary = '', summary_message_id = '' where key = ? returning branched`,
  )
  /** The message after an expired turn becomes the root of its branch. Sessions without branches need no roots. */
  const lead = db.query<null, [number, string]>(`update message set parent_id = '' where session = ? and parent_id = ?`)

  return async (beforeMs) => {
    let expired = 0
    for (let some = 1; some > 0; expired += some) {
      some = await write(() => {
        let [turns, chars] = [0, 0]
        for (const turn of old.all(beforeMs, TURNS_PER_STEP)) {
          dropParts.run(turn.key)
          drop.run(turn.session, turn.ordinal - 1, turn.ordinal)
          if (note.get(turn.ordinal, turn.session)?.branched === 1) lead.run(turn.session, turn.message_id)
          turns++
          chars += turn.chars
          if (chars > CHARS_PER_STEP) break
        }
        return 2 * turns
      })
    }
    if (expired > 0) checkpoint(db)
    return expired
  }
}
