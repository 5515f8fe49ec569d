import type { Database } from 'bun:sqlite'
import { tombstonesOf } from '../document-state'
import type { Garbage, Tombstone } from '../store'
import { expireStep, forgetStep, sweptStep } from '../transitions'
import { changer, documentTasks } from './change'
import { storeClock, type Writer } from './writer'

type Found = { documentId: string }

const NOT_ERASED = 'user_id not in (select user_id from erasure where pending = 1)'

export function sqliteGarbage(db: Database, writer: Writer): Garbage {
  const change = changer(db)
  const tasksOf = documentTasks(db)
  const now = storeClock(db)
  const withDeleted = db.query<Found, []>(
    `select distinct document_id as documentId from task where life = 'deleted' and ${NOT_ERASED}`,
  )
  const named = db.query<{ id: string }, [string, string]>(
    `select blob_id as id from task where blob_id <> '' and blob_id in (select value from json_each(?))
     union select text_id from task where text_id <> '' and text_id in (select value from json_each(?))`,
  )
  const withExpired = db.query<Found, [number, number]>(
    `select distinct document_id as documentId from task where blob_id <> '' and status = 'failed' and life in ('none', 'swept')
     and kept_until_ms <= ? and ${NOT_ERASED} limit ?`,
  )
  const withOver = db.query<Found, [number, number]>(
    `select distinct document_id as documentId from task where status <> 'processing' and life in ('none', 'swept') and blob_id = ''
     and completed_at_ms <= ? and ${NOT_ERASED} limit ?`,
  )
  return {
    tombstones: async (limit) => {
      const nowMs = now()
      const found: Tombstone[] = []
      for (const { documentId } of withDeleted.iterate()) {
        found.push(...tombstonesOf({ documentId, tasks: tasksOf(documentId) }, nowMs))
        if (found.length >= limit) break
      }
      return found.slice(0, limit)
    },
    swept: async (tombstone) => {
      writer.now(() => change(tombstone.documentId, sweptStep(tombstone)))
    },
    expired: async (limit) =>
      writer.now(() => withExpired.all(now(), limit).flatMap(({ documentId }) => change(documentId, expireStep) ?? [])),
    needed: async (blobIds) => {
      const ids = JSON.stringify(blobIds)
      return new Set(named.all(ids, ids).map(({ id }) => id))
    },
    forgetTasks: async (ageMs, limit) =>
      writer.now(() => {
        const endedMs = now() - ageMs
        const found = withOver.all(endedMs, limit)
        for (const { documentId } of found) change(documentId, forgetStep(endedMs))
        return found.length === limit
      }),
  }
}
