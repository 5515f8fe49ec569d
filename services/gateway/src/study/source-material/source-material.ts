import type { AppError } from '@collabry/runtime/errors'
import { wrongField } from '@collabry/runtime/validation'
import type { Caller } from '../../core/caller'
import type { Passage, Rag } from '../../documents/ports'
import { quote, quoteText } from '../../generation/prompts'
import { isRelated } from '../../generation/retrieve'
import { estimateTokens, splitText } from '../../generation/split-text'

/** Source material: a text, the documents' passages on a topic, or whole documents. */
export interface MaterialRequest {
  text: string
  topic: string
  sourceIds: string[]
  notebookId: string
}

/** A passage of the material, unchanged. */
export interface Extract {
  content: string
  /** null: of the text that came with the request. */
  origin: Origin | null
}

interface Origin {
  documentId: string
  filename: string
  metadata: Record<string, unknown>
  /** Where the content begins in the stored text of the document. */
  start: number
  page: number | null
  /** The passage it was found as; undefined: the document was read as a whole. */
  passage?: Passage
}

/** Passages on a topic: enough for fifty questions, and no more than a model reads at once. */
const PASSAGES_MAX = 20

/** Longest material of one request; longer material is refused and never cut. */
const MATERIAL_CHARS_MAX = 800_000

/** Documents of a notebook that are read as a whole. */
const DOCUMENTS_MAX = 100

/**
 * The material of a request. A text replaces documents. Named documents or a notebook are used regardless of their scores; with a
 * topic alone only passages that fit it are used. Empty if the documents hold nothing on the topic.
 */
export async function gather(rag: Rag, request: MaterialRequest, caller: Caller): Promise<Extract[]> {
  const { text, topic, sourceIds, notebookId } = request
  if (sourceIds.length > 0) await rag.checkSources(sourceIds, caller)
  if (text.trim() !== '') return [{ content: text, origin: null }]
  if (topic.trim() !== '') {
    const { extracts, byWords } = await passagesOn(rag, request, caller)
    // Named documents without vectors may say the topic in other words.
    if (extracts.length > 0 || !byWords || !isNamed(request)) return extracts
  }
  const documentIds = sourceIds.length > 0 ? [...new Set(sourceIds)] : await documentsIn(rag, notebookId, caller)
  const extracts: Extract[] = []
  let characters = 0
  for (const documentId of documentIds) {
    const { filename, metadata } = await rag.document(documentId, caller)
    let content = ''
    for await (const piece of rag.readDocument(documentId, caller)) {
      content += piece
      if (characters + content.length > MATERIAL_CHARS_MAX) throw tooMuch()
    }
    characters += content.length
    if (content.trim() !== '') extracts.push({ content, origin: { documentId, filename, metadata, start: 0, page: null } })
  }
  return extracts
}

/** The material of a request that needs some; `fields` are the fields that can name it. Refuses a request without material. */
export async function requireMaterial(rag: Rag, request: MaterialRequest, fields: string[], caller: Caller): Promise<Extract[]> {
  checkGiven(request, fields)
  const extracts = await gather(rag, request, caller)
  if (extracts.length === 0) throw await nothingFound(rag, request, 'give a text', caller)
  return extracts
}

const isNamed = ({ sourceIds, notebookId }: MaterialRequest): boolean => sourceIds.length > 0 || notebookId !== ''

interface Found {
  extracts: Extract[]
  /** Some passages were searched by their words alone. */
  byWords: boolean
}

/** In reading order, so that a prompt has conclusions after their premises. */
async function passagesOn(rag: Rag, request: MaterialRequest, caller: Caller): Promise<Found> {
  const { topic, sourceIds, notebookId } = request
  const search = { query: topic, topK: PASSAGES_MAX, mode: 'hybrid', sourceIds, notebookId } as const
  const { passages, coverage } = await rag.search(search, caller)
  const used = isNamed(request) ? passages : passages.filter(isRelated)
  const order = [...new Set(used.map(({ documentId }) => documentId))]
  const extracts = used
    .toSorted((one, other) => order.indexOf(one.documentId) - order.indexOf(other.documentId) || one.start - other.start)
    .map((passage) => {
      const { documentId, filename, metadata, start, page, content } = passage
      return { content, origin: { documentId, filename, metadata, start, page, passage } }
    })
  return { extracts, byWords: coverage < 1 }
}

async function documentsIn(rag: Rag, notebookId: string, caller: Caller): Promise<string[]> {
  const { documents, total } = await rag.documents({ limit: DOCUMENTS_MAX, cursor: '', notebookId, query: '' }, caller)
  if (total > DOCUMENTS_MAX) throw tooMuch()
  return documents.map(({ documentId }) => documentId)
}

const tooMuch = () =>
  wrongField('source_ids', `hold more than ${MATERIAL_CHARS_MAX} characters together: name fewer documents, or give a topic`)

/** Refuses a request without a subject; `fields` are the fields that can name it. */
export function checkGiven({ text, topic, sourceIds, notebookId }: MaterialRequest, fields: string[]): void {
  const given = text.trim() !== '' || topic.trim() !== '' || sourceIds.length > 0 || notebookId !== ''
  if (!given) throw wrongField(fields[0] ?? 'body', `is required, unless there is another of ${fields.join(', ')}`)
}

/** While documents are being processed, nobody knows that they do not cover the topic. */
export async function nothingFound(rag: Rag, { topic }: MaterialRequest, instead: string, caller: Caller): Promise<AppError> {
  if (topic.trim() === '') return wrongField('source_ids', `name no document with text in it: ${instead}`)
  const { documentsProcessing } = await rag.checkSources([], caller)
  if (documentsProcessing === 0)
    return wrongField('topic', `is not covered by your documents: upload one that covers it, or ${instead}`)
  return wrongField('topic', `was not found, but documents that are still being processed could not be searched (${documentsProcessing}): ask again when they are completed, or ${instead}`) // biome-ignore format: one line reads best
}

export const tokensOf = (extracts: Extract[]): number => extracts.reduce((sum, { content }) => sum + estimateTokens(content), 0)

/** All of the material in order, in parts of at most this many tokens; a longer extract is split. */
export function partsOf(extracts: Extract[], tokensMax: number): Extract[][] {
  const parts: Extract[][] = []
  let room = 0
  for (const extract of extracts.flatMap((whole) => split(whole, tokensMax))) {
    const tokens = estimateTokens(extract.content)
    const last = parts.at(-1)
    if (last && tokens <= room) last.push(extract)
    else parts.push([extract])
    room = (last && tokens <= room ? room : tokensMax) - tokens
  }
  return parts
}

function split({ content, origin }: Extract, tokensMax: number): Extract[] {
  let start = 0
  return splitText(content, tokensMax).map((piece) => {
    const extract = { content: piece, origin: origin && { ...origin, start: origin.start + start } }
    start += piece.length
    return extract
  })
}

/** The material of a prompt, between tags. */
export const quoteExtracts = (extracts: Extract[]): string =>
  extracts.some(({ origin }) => origin === null)
    ? quoteText('text', textOf(extracts))
    : quote(extracts.map(({ content, origin }) => ({ content, filename: origin?.filename ?? '', page: origin?.page ?? null })))

export const textOf = (extracts: Extract[]): string => extracts.map(({ content }) => content).join('\n\n')
