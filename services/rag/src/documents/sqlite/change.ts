import type { Database } from 'bun:sqlite'
import type { OwnerKey } from '@collabry/storage/owner-key'
import type { DocumentState, StoredTask } from '../document-state'
import { type Step, trimEnded } from '../transitions'
import { storeClock } from './writer'

/** One step of one document inside the caller's transaction. `fresh` makes a document that is not there yet. */
type Change = <Result>(documentId: string, step: Step<Result>, fresh?: () => DocumentState) => Result | undefined

export function changer(db: Database): Change {
  const nowMs = storeClock(db)
  const findDocument = db.query<DocumentRow, [string]>(`select ${DOCUMENT_COLUMNS} from document where document_id = ?`)
  const tasksOf = documentTasks(db)
  const putDocument = putter(db, 'document', 'documentId')
  const putTask = putter(db, 'task', 'taskId')
  const forgetTask = db.query<unknown, [string]>('delete from task where task_id = ?')
  const enqueueUser = db.query<unknown, [string]>(
    'insert or ignore into user_queue (user_id, served) select ?, coalesce(min(served), 0) from user_queue',
  )
  const dequeueUser = db.query<unknown, { userId: string }>(
    `delete from user_queue where user_id = $userId
       and not exists (select 1 from task where user_id = $userId and status = 'processing')`,
  )

  function write({ tasks, ...document }: DocumentState, before: Map<string, Row>): void {
    const { documentId, userId } = document
    putDocument(before.get(documentId), encode(document, DOCUMENT_FIELDS))
    const kept = trimEnded(tasks)
    for (const task of kept) putTask(before.get(task.taskId), { ...encode(task, TASK_FIELDS), userId, documentId })
    const ids = new Set([documentId, ...kept.map(({ taskId }) => taskId)])
    for (const id of before.keys()) if (!ids.has(id)) forgetTask.run(id)
    if (kept.some(({ status }) => status === 'processing')) enqueueUser.run(userId)
    else dequeueUser.run({ userId })
  }

  return (documentId, step, fresh) => {
    const row = findDocument.get(documentId)
    const state = row ? { ...toDocument(row), tasks: tasksOf(documentId) } : fresh?.()
    if (state === undefined) return undefined
    const before = row ? rowsOf(state) : new Map<string, Row>()
    const result = step(state, nowMs())
    if (result !== undefined) write(state, before)
    return result
  }
}

/** Writes a row, or the columns of it that have changed: an index is written anew for each column that a statement names. */
function putter(db: Database, table: string, key: string) {
  // The database keeps a statement for each set of columns that a step changes, and finalizes them when it is closed.
  const run = (sql: string, values: Row) => db.query<unknown, Row>(sql).run(values)
  return (before: Row | undefined, row: Row): void => {
    const fields = Object.keys(row).filter((field) => row[field] !== before?.[field])
    if (before !== undefined) {
      if (fields.length === 0) return
      const changes = fields.map((field) => `${column(field)} = $${field}`).join(', ')
      const values = Object.fromEntries([key, ...fields].map((field) => [field, row[field] ?? '']))
      run(`update ${table} set ${changes} where ${column(key)} = $${key}`, values)
    } else {
      const names = fields.map(column).join(', ')
      run(`insert into ${table} (${names}) values (${fields.map((field) => `$${field}`).join(', ')})`, row)
    }
  }
}

type Row = Record<string, string | number>

const DOCUMENT_FIELDS = [
  'documentId',
  'userId',
  'filename',
  'notebookId',
  'metadataJson',
  'contentHash',
  'bytes',
  'isPublic',
  'deleted',
  'version',
  'newest',
  'chunks',
  'readerVersion',
  'leftOut',
  'textId',
  'status',
  'createdAtMs',
] as const satisfies (keyof DocumentState)[]

const TASK_FIELDS = [
  'taskId',
  'version',
  'storeOwner',
  'isPublic',
  'life',
  'filename',
  'notebookId',
  'contentType',
  'metadataJson',
  'contentHash',
  'bytes',
  'blobId',
  'keptUntilMs',
  'textId',
  'status',
  'statusDetail',
  'error',
  'attempts',
  'failures',
  'fence',
  'leaseUntilMs',
  'notBeforeMs',
  'chunksProcessed',
  'chunksTotal',
  'embeddingModel',
  'readerVersion',
  'leftOut',
  'startedAtMs',
  'completedAtMs',
] as const satisfies (keyof StoredTask)[]

const column = (field: string) =>
  field === 'leftOut' ? 'left_out_json' : field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const columns = (fields: readonly string[]) => fields.map((field) => `${column(field)} as ${field}`).join(', ')

/** For a `select` that gives rows with the names of the fields. */
export const DOCUMENT_COLUMNS = columns(DOCUMENT_FIELDS)
const TASK_COLUMNS = columns([...TASK_FIELDS, 'userId', 'documentId'])

type Encoded<State> = Omit<State, 'tasks' | 'epoch' | 'isPublic' | 'deleted' | 'leftOut'> & { isPublic: number; leftOut: string }
export type DocumentRow = Encoded<DocumentState> & { deleted: number }
type TaskRow = Encoded<StoredTask> & { userId: string; documentId: string; storeOwner: OwnerKey }

export const toDocument = (row: DocumentRow): Omit<DocumentState, 'tasks'> => ({
  ...row,
  isPublic: row.isPublic === 1,
  deleted: row.deleted === 1,
  leftOut: JSON.parse(row.leftOut),
})

/** The epoch is not stored: the transaction of an upload judges it, and that of an erasure ends all that is older. */
const toStoredTask = ({ userId: _, documentId: __, ...row }: TaskRow): StoredTask => ({
  ...row,
  epoch: 0,
  isPublic: row.isPublic === 1,
  leftOut: JSON.parse(row.leftOut),
})

/** The uploads of a document in the order in which they came. */
export function documentTasks(db: Database): (documentId: string) => StoredTask[] {
  const find = db.query<TaskRow, [string]>(`select ${TASK_COLUMNS} from task where document_id = ? order by seq`)
  return (documentId) => find.all(documentId).map(toStoredTask)
}

/** Documents of one name: one, but for the moment of a change that is refused then. */
export const namesakes = (db: Database) =>
  db.query<{ documentId: string }, [string, string, string]>(
    `select document_id as documentId from document where user_id = ? and notebook_id = ? and filename = ? and deleted = 0`,
  )

/** One upload with the user and the document that it is of. */
export function findTask(db: Database) {
  const find = db.query<TaskRow, [string]>(`select ${TASK_COLUMNS} from task where task_id = ?`)
  return (taskId: string) => {
    const row = find.get(taskId)
    return row ? { userId: row.userId, documentId: row.documentId, task: toStoredTask(row) } : undefined
  }
}

function encode<State extends object, Field extends keyof State & string>(state: State, fields: readonly Field[]): Row {
  return Object.fromEntries(fields.map((field) => [field, encodeValue(state[field])]))
}

function encodeValue(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value
  return typeof value === 'boolean' ? Number(value) : JSON.stringify(value)
}

/** The rows by the id of the document and of its uploads, to find what a step changes. */
const rowsOf = ({ tasks, ...document }: DocumentState): Map<string, Row> => {
  const { userId, documentId } = document
  return new Map([
    [documentId, encode(document, DOCUMENT_FIELDS)],
    ...tasks.map((task) => [task.taskId, { ...encode(task, TASK_FIELDS), userId, documentId }] as const),
  ])
}
