import type { Passage } from '../documents/ports'
import type { Usage } from './llm'

/** A citable passage as the REST contract shows it; `[n]` in an answer is the n-th of them. */
export interface Source {
  source: string
  /** Address of a web page; documents of the user have none. */
  url?: string
  content: string
  metadata: Record<string, unknown>
  document_id: string
  chunk_id: string
  filename: string
  score: number
  start: number
  end: number
  page: number | null
}

export const toSource = (passage: Passage): Source => ({
  source: passage.filename,
  content: passage.content,
  metadata: passage.metadata,
  document_id: passage.documentId,
  chunk_id: passage.chunkId,
  filename: passage.filename,
  score: passage.score,
  start: passage.start,
  end: passage.end,
  page: passage.page,
})

/** Events of a streamed use case: `sources` at most once and before any text, then text, then exactly one `finish`. */
export type AnswerEvent<Result> =
  | { type: 'sources'; sources: Source[] }
  | { type: 'text'; text: string }
  | { type: 'finish'; result: Result }

/** The `model` of an answer without a model: a clarifying question, or the message that the documents have no answer. */
export const NO_MODEL = 'none'

export interface ChatRequest {
  /** An answer to replace on a branch of its own; an empty message repeats the question. Unset: none. */
  insteadOf?: string
  message: string
  sessionId: string
  useRag: boolean | 'auto'
  sourceIds: string[]
  notebookId: string
  model: string
}

export interface ChatResult {
  /** The assistant's message in the history of the session. */
  message_id: string
  response: string
  session_id: string
  tool_used: 'retrieval' | 'web_search' | null
  sources: Source[]
  /** Documents of the user that are not searchable yet; null: not known now. */
  documents_processing: number | null
  model: string
  usage: Usage
}

export interface QaRequest {
  question: string
  context: string
  useRag: boolean
  topK: number
  sourceIds: string[]
  notebookId: string
}

export interface QaResult {
  question: string
  answer: string
  sources: Source[]
  confidence: number | null
  /** Documents of the user that are not searchable yet; null: not known now. */
  documents_processing: number | null
  model: string
  usage: Usage
}

export interface SummarizeRequest {
  text: string
  maxLengthWords: number | undefined
  style: 'concise' | 'detailed' | 'bullet' | 'study_guide'
}

export interface SummarizeResult {
  summary: string
  original_length: number
  summary_length: number
  model: string
  usage: Usage
}

export interface MindMapRequest {
  topic: string
  depth: number
  useDocuments: boolean
  sourceIds: string[]
  notebookId: string
}

export interface MindMapNode {
  id: string
  label: string
  level: number
  children: MindMapNode[]
}

export interface MindMapResult {
  topic: string
  root: MindMapNode
  total_nodes: number
  /** The passages that it was made from; empty: the model's own knowledge. */
  sources: Source[]
  model: string
  usage: Usage
}
