import { createHash } from 'node:crypto'
import { type Documents, documentIdOf } from './store'
import type { Job, Outcome, Upload } from './tasks'

export const LEASE_MS = 60_000

export const upload = (filename: string, content: string, more: Partial<Upload> & { userId?: string } = {}): Upload => {
  const { userId = 'ann', ...fields } = more
  return {
    epoch: 0,
    documentId: documentIdOf(userId, more.notebookId ?? '', filename),
    filename,
    contentType: 'text/plain',
    notebookId: '',
    metadataJson: '{}',
    publish: false,
    blobId: crypto.randomUUID().replaceAll('-', ''),
    contentHash: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    readerVersion: 0,
    ...fields,
  }
}

export const indexed = (chunks = 3): Outcome => ({ kind: 'indexed', chunks, embeddingModel: 'm', statusDetail: '', leftOut: [] })

export async function claimed(documents: Documents): Promise<Job> {
  const job = await documents.tasks.claim(LEASE_MS)
  if (!job) throw new Error('nothing waits')
  return job
}

/** Uploads and makes searchable. */
export async function complete(documents: Documents, userId: string, file: Upload): Promise<Job> {
  await documents.tasks.submit(userId, file)
  const job = await claimed(documents)
  await documents.tasks.finish(job, indexed())
  return job
}
