import { join } from 'node:path'
import type { Blobs } from './blobs'
import { fileBlobs } from './file-blobs'
import type { Graveyard } from './graveyard'
import { sqliteCatalogue } from './sqlite-catalogue'
import { sqliteGraveyard } from './sqlite-graveyard'
import { openCatalogue } from './sqlite-open'
import { sqliteTasks } from './sqlite-tasks'
import type { Catalogue } from './store'
import type { Tasks } from './tasks'

/** Everything the service knows of documents; one implementation for all the ports, because they share one commit. */
export interface Documents extends AsyncDisposable {
  catalogue: Catalogue
  tasks: Tasks
  blobs: Blobs
  graveyard: Graveyard
}

/** Rows in one SQLite file, which only this process may open; bytes and texts in plain files beside it, written off the loop. */
export async function sqliteDocuments(directory: string): Promise<Documents> {
  const { db, writer, close } = openCatalogue(directory)
  const blobs = await fileBlobs(join(directory, 'blobs'))
  return {
    catalogue: sqliteCatalogue(db, writer, blobs),
    tasks: sqliteTasks(db, writer),
    blobs,
    graveyard: sqliteGraveyard(db),
    [Symbol.asyncDispose]: async () => close(),
  }
}
