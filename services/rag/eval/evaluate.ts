import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Reranker, rerankedSearch } from '../src/search/rerank'
import type { SearchMode } from '../src/search/search'
import { sqliteVectors } from '../src/vectors/sqlite/store'
import { type Collection, readCollection } from './collection'
import { catalogue, fill, USER } from './library'
import type { Run } from './measure'
import { type Arm, section } from './report'
import { sqliteFts5 } from './sqlite-fts5'
import { type Embed, queryEmbedder } from './vectors'

/** As many as `POST /ai/search` gives decide about the first 10, more of them about recall@100. */
const TOP_K = 50
const TOP_K_RECALL = 200
const SEARCH_MS_MAX = 30_000
const DIVERSITY = 0.2
/** Passages that are put in order. */
const RERANKED = 10

type Deps = Parameters<typeof rerankedSearch>[1]

interface Options {
  model: string
  embed: Embed
  /** Puts the first passages in order; undefined: it is not measured. */
  reranker: { name: string; order: Reranker } | undefined
  /** Maximum number of queries. */
  queriesMax: number
}

/** The table of one folder. */
export async function evaluate(folder: string, { model, embed, reranker, queriesMax }: Options): Promise<string> {
  const whole = readCollection(folder)
  const collection = { ...whole, queries: whole.queries.slice(0, queriesMax) }
  const directory = mkdtempSync(join(tmpdir(), 'collabry-eval-'))
  try {
    await using vectors = sqliteVectors({ directory })
    const chunks = await fill(vectors, collection, embed)
    const arms: Arm[] = []
    const add = async (name: string, mode: SearchMode, changed: Partial<Deps> = {}) => {
      const deps = {
        vectors,
        catalogue,
        embedQuery: queryEmbedder(embed),
        reranker: undefined,
        passagesMax: RERANKED,
        ...changed,
      }
      arms.push({ name, run: await search(collection, mode, deps) })
    }
    for (const mode of ['hybrid', 'dense', 'lexical'] as const) await add(mode, mode)
    await add(`hybrid, SEARCH_DIVERSITY=${DIVERSITY}`, 'hybrid', { diversity: DIVERSITY })
    if (reranker !== undefined)
      await add(`hybrid, RERANK_PASSAGES=${RERANKED} by ${reranker.name}`, 'hybrid', { reranker: reranker.order })
    arms.push({ name: 'SQLite FTS5 bm25', run: sqliteFts5(collection) })
    const { documents, queries } = collection
    const about = { name: basename(folder), documents: documents.length, chunks, queries: queries.length, model }
    return section(about, arms, queries)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function search({ queries }: Collection, mode: SearchMode, deps: Deps): Promise<Run> {
  const run: Run = new Map()
  for (const { id, text } of queries) {
    const ask = async (topK: number) => {
      const request = { userId: USER, query: text, topK, mode, sourceIds: [], notebookId: '' }
      const found = await rerankedSearch(request, deps, AbortSignal.timeout(SEARCH_MS_MAX))
      if (found.mode !== mode) throw new Error(`asked for ${mode}, and got ${found.mode}`)
      return found.passages.map(({ documentId }) => documentId)
    }
    const first = [...new Set(await ask(TOP_K))].slice(0, 10)
    run.set(id, [...new Set([...first, ...(await ask(TOP_K_RECALL))])])
  }
  return run
}
