import { join } from 'node:path'
import type { DocumentSettings, Documents } from './documents'
import { fileBlobs } from './file-blobs'
import { sqliteCatalogue } from './sqlite-catalogue'
import { sqliteErasures } from './sqlite-erasures'
import { sqliteGraveyard } from './sqlite-graveyard'
import { openCatalogue } from './sqlite-open'
import { sqliteTasks } from './sqlite-tasks'

/** Rows in one SQLite file, which only this process may open; bytes and texts in plain files beside it, written off the loop. */
export async function sqliteDocuments(directory: string, settings: DocumentSettings): Promise<Documents> {
  const { db, writer, close } = openCatalogue(directory)
  const blobs = await fileBlobs(join(directory, 'blobs'))
  return {
    name: 'sqlite',
    catalogue: sqliteCatalogue(db, writer, blobs),
    tasks: sqliteTasks(db, writer, settings),
    blobs,
    graveyard: sqliteGraveyard(db, writer),
    erasures: sqliteErasures(db, writer),
    [Symbol.asyncDispose]: async () => close(),
  }
}
