import type { OwnerKey } from '@collabry/storage/owner-key'
import type { DocumentVersion, Scope } from '../store'

/** Our own ids are hexadecimal or base64url. Nothing else, and so no text of a client, ever gets into an expression. */
const ID = /^[A-Za-z0-9_-]{1,64}$/
const OWNER = /^(u\.[A-Za-z0-9_-]{43}|public)$/
const NOTEBOOK = /^[A-Za-z0-9._-]{1,128}$/
/** Hidden versions beyond this are left to the check in the catalogue. */
const HIDDEN_MAX = 1_000

export const ofOwner = (owner: OwnerKey): string => {
  if (!OWNER.test(owner)) throw new Error('an owner key that is none')
  return `owner == "${owner}"`
}

/** Undefined: nothing can match. */
export function withinScope(owner: OwnerKey, { documentIds, notebookId, hidden }: Scope): string | undefined {
  const conditions = [ofOwner(owner)]
  if (documentIds !== undefined) {
    const known = documentIds.filter((id) => ID.test(id))
    if (known.length === 0) return undefined
    conditions.push(`document_id in ${list(known)}`)
  }
  if (notebookId !== undefined) {
    if (!NOTEBOOK.test(notebookId)) return undefined
    conditions.push(`notebook_id == "${notebookId}"`)
  }
  conditions.push(...exceptVersions(hidden))
  return conditions.join(' and ')
}

/** As a condition, if there are any. */
export function exceptVersions(versions: DocumentVersion[]): string[] {
  const keys = versions.slice(0, HIDDEN_MAX).map(({ documentId, version }) => versionKey(documentId, version))
  return keys.length > 0 ? [`version_key not in ${list(keys)}`] : []
}

export const ofVersion = (owner: OwnerKey, { documentId, version }: DocumentVersion): string =>
  `${ofOwner(owner)} and version_key == "${versionKey(documentId, version)}"`

/** The versions of a document that are `below` the given one. */
export const belowVersion = (owner: OwnerKey, documentId: string, below: number): string =>
  `${ofOwner(owner)} and document_id == "${checkedId(documentId)}"${Number.isSafeInteger(below) ? ` and version < ${below}` : ''}`

export const ofChunks = (owner: OwnerKey, chunkIds: string[]): string =>
  `${ofOwner(owner)} and chunk_id in ${list(chunkIds.map(checkedId))}`

/** A version of a document as one value, so that many can be left out by one condition. */
export const versionKey = (documentId: string, version: number): string => {
  if (!Number.isSafeInteger(version)) throw new Error('a version that is no number')
  return `${checkedId(documentId)}.${version}`
}

const list = (values: string[]): string => `[${values.map((value) => `"${value}"`).join(',')}]`

function checkedId(id: string): string {
  if (!ID.test(id)) throw new Error('an id that is none of ours')
  return id
}
