import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'

/** Documents, questions about them, and which documents people judged to answer which question. */
export interface Collection {
  documents: { id: string; text: string }[]
  queries: Query[]
}

export interface Query {
  id: string
  text: string
  /** Ids of the documents judged relevant; at least one of them. */
  relevant: Set<string>
}

/**
 * Reads a folder of `documents.jsonl` (id, text, title?), `queries.jsonl` (id, text) and `qrels.tsv` (query, document, grade
 * under a line of headings). Ids may be written `_id`, as BEIR does. A grade above 0 is relevant.
 */
export function readCollection(folder: string): Collection {
  const relevant = new Map<string, Set<string>>()
  for (const line of linesOf(folder, 'qrels.tsv').slice(1)) {
    const [query = '', document = '', grade = ''] = line.split('\t')
    if (Number(grade) > 0) relevant.set(query, (relevant.get(query) ?? new Set()).add(document))
  }
  const documents = recordsOf(folder, 'documents.jsonl').map(({ id, title, text }) => ({ id, text: titled(title, text) }))
  const queries = recordsOf(folder, 'queries.jsonl').map(({ id, text }) => ({
    id,
    text,
    relevant: relevant.get(id) ?? new Set(),
  }))
  return {
    documents: documents.filter(({ text }) => text.trim() !== ''),
    queries: queries.filter((query) => query.relevant.size > 0 && query.text.trim() !== ''),
  }
}

/** A title that the text does not begin with anyway stands above it. */
function titled(title: string, text: string): string {
  const plain = (some: string) => some.replaceAll(/\s+/g, ' ').trim()
  return plain(title) === '' || plain(text).startsWith(plain(title)) ? text : `# ${plain(title)}\n\n${text}`
}

function linesOf(folder: string, name: string): string[] {
  const path = join(folder, name)
  if (!existsSync(path)) throw new AppError('validation_error', `The folder has no ${name}; see docs/evaluation.md for its form.`)
  return readFileSync(path, 'utf8').split(/\r?\n/).filter((line) => line.trim() !== '') // biome-ignore format: one line reads best
}

const recordsOf = (folder: string, name: string) =>
  linesOf(folder, name).map((line, at) => {
    const record: unknown = parsed(line)
    if (typeof record !== 'object' || record === null)
      throw new AppError('validation_error', `${name}, line ${at + 1}: no JSON object.`)
    const field = (key: string) => (key in record ? `${(record as Record<string, unknown>)[key] ?? ''}` : '')
    return { id: field('id') || field('_id'), title: field('title'), text: field('text') }
  })

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
