import type { ExportPorts } from '../../src/account/export-archive'
import { exportFormat } from '../../src/use-cases'
import { documentOf } from './rag'

export const lightSession = {
  sessionId: 's1',
  title: 'Light',
  notebookId: null,
  createdAtMs: 0,
  lastActivityMs: 1_000,
  messageCount: 2,
  isCurrent: true,
}

/** A user with one session and one document. */
export const exports: Omit<ExportPorts, 'sessions'> = {
  format: exportFormat,
  exportMemory: async function* () {
    yield { kind: 'session', session: lightSession }
    yield {
      kind: 'usage',
      days: [{ day: '2026-03-01', requests: 1, promptTokens: 2, completionTokens: 3, documents: 1, bytes: 6 }],
    }
  },
  keys: { list: async () => [{ keyId: 'k1', name: 'notes', scopes: [], createdAtMs: 0, expiresAtMs: null }] },
  exportDocuments: async function* () {
    yield { kind: 'document', document: documentOf() }
    yield { kind: 'text', text: 'Light.' }
  },
}
