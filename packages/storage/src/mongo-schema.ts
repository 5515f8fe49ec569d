import { AppError } from '@collabry/runtime/errors'
import { type Db, MongoServerError } from 'mongodb'

/** Changes the collections. Several replicas may run it at the same time, and more than once. */
type Step = (db: Db) => Promise<void>

/**
 * One step from a version of the schema to the next. Processes of the version before can work on beside an additive step, and
 * start after it; any other step makes them stop, so it needs a release that says so.
 */
export type MongoMigration = Step | { additive: Step }

/** One document for each store of the database: its `_id` is the name of the store. */
interface SchemaDocument {
  _id: string
  /** The number of migrations that the collections of the store have passed. */
  version: number
  /** The number of migrations that a process must know to work on the collections; unset: all that they have passed. */
  neededVersion?: number
}

/** The collection that holds the schema versions of all stores of a database. */
export const SCHEMA_COLLECTION = 'collabry_schema'

/**
 * Brings the collections of one store to the newest version of their schema. Those of a newer version that this one can work on
 * stay unchanged; others are refused.
 */
export async function migrateMongo(db: Db, store: string, migrations: readonly MongoMigration[]): Promise<void> {
  const schema = db.collection<SchemaDocument>(SCHEMA_COLLECTION)
  const found = await schema.findOne({ _id: store })
  const version = found?.version ?? 0
  const needed = found?.neededVersion ?? version
  if (!Number.isInteger(version) || version < 0 || !(needed <= migrations.length)) {
    throw new AppError(
      'failed_precondition',
      `The collections of ${store} in MongoDB have the schema ${version}, and this version knows ${migrations.length}; start the version that wrote them, or set another MONGO_DB.`,
    )
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue
    const isAdditive = 'additive' in migration
    await (isAdditive ? migration.additive : migration)(db)
    const passed = { $max: { version: index + 1, neededVersion: isAdditive ? Math.min(needed, index) : index + 1 } }
    await schema.updateOne({ _id: store }, passed, { upsert: true }).catch(async (error: unknown) => {
      // Another replica inserted the document between the search and the insertion of this one.
      if (!(error instanceof MongoServerError && error.code === 11_000)) throw error
      await schema.updateOne({ _id: store }, passed)
    })
  }
}
