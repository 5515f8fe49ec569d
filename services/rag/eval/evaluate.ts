import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type SearchMode, searchPassages } from '../src/search/search'
import { sqliteVectors } from '../src/vectors/sqlite'
import type { Embedding } from '../src/vectors/store'
import { embeddingText } from '../src/words/words'
import { type Collection, readCollection } from './collection'
import { catalogue, fill, USER } from './library'
import type { Run } from './measure'
import { type Arm, section } from './report'
import { sqliteFts5 } from './sqlite-fts5'

/** As many as `POST /ai/search` gives decide about the first 10, more of them about recall@100. */
const TOP_K = 50
const TOP_K_RECALL = 200
const SEARCH_MS_MAX = 30_000

export type Embed = (texts: string[]) => Promise<Embedding[]>

/** The table of one folder. */
export async function evaluate(folder: string, model: string, embed: Embed): Promise<string> {
  const collection = readCollection(folder)
  const directory = mkdtempSync(join(tmpdir(), 'collabry-eval-'))
  try {
    await using vectors = sqliteVectors({ directory })
    const chunks = await fill(vectors, collection, embed)
    const embeddings = await embed(collection.queries.map(({ text }) => embeddingText(text)))
    const ofText = new Map(collection.queries.map(({ text }, at) => [text, embeddings[at]]))
    const arms: Arm[] = []
    for (const mode of ['hybrid', 'dense', 'lexical'] as const) {
      const deps = { vectors, catalogue }
      arms.push({ name: mode, run: await search(collection, mode, deps, (text) => ofText.get(text)) })
    }
    arms.push({ name: 'SQLite FTS5 bm25', run: sqliteFts5(collection) })
    const { documents, queries } = collection
    const about = { name: basename(folder), documents: documents.length, chunks, queries: queries.length, model }
    return section(about, arms, queries)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function search(
  { queries }: Collection,
  mode: SearchMode,
  deps: Pick<Parameters<typeof searchPassages>[1], 'vectors' | 'catalogue'>,
  embeddingOf: (text: string) => Embedding | undefined,
): Promise<Run> {
  const run: Run = new Map()
  for (const { id, text } of queries) {
    const embedQuery = async () => embeddingOf(text) ?? Promise.reject(new Error('a query without a vector'))
    const ask = async (topK: number) => {
      const request = { userId: USER, query: text, topK, mode, sourceIds: [], notebookId: '' }
      const found = await searchPassages(request, { ...deps, embedQuery }, AbortSignal.timeout(SEARCH_MS_MAX))
      if (found.mode !== mode) throw new Error(`asked for ${mode}, and got ${found.mode}`)
      return found.passages.map(({ documentId }) => documentId)
    }
    const first = [...new Set(await ask(TOP_K))].slice(0, 10)
    run.set(id, [...new Set([...first, ...(await ask(TOP_K_RECALL))])])
  }
  return run
}
