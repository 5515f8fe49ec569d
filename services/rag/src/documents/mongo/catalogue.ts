import { AppError } from '@collabry/runtime/errors'
import { translateErrors } from '@collabry/storage/mongo-client'
import { type OwnerKey, ownerKey } from '@collabry/storage/owner-key'
import { isHidden, toRecord } from '../document-state'
import type { Blobs, Catalogue, Notebook, PageQuery } from '../store'
import { fromCursor, NOTEBOOKS_MAX, pageByName, textPieces, toCursor } from '../store'
import { changeStep, deleteStep } from '../transitions'
import type { Collections } from './collections'
import { changer, fromStored, type StoredDocument } from './collections'

const HIDDEN_FIELDS = { 'tasks.version': 1, 'tasks.storeOwner': 1, 'tasks.isPublic': 1, 'tasks.life': 1 }
const RECORD = { tasks: 0, contentHash: 0 }

export function mongoCatalogue(collections: Collections, blobs: Blobs): Catalogue {
  const { documents } = collections
  const change = changer(collections)
  const one = (userId: string, documentId: string) =>
    translateErrors(() => documents.findOne({ _id: documentId, userId, deleted: false }, { projection: RECORD }))

  return {
    get: async (userId, documentId) => {
      const found = await one(userId, documentId)
      return found ? toRecord(fromStored(found)) : undefined
    },
    list: (userId, { limit, cursor, notebookId, query }) =>
      translateErrors(async () => {
        if (query !== '') return listByName(documents, userId, { limit, cursor, notebookId, query })
        const { beforeMs, beforeId } = fromCursor(cursor)
        const mine = { userId, deleted: false, ...(notebookId === '' ? {} : { notebookId }) }
        const before = [{ createdAtMs: { $lt: beforeMs } }, { createdAtMs: beforeMs, _id: { $lt: beforeId } }]
        const rows = await documents
          .find({ ...mine, $or: before }, { projection: RECORD })
          .sort({ createdAtMs: -1, _id: -1 })
          .limit(limit + 1)
          .toArray()
        const last = rows.length > limit ? rows[limit - 1] : undefined
        const total = await documents.countDocuments(mine)
        return {
          documents: rows.slice(0, limit).map((one) => toRecord(fromStored(one))),
          total,
          nextCursor: last ? toCursor(last.createdAtMs, last._id) : '',
        }
      }),
    inNotebook: (userId, notebookId) =>
      translateErrors(async () => {
        const found = documents.find({ userId, deleted: false, notebookId }, { projection: { _id: 1 } })
        return (await found.toArray()).map(({ _id }) => _id)
      }),
    notebooks: (userId) => translateErrors(() => notebooksOf(documents, userId)),
    change: (userId, documentId, wanted) => translateErrors(() => change(documentId, changeStep(userId, wanted))),
    readable: (userId, documentIds) =>
      translateErrors(async () => {
        const filter = { _id: { $in: documentIds }, deleted: false, version: { $gt: 0 }, $or: [{ isPublic: true }, { userId }] }
        return (await documents.find(filter, { projection: RECORD }).toArray()).map((one) => toRecord(fromStored(one)))
      }),
    processing: (userId) =>
      translateErrors(() => documents.countDocuments({ owner: ownerKey(userId), waiting: true, deleted: false })),
    fitting: (userId, fits) =>
      translateErrors(async () => {
        const ids: string[] = []
        const readable = { deleted: false, version: { $gt: 0 }, $or: [{ isPublic: true }, { userId }] }
        for await (const { _id, metadataJson } of documents.find(readable, { projection: { metadataJson: 1 } }))
          if (fits(JSON.parse(metadataJson))) ids.push(_id)
        return ids
      }),
    hidden: (userId) =>
      translateErrors(async () => {
        const owners = [ownerKey(userId), 'public' as const]
        const found = await documents.find({ hiddenFrom: { $in: owners } }, { projection: HIDDEN_FIELDS }).toArray()
        return found.flatMap((document) => hiddenVersions(document, owners))
      }),
    delete: (userId, documentId) => translateErrors(() => change(documentId, deleteStep(userId))),
    async *text(userId, documentId, start) {
      const found = await one(userId, documentId)
      if (!found || found.version === 0)
        throw new AppError('not_found', 'There is no such document, or its text is not ready yet.')
      yield* textPieces(blobs.read(found.textId), start)
    },
  }
}

/** Names are read without the metadata beside them, and then the documents of the page. */
async function listByName(documents: Collections['documents'], userId: string, { notebookId, ...page }: PageQuery) {
  const mine = { userId, deleted: false, ...(notebookId === '' ? {} : { notebookId }) }
  const names = documents.find(mine, { projection: { filename: 1, createdAtMs: 1 } }).sort({ createdAtMs: -1, _id: -1 })
  const { rows, ...found } = await pageByName(
    names.map(({ _id: documentId, filename, createdAtMs }) => ({ documentId, filename, createdAtMs })),
    page,
  )
  const ids = rows.map(({ documentId }) => documentId)
  const read = await documents
    .find({ ...mine, _id: { $in: ids } }, { projection: RECORD })
    .sort({ createdAtMs: -1, _id: -1 })
    .toArray()
  return { ...found, documents: read.map((one) => toRecord(fromStored(one))) }
}

const notebooksOf = (documents: Collections['documents'], userId: string) =>
  documents
    .aggregate<Notebook>([
      { $match: { userId, deleted: false, notebookId: { $ne: '' } } },
      { $project: { notebookId: 1, createdAtMs: 1, uploadedAtMs: { $max: '$tasks.startedAtMs' } } },
      {
        $group: {
          _id: '$notebookId',
          documents: { $sum: 1 },
          createdAtMs: { $max: '$createdAtMs' },
          uploadedAtMs: { $max: '$uploadedAtMs' },
        },
      },
      {
        $project: { _id: 0, notebookId: '$_id', documents: 1, lastActivityMs: { $max: ['$createdAtMs', '$uploadedAtMs'] } },
      },
      { $sort: { lastActivityMs: -1, notebookId: 1 } },
      { $limit: NOTEBOOKS_MAX },
    ])
    .toArray()

const hiddenVersions = ({ _id: documentId, tasks }: Pick<StoredDocument, '_id' | 'tasks'>, owners: OwnerKey[]) =>
  tasks
    .filter((task) => isHidden(task) && owners.includes(task.storeOwner))
    .map(({ version, isPublic }) => ({ documentId, version, isPublic }))
