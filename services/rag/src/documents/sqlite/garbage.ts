import type { Database } from 'bun:sqlite'
import type { OwnerKey } from '@collabry/storage/owner-key'
import type { Garbage } from '../garbage'
import { STORE_CLOCK_MS, type Writer } from './writer'

interface TombstoneRow {
  storeOwner: OwnerKey
  documentId: string
  below: number
  blobIds: string
}

const NOT_ERASED = 'user_id not in (select user_id from erasure where pending = 1)'

/** A version above one that lives stays until it can go with that one: the vector store removes all versions below a number. */
const TOMBSTONES = `
  select store_owner as storeOwner, document_id as documentId, below, json_group_array(iif(kept_until_ms > 0, '', blob_id)) || json_group_array(text_id) as blobIds
  from (
    select tombstone.*, coalesce((
      select min(version) from task alive where alive.document_id = tombstone.document_id and alive.store_owner = tombstone.store_owner
        and (alive.life in ('waiting', 'writing', 'current') or alive.life = 'deleted' and alive.lease_until_ms > ${STORE_CLOCK_MS})
    ), (select max(version) + 1 from task any_version where any_version.document_id = tombstone.document_id)) as below
    from task tombstone where life = 'deleted'
  )
  where version < below and ${NOT_ERASED}
  group by store_owner, document_id limit ?`

export function sqliteGarbage(db: Database, writer: Writer): Garbage {
  const tombstones = db.query<TombstoneRow, [number]>(TOMBSTONES)
  const markDeleted = db.query<unknown, [string, string, number]>(
    `update task set life = 'swept', blob_id = iif(kept_until_ms > 0, blob_id, ''), text_id = ''
     where document_id = ? and store_owner = ? and version < ? and life = 'deleted'`,
  )
  const named = db.query<{ id: string }, [string, string]>(
    `select blob_id as id from task where blob_id <> '' and blob_id in (select value from json_each(?))
     union select text_id from task where text_id <> '' and text_id in (select value from json_each(?))`,
  )
  const expire = db.query<{ id: string }, [number, number]>(
    `select blob_id as id from task where blob_id <> '' and status = 'failed' and life in ('none', 'swept') and kept_until_ms <= ?
     and ${NOT_ERASED} limit ?`,
  )
  const release = db.query<unknown, [string]>(
    `update task set blob_id = '' where blob_id <> '' and blob_id in (select value from json_each(?))`,
  )
  const forget = db.query<unknown, [number, number]>(
    `delete from task where task_id in (
       select task_id from task where status <> 'processing' and life in ('none', 'swept') and blob_id = ''
         and completed_at_ms <= ${STORE_CLOCK_MS} - ? and ${NOT_ERASED} limit ?)`,
  )
  return {
    tombstones: async (limit) =>
      tombstones.all(limit).map(({ blobIds, ...row }) => ({
        ...row,
        blobIds: (JSON.parse(blobIds.replace('][', ',')) as string[]).filter(Boolean),
      })),
    swept: async ({ documentId, storeOwner, below }) => {
      markDeleted.run(documentId, storeOwner, below)
    },
    expired: async (limit) =>
      writer.now(() => {
        const ids = expire.all(Date.now(), limit).map(({ id }) => id)
        if (ids.length > 0) release.run(JSON.stringify(ids))
        return ids
      }),
    needed: async (blobIds) => {
      const ids = JSON.stringify(blobIds)
      return new Set(named.all(ids, ids).map(({ id }) => id))
    },
    forgetTasks: async (ageMs, limit) => writer.now(() => forget.run(ageMs, limit).changes === limit),
  }
}
