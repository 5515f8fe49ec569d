import { Database } from 'bun:sqlite'
import { join } from 'node:path'
import { ownerKey } from '../../packages/storage/src/owner-key'
import { openDatabase } from '../../services/memory/src/sqlite/stores'
import { sqliteDocuments } from '../../services/rag/src/documents/sqlite/store'
import { complete, upload } from '../../services/rag/src/documents/uploads.contract'

/** The user with thousands of documents, or of sessions. */
export const COLLECTOR = 'collector'
const DOCUMENTS = 4_405
const SESSIONS = 4_405
/** Of the session `s-1`; each other one has two. */
const MESSAGES = 8_000
const MESSAGE_CHARS = 4_000
/** About 14 KB, near the most that a document may have. */
const METADATA = JSON.stringify(Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, 'v'.repeat(132)])))

/**
 * Gives the collector documents, or sessions with messages, in the files of a product that does not run: uploads take minutes.
 * All documents are copies of one, with one text.
 */
export async function fillCollection(dataDir: string, kind: 'documents' | 'sessions'): Promise<void> {
  if (kind === 'documents') await fillDocuments(join(dataDir, 'rag'))
  else fillSessions(join(dataDir, 'memory'))
}

async function fillDocuments(folder: string): Promise<void> {
  {
    await using documents = await sqliteDocuments(folder, { keepFailedMs: 0 })
    const file = upload('0.txt', 'x', { userId: COLLECTOR, notebookId: 'n-0', metadataJson: METADATA })
    const { textId } = await complete(documents, COLLECTOR, file)
    await documents.blobs.write(textId, pieces(Buffer.from('Quokkas eat leaves.')))
  }
  using catalogue = new Database(join(folder, 'catalogue.sqlite'))
  const id = `printf('%032x', n)`
  catalogue.transaction(() => {
    copyRow(catalogue, 'document', { document_id: id, filename: `n || '.txt'`, notebook_id: `'n-' || n` })
    copyRow(catalogue, 'task', { seq: 'seq + n', task_id: `'t-' || n`, document_id: id, filename: `n || '.txt'` })
  })()
}

async function* pieces(bytes: Uint8Array) {
  yield bytes
}

const numbers = (count: number) =>
  `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})`

/** Copies of the only row of a table; some columns have the value of an expression over the number of the copy. */
function copyRow(db: Database, table: string, changed: Record<string, string>): void {
  const columns = db.query<{ name: string }, [string]>('select name from pragma_table_info(?)').all(table)
  const names = columns.map(({ name }) => name)
  const values = names.map((name) => changed[name] ?? name)
  db.run(`${numbers(DOCUMENTS)} insert into ${table} (${names.join()}) select ${values.join()} from ${table}, numbers where true`)
}

function fillSessions(folder: string): void {
  using file = openDatabase(folder)
  const owner = ownerKey(COLLECTOR)
  const now = Date.now()
  const content = 'Quokkas eat leaves, grasses and shrubs. '.repeat(MESSAGE_CHARS / 40)
  const put = (session: string, ordinal: string) =>
    `insert into message (session, ordinal, message_id, role, status, ended, lease_until_ms, created_at_ms, parent_id, model, chars,
       sources_chars, content, sources_json, folded)
     select ${session}, ${ordinal}, 'm-' || ${session} || '-' || ${ordinal}, case ${ordinal} % 2 when 1 then 'user' else 'assistant' end,
       'complete', 1, 0, ${now}, case ${ordinal} when 1 then '' else 'm-' || ${session} || '-' || (${ordinal} - 1) end, '',
       length($content), 0, $content, '', lower($content) from numbers`
  file.db.transaction(() => {
    file.db
      .query(
        `${numbers(SESSIONS)} insert into session (key, owner, session_id, title, title_folded, notebook_id, created_at_ms,
           last_activity_ms, activity, message_count)
         select n, $owner, 's-' || n, 'Quokkas ' || n, 'quokkas ' || n, '', ${now}, ${now}, n, iif(n = 1, ${MESSAGES}, 2) from numbers`,
      )
      .run({ $owner: owner } as never)
    for (const ordinal of ['1', '2'])
      file.db.query(`${numbers(SESSIONS)} ${put('n', ordinal)}`).run({ $content: content } as never)
    file.db.query(`${numbers(MESSAGES)} ${put('1', 'n')} where n > 2`).run({ $content: content } as never)
  })()
}
