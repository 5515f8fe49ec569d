import { Type as t } from '@sinclair/typebox'
import {
  answer,
  count,
  EXAMPLE,
  jsonData,
  named,
  nextCursor,
  nullable,
  openObject,
  real,
  string,
  time,
  unnamedEvent,
  word,
} from '../core/answer-schemas'
import { events, file, json, operation } from '../core/openapi/operation'
import { DocumentId, ID_PATTERN, TaskId } from '../core/schemas'
import { documentsProcessing, doneEvent, ErrorEvent, Source, sourceExample, streamHeaders } from '../generation/schemas'

const status = word(['processing', 'completed', 'failed'], 'completed: searchable')

const UploadAccepted = answer('UploadAccepted', {
  task_id: string('Ask for its status'),
  document_id: string('The document that it becomes'),
  status: word(['processing']),
  filename: string('Name of the document'),
  message: string('What happens now'),
})

const UploadTask = answer('UploadTask', {
  task_id: string('The task'),
  document_id: string('The document'),
  status,
  filename: string('Name of the document'),
  started_at: time('When the upload was accepted'),
  completed_at: nullable(t.String({ format: 'date-time' }), 'When it ended; null: not yet'),
  error: nullable(t.String(), 'Why it failed; null: it did not'),
  progress: real('From 0 to 1', { minimum: 0, maximum: 1 }),
  chunks_processed: count('Passages that are searchable'),
  chunks_total: count('Passages of the text, once it was read'),
  attempts: count('Attempts that were begun'),
  status_detail: string('What is done now, or what the document lacks'),
})

const UploadTicket = answer('UploadTicket', {
  task_id: string('The upload'),
  ticket: string('For `?ticket=`, once'),
  expires_at: time('Until when it is good'),
})

const uploadEvents = (example: object) =>
  events(
    'UploadEvent',
    [
      unnamedEvent('UploadProgressEvent', jsonData(UploadTask), 'The task has changed'),
      ErrorEvent,
      doneEvent('UploadDoneEvent', jsonData(UploadTask)),
    ],
    `id: 2f6d1c8e-1\ndata: ${JSON.stringify({ ...example, status: 'processing', completed_at: null, progress: 0.5 })}\n\nevent: done\ndata: ${JSON.stringify(example)}\n\n`,
  )

const documentFields = {
  document_id: string('The document'),
  filename: string('Its name'),
  status,
  chunks: count('Its passages'),
  bytes: count('Size of what was uploaded'),
  metadata: openObject('As it was uploaded'),
  notebook_id: nullable(t.String(), 'The notebook; null: none'),
  created_at: time('When it was first uploaded'),
  version: count('Raised by each upload under its name'),
  left_out: t.Array(
    named(
      'LeftOut',
      t.Object({
        kind: string('Kind of the part, as `page`'),
        count: count('How many'),
        sentence: string('For the reader'),
      }),
    ),
    { description: 'Parts of the file that are not in its text' },
  ),
  outdated: t.Boolean({ description: 'An older reader made its text' }),
  notice: nullable(t.String(), 'What to do about it; null: nothing'),
}

const DocumentEntry = named('Document', t.Object(documentFields))

const DocumentAnswer = answer('DocumentAnswer', documentFields)

const DocumentList = answer('DocumentList', {
  documents: t.Array(DocumentEntry),
  total: count('Documents on all pages'),
  next_cursor: nextCursor,
})

const NotebookList = answer('NotebookList', {
  notebooks: t.Array(
    named(
      'Notebook',
      t.Object({
        notebook_id: string('The notebook'),
        documents: count('Documents in it'),
        last_activity: time('When something was last uploaded to it'),
      }),
    ),
    { description: 'The one with the newest upload first, at most 1,000' },
  ),
})

const DocumentContent = answer('DocumentContent', {
  document_id: string('The document'),
  filename: string('Its name'),
  version: count('The version that was read'),
  content: string('The stored text: Markdown, with a form feed after each page or slide'),
})

const DeletedDocument = answer('DeletedDocument', {
  document_id: string('The document'),
  message: string('What was done'),
})

const SearchResults = answer('SearchResults', {
  results: t.Array(Source, { description: 'The best first' }),
  mode: word(['hybrid', 'dense', 'lexical'], 'The one really used'),
  coverage: real("Share of the user's passages that have vectors", { minimum: 0, maximum: 1 }),
  documents_processing: documentsProcessing,
})

const { about, documentId: document_id, taskId: task_id } = EXAMPLE
const accepted = {
  task_id,
  document_id,
  status: 'processing',
  filename: 'biology.txt',
  message: 'The document is being made searchable; ask for its status',
  ...about,
}
const task = {
  task_id,
  document_id,
  status: 'completed',
  filename: 'biology.txt',
  started_at: '2026-03-01T08:55:00.000Z',
  completed_at: '2026-03-01T08:55:02.000Z',
  error: null,
  progress: 1,
  chunks_processed: 12,
  chunks_total: 12,
  attempts: 1,
  status_detail: 'Searchable',
  ...about,
}
const document = {
  document_id,
  filename: 'biology.txt',
  status: 'completed',
  chunks: 12,
  bytes: 9_830,
  metadata: { course: 'Biology 101' },
  notebook_id: 'biology',
  created_at: '2026-03-01T08:55:00.000Z',
  version: 1,
  left_out: [{ kind: 'page', count: 2, sentence: 'The text of pages 3 and 7 could not be read.' }],
  outdated: false,
  notice: null,
}

const documentExamples = {
  accepted,
  acceptedFile: { ...accepted, filename: 'biology.pdf' },
  task,
  cancelled: { ...task, status: 'failed', error: 'It was cancelled.', progress: 0.4, status_detail: '' },
  retried: { ...task, status: 'processing', completed_at: null, progress: 0, status_detail: 'Waiting for its turn.' },
  list: { documents: [document], total: 1, next_cursor: 'eyJiIjoxfQ', ...about },
  one: { ...document, ...about },
  notebooks: {
    notebooks: [{ notebook_id: 'biology', documents: 3, last_activity: '2026-03-01T08:55:00.000Z' }],
    ...about,
  },
  content: {
    document_id,
    filename: 'biology.txt',
    version: 1,
    content: 'Photosynthesis turns light into chemical energy.',
    ...about,
  },
  deleted: { document_id, message: 'Document deleted', ...about },
  search: { results: [sourceExample], mode: 'hybrid', coverage: 1, documents_processing: 0, ...about },
}

const Form = t.Object(
  {
    file: t.String({
      contentMediaType: 'application/octet-stream',
      format: 'binary',
      description:
        'PDF, DOCX, PPTX, XLSX, CSV, HTML, EPUB, Markdown, text in any common encoding, or a scan or picture (PNG, JPEG, TIFF, WebP, GIF) of text; what it is, is seen from its bytes',
    }),
    metadata: t.Optional(t.Object({}, { additionalProperties: true, description: 'At most 16 KiB, sent as JSON' })),
    notebook_id: t.Optional(t.String({ maxLength: 128, pattern: `^$|${ID_PATTERN}`, description: 'The notebook; empty: none' })),
  },
  { $id: 'FileUpload', additionalProperties: true },
)

const DOCUMENT = { document_id: DocumentId }
const TASK = { task_id: TaskId }

/** The operations as the OpenAPI document shows them. */
export const documentOperations = {
  listDocuments: operation({
    id: 'listDocuments',
    tag: 'Documents',
    summary: "the user's documents, newest first",
    description: 'Pages of the documents of the user, those of failed uploads included.',
    answers: { 200: { content: json(DocumentList, documentExamples.list) } },
  }),
  getDocument: operation({
    id: 'getDocument',
    tag: 'Documents',
    summary: 'one document',
    description:
      'What is known of a document, without its text. One that everyone may read is another user’s too: without its notebook.',
    params: DOCUMENT,
    answers: { 200: { content: json(DocumentAnswer, documentExamples.one) } },
  }),
  changeDocument: operation({
    id: 'changeDocument',
    tag: 'Documents',
    summary: 'renames, moves or describes a document, which keeps its id',
    description:
      'What is left out stays. A later upload finds the document by its present name and notebook. A name that another document has there is a conflict. `metadata.public` needs the scope `documents:publish`; where it changes, the document is processed anew, found by others once that is completed, and hidden from them at once when it is taken back. While an upload of it is processed, that is a conflict.',
    params: DOCUMENT,
    example: { filename: 'photosynthesis.txt', notebook_id: 'biology' },
    errors: ['conflict', 'insufficient_scope'],
    answers: { 200: { content: json(DocumentAnswer, { ...documentExamples.one, filename: 'photosynthesis.txt' }) } },
  }),
  listNotebooks: operation({
    id: 'listNotebooks',
    tag: 'Documents',
    summary: 'the notebooks that hold documents',
    description: 'Notebooks are made by the first upload that names them.',
    answers: { 200: { content: json(NotebookList, documentExamples.notebooks) } },
  }),
  readDocument: operation({
    id: 'readDocument',
    tag: 'Documents',
    summary: 'the stored text; plain with Accept: text/plain',
    description:
      'The text that passages are taken from, as JSON or, with `Accept: text/plain`, as it is. Documents that everyone may read are read by everyone.',
    params: DOCUMENT,
    answers: {
      200: {
        content: {
          ...json(DocumentContent, documentExamples.content),
          ...file('text/plain', 'With `Accept: text/plain`', documentExamples.content.content),
        },
      },
    },
  }),
  deleteDocument: operation({
    id: 'deleteDocument',
    tag: 'Documents',
    summary: 'removes a document: it is never retrieved again',
    description: 'From the moment of the answer no search and no chat sees it. Its bytes are removed, too.',
    params: DOCUMENT,
    answers: { 200: { content: json(DeletedDocument, documentExamples.deleted) } },
  }),
  search: operation({
    id: 'search',
    tag: 'Documents',
    summary: 'the best passages, best first',
    description:
      'Searches the documents of the user and the public ones by meaning and by words. Without an embedding model it searches by words alone, and says so in `mode`.',
    example: { query: 'light into energy', top_k: 5, filter: { course: 'Biology 101', year: { gte: 2024 } } },
    errors: ['not_found'],
    answers: { 200: { content: json(SearchResults, documentExamples.search) } },
  }),
  upload: operation({
    id: 'upload',
    tag: 'Documents',
    summary: 'takes a text; it is searchable once its task is completed',
    description:
      'Takes a text and answers before it is divided and embedded. The same text under the same name and notebook makes nothing new; another one under that name is a new version.',
    example: {
      content: 'Photosynthesis turns light into chemical energy.',
      filename: 'biology.txt',
      metadata: { course: 'Biology 101' },
    },
    errors: ['insufficient_scope'],
    answers: { 200: { content: json(UploadAccepted, documentExamples.accepted) } },
  }),
  uploadFile: operation({
    id: 'uploadFile',
    tag: 'Documents',
    summary: 'takes a file; it is searchable once its task is completed',
    description:
      'Takes a file and answers before it is read. The same file under the same name and notebook makes nothing new; another one under that name is a new version.',
    form: {
      schema: Form,
      example: { file: '(the bytes of biology.pdf)', metadata: { course: 'Biology 101' }, notebook_id: 'biology' },
    },
    errors: ['unsupported_media_type', 'insufficient_scope'],
    answers: { 200: { content: json(UploadAccepted, documentExamples.acceptedFile) } },
  }),
  uploadStatus: operation({
    id: 'uploadStatus',
    tag: 'Documents',
    summary: 'how far an upload is',
    description: 'The state of an upload. Another user is told that the task is not theirs (403).',
    params: TASK,
    errors: ['forbidden'],
    answers: { 200: { content: json(UploadTask, documentExamples.task) } },
  }),
  watchUpload: operation({
    id: 'watchUpload',
    tag: 'Documents',
    summary: 'how far an upload is, until it has ended',
    description: 'The state of an upload now and after each change, as events. The last one is `done`.',
    params: TASK,
    errors: ['forbidden'],
    answers: { 200: { headers: streamHeaders, content: uploadEvents(documentExamples.task) } },
    security: [{ bearer: [] }, { ticket: [] }],
  }),
  uploadTicket: operation({
    id: 'uploadTicket',
    tag: 'Documents',
    summary: 'lets an EventSource in to the progress of an upload, once',
    description: 'A ticket for `GET /ai/upload/status/{task_id}/events?ticket=`: good once, for 30 seconds.',
    params: TASK,
    answers: {
      200: {
        content: json(UploadTicket, {
          task_id,
          ticket: 'Zk3q0VbX0iJ5yq6mH8c1tW2uR4pL7nD9sA0fG3hJ6kE',
          expires_at: '2026-03-01T09:30:30.000Z',
          ...about,
        }),
      },
    },
  }),
  cancelUpload: operation({
    id: 'cancelUpload',
    tag: 'Documents',
    summary: 'ends an upload that is on its way; one that has ended stays as it is',
    description: 'Cancels the work on an upload. The answer is its state: `failed`, or `completed` if it had ended before.',
    params: TASK,
    errors: ['forbidden'],
    answers: { 200: { content: json(UploadTask, documentExamples.cancelled) } },
  }),
  retryUpload: operation({
    id: 'retryUpload',
    tag: 'Documents',
    summary: 'tries a failed upload again, under the same id',
    description: 'Begins a failed upload anew with the bytes that were kept. One that has not failed stays as it is.',
    params: TASK,
    errors: ['forbidden', 'failed_precondition'],
    answers: { 200: { content: json(UploadTask, documentExamples.retried) } },
  }),
}
