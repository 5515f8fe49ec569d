import { AppError } from '@collabry/runtime/errors'
import { type Db, MongoServerError } from 'mongodb'

/** One step from a version of the schema to the next. Several replicas may run it at the same time, and more than once. */
export type MongoMigration = (db: Db) => Promise<void>

/** One document for each store of the database: its `_id` is the name of the store. */
interface SchemaDocument {
  _id: string
  /** The number of migrations that the collections of the store have passed. */
  version: number
}

/** The collection that holds the schema versions of all stores of a database. */
export const SCHEMA_COLLECTION = 'collabry_schema'

/** Brings the collections of one store to the newest version of their schema. Those of a newer version stay unchanged. */
export async function migrateMongo(db: Db, store: string, migrations: readonly MongoMigration[]): Promise<void> {
  const schema = db.collection<SchemaDocument>(SCHEMA_COLLECTION)
  const version = (await schema.findOne({ _id: store }))?.version ?? 0
  if (!Number.isInteger(version) || version < 0 || version > migrations.length) {
    throw new AppError(
      'failed_precondition',
      `The collections of ${store} in MongoDB have the schema ${version}, and this version knows ${migrations.length}; start the version that wrote them, or set another MONGO_DB.`,
    )
  }
  for (const [index, migrate] of migrations.entries()) {
    if (index < version) continue
    await migrate(db)
    await schema.updateOne({ _id: store }, { $max: { version: index + 1 } }, { upsert: true }).catch(async (error: unknown) => {
      // Another replica inserted the document between the search and the insertion of this one.
      if (!(error instanceof MongoServerError && error.code === 11_000)) throw error
      await schema.updateOne({ _id: store }, { $max: { version: index + 1 } })
    })
  }
}
