import type { DocumentState } from './document'

/** The document is neither listed, read nor retrieved from now on, and its workers have lost their leases. */
export function markDeleted(document: DocumentState, nowMs: number, error: string): void {
  for (const task of document.tasks) {
    task.keptUntilMs = 0
    if (task.life === 'waiting' || task.life === 'writing' || task.life === 'current')
      Object.assign(task, { life: 'deleted', metadataJson: '{}', leftOut: [] })
    if (task.status !== 'processing') continue
    Object.assign(task, { status: 'failed', error, statusDetail: '', completedAtMs: nowMs })
  }
  const nothing = { filename: '', notebookId: '', metadataJson: '{}', contentHash: '', textId: '', leftOut: [] }
  Object.assign(document, { ...nothing, deleted: true, version: 0, chunks: 0, bytes: 0, isPublic: false })
}
