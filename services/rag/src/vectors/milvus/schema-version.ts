import { AppError } from '@collabry/runtime/errors'
import { DataType } from '@zilliz/milvus2-sdk-node'
import { CHUNK_FIELDS, KEY_FIELDS, VECTOR } from './rows'
import type { Limits, MilvusServer } from './server'

/** Version of the fields of all collections. It increases with each change of them, which then needs a migration here. */
const SCHEMA_VERSION = 1

/** An empty collection whose name says the version: no property of a collection is kept by all servers. */
const markerOf = (prefix: string, version: number) => `${prefix}_schema_${version}`

export interface StoredCollections {
  /** Names of all collections of the server. */
  names: string[]
  chunks: string | undefined
  vectors: string[]
}

/**
 * Refuses collections of another version. Collections from before versions were marked have the fields of version 1, and are
 * marked now. Throws failed_precondition.
 */
export async function checkSchema(
  server: MilvusServer,
  prefix: string,
  stored: StoredCollections,
  limits: Limits,
): Promise<void> {
  const marked = stored.names.flatMap((name) => versionOf(prefix, name) ?? [])
  const newest = Math.max(0, ...marked)
  if (newest > SCHEMA_VERSION) throw refused(prefix, newest)
  const { chunks, vectors } = stored
  if (marked.includes(SCHEMA_VERSION) || (chunks === undefined && vectors.length === 0)) return
  if (chunks !== undefined) await requireFields(server, chunks, CHUNK_FIELDS, limits)
  for (const name of vectors) await requireFields(server, name, [...KEY_FIELDS, VECTOR], limits)
  await markSchema(server, prefix, limits)
}

/** Says in the server which version its collections have. Several processes may do so at the same time. */
export async function markSchema(server: MilvusServer, prefix: string, limits: Limits): Promise<void> {
  const name = markerOf(prefix, SCHEMA_VERSION)
  const fields = [
    { name: 'id', data_type: DataType.Int64, is_primary_key: true, autoID: false },
    { name: 'nothing', data_type: DataType.FloatVector, dim: 2 },
  ]
  const exists = async () =>
    (await server.call((client, timeout) => client.hasCollection({ collection_name: name, timeout }), limits)).value
  if (await exists()) return
  const create = server.call((client, timeout) => client.createCollection({ collection_name: name, fields, timeout }), limits)
  await create.catch(async (error: unknown) => {
    if (!(await exists())) throw error // another process, or another collection of this one, has made it meanwhile
  })
}

function versionOf(prefix: string, name: string): number | undefined {
  const start = markerOf(prefix, 0).slice(0, -1)
  const version = name.startsWith(start) ? name.slice(start.length) : ''
  return /^\d{1,9}$/.test(version) ? Number(version) : undefined
}

async function requireFields(server: MilvusServer, name: string, fields: string[], limits: Limits): Promise<void> {
  const { schema } = await server.call((client, timeout) => client.describeCollection({ collection_name: name, timeout }), limits)
  const present = new Set(schema.fields.map((field) => field.name))
  const missing = fields.find((field) => !present.has(field))
  if (missing === undefined) return
  throw new AppError(
    'failed_precondition',
    `The collection ${name} in Milvus has no field ${missing}, so no known version made it; set another MILVUS_PREFIX.`,
  )
}

const refused = (prefix: string, version: number) =>
  new AppError(
    'failed_precondition',
    `The collections ${prefix}_… in Milvus have the schema ${version}, and this version knows ${SCHEMA_VERSION}; start the version that wrote them, or set another MILVUS_PREFIX.`,
  )
