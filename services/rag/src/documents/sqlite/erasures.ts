import type { Database } from 'bun:sqlite'
import { timeSlices } from '@collabry/runtime/time-slices'
import { ownerKey } from '@collabry/storage/owner-key'
import { beingErased, ERASURE_HELD_MS, type Erasures, VERSIONS_APART } from '../store'
import { eraseStep } from '../transitions'
import { changer } from './change'
import { STORE_CLOCK_MS, type Writer } from './writer'

interface ErasureRow {
  epoch: number
  version_base: number
  pending: number
}

type Begin = { owner: string; userId: string; epoch: number }

const BEGIN = `
  insert into erasure (owner, user_id, epoch, version_base, pending, held_until_ms) values ($owner, $userId, $epoch, 0, 1, 0)
  on conflict (owner) do update set user_id = excluded.user_id, epoch = excluded.epoch, pending = 1 where excluded.epoch > epoch`

const HOLD = `update erasure set held_until_ms = ${STORE_CLOCK_MS} + ${ERASURE_HELD_MS} where owner = ?`

/** Deleted documents keep their versions: those of the user begin above all of them from now on. */
const RAISE_VERSIONS = `
  update erasure set version_base = max(version_base, ${VERSIONS_APART} + (select coalesce(max(newest), 0) from document where user_id = $userId))
  where owner = $owner`

const LEFT = `
  select document_id as documentId, (select count(*) from task where task.document_id = document.document_id) as tasks,
    (select json_group_array(blob_id) || json_group_array(text_id) from task where task.document_id = document.document_id) as blobIds
  from document where user_id = ? and deleted = 1 limit ?`

/** The record of a user that an upload is judged by. */
export const erasureOf = (db: Database) => {
  const find = db.query<ErasureRow, [string]>('select * from erasure where owner = ?')
  return (userId: string) => {
    const row = find.get(ownerKey(userId))
    return { epoch: row?.epoch ?? 0, versionBase: row?.version_base ?? 0, isPending: row?.pending === 1 }
  }
}

/** Documents that are marked deleted in one transaction: some milliseconds. */
const BATCH = 16

const NEVER = new AbortController().signal

export function sqliteErasures(db: Database, writer: Writer): Erasures {
  const find = erasureOf(db)
  const hold = db.query<unknown, [string]>(HOLD)
  const left = db.query<{ documentId: string; tasks: number; blobIds: string }, [string, number]>(LEFT)
  const isWorkedOn = db.query<unknown, [string]>(
    `select 1 from task where user_id = ? and lease_until_ms > ${STORE_CLOCK_MS} limit 1`,
  )
  const forget = ['task', 'document'].map((table) =>
    db.query<unknown, [string, string]>(
      `delete from ${table} where user_id = ? and document_id in (select value from json_each(?))`,
    ),
  )
  const end = db.query<unknown, [string]>(`update erasure set pending = 0, user_id = '', held_until_ms = 0 where owner = ?`)
  const unfinished = db.query<{ userId: string; epoch: number }, []>(
    `select user_id as userId, epoch from erasure where pending = 1 and held_until_ms <= ${STORE_CLOCK_MS}`,
  )

  return {
    epoch: async (userId) => {
      const { epoch, isPending } = find(userId)
      if (isPending) throw beingErased()
      return epoch
    },
    begin: sqliteBegin(db, writer),
    left: async (userId, limit) =>
      writer.now(() => {
        hold.run(ownerKey(userId))
        const documents = left.all(userId, limit).map(({ blobIds, ...document }) => ({
          ...document,
          blobIds: (JSON.parse(blobIds.replace('][', ',').replace('[,', '[').replace(',]', ']')) as string[]).filter(Boolean),
        }))
        return { documents, isWorkedOn: isWorkedOn.get(userId) !== null }
      }),
    forget: (userId, documentIds) =>
      writer.durably(() => {
        for (const step of forget) step.run(userId, JSON.stringify(documentIds))
      }),
    end: async (userId) => {
      await writer.durably(() => void end.run(ownerKey(userId)))
      writer.emptyLog() // it still holds the name
    },
    unfinished: async () => unfinished.all(),
  }
}

function sqliteBegin(db: Database, writer: Writer): Erasures['begin'] {
  const find = erasureOf(db)
  const begin = db.query<unknown, Begin>(BEGIN)
  const isHeld = db.query<unknown, [string]>(`select 1 from erasure where owner = ? and held_until_ms > ${STORE_CLOCK_MS}`)
  const hold = db.query<unknown, [string]>(HOLD)
  const change = changer(db)
  const documentsOf = db.query<{ documentId: string }, [string]>(
    'select document_id as documentId from document where user_id = ?',
  )
  const raiseVersions = db.query<unknown, Omit<Begin, 'epoch'>>(RAISE_VERSIONS)
  return async (userId, epoch) => {
    const owner = ownerKey(userId)
    const begun = await writer.durably(() => {
      begin.run({ owner, userId, epoch })
      if (!find(userId).isPending) return 'done'
      if (isHeld.get(owner)) return 'held'
      hold.run(owner)
      return 'begun'
    })
    if (begun !== 'begun') return begun
    // No new ones come: uploads are refused from now on.
    const pause = timeSlices(NEVER)
    const documents = documentsOf.all(userId)
    for (let at = 0; at < documents.length; at += BATCH) {
      await pause()
      writer.now(() => {
        for (const { documentId } of documents.slice(at, at + BATCH)) change(documentId, eraseStep)
      })
    }
    await writer.durably(() => void raiseVersions.run({ owner, userId }))
    return 'begun'
  }
}
