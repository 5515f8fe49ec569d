import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddingText } from '../src/lexical/tokenizer'
import { type SearchMode, searchPassages } from '../src/search/search'
import { sqliteVectors } from '../src/vectors/sqlite/store'
import { catalogue, fill, USER } from './library'
import { sqliteFts5 } from './sqlite-fts5'
import type { Embed } from './vectors'

const FOLDER = join(import.meta.dir, '../../../test/fixtures/declaration')
const TOP_K = 10
const SEARCH_MS_MAX = 30_000
const MODES = ['hybrid', 'dense', 'lexical'] as const

interface Article {
  language: string
  article: number
  text: string
}

/** How the questions of one language find the articles: the mean of the reciprocal rank, and the share found first. */
interface Figures {
  language: string
  of: Record<(typeof MODES)[number] | 'fts5' | 'english', { mrr: number; first: number }>
}

const articles = readFileSync(join(FOLDER, 'articles.jsonl'), 'utf8').trim().split('\n').map((line): Article => JSON.parse(line)) // biome-ignore format: one line reads best
const { articles: asked, questions } = JSON.parse(readFileSync(join(FOLDER, 'questions.json'), 'utf8')) as {
  articles: number[]
  questions: Record<string, string[]>
}

/** The articles of each language are a library of their own; English questions are asked of each, too. */
export async function languageTable(embed: Embed): Promise<string> {
  const rows: Figures[] = []
  for (const [language, own] of Object.entries(questions)) rows.push(await measureLanguage(language, own, embed))
  const cell = ({ mrr, first }: { mrr: number; first: number }) => `${mrr.toFixed(3)} (${first})`
  const mean = (name: keyof Figures['of']) => (rows.reduce((sum, { of }) => sum + of[name].mrr, 0) / rows.length).toFixed(3)
  const names = [...MODES, 'fts5', 'english'] as const
  return [
    '## Twelve languages',
    '',
    `Ten questions a language in everyday words about the thirty articles of the Universal Declaration of Human Rights (test/fixtures/declaration): mean reciprocal rank of the right article, and how many of ten found it first. The last column: the English questions on the articles of that language, hybrid.`,
    '',
    '| | hybrid | dense | lexical | SQLite FTS5 bm25 | English questions |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ language, of }) => `| ${[language, ...names.map((name) => cell(of[name]))].join(' | ')} |`),
    `| mean | ${names.map(mean).join(' | ')} |`,
    '',
  ].join('\n')
}

async function measureLanguage(language: string, own: string[], embed: Embed): Promise<Figures> {
  const directory = mkdtempSync(join(tmpdir(), 'collabry-eval-'))
  try {
    await using vectors = sqliteVectors({ directory })
    const documents = articles
      .filter((one) => one.language === language)
      .map(({ article, text }) => ({ id: String(article), text }))
    const toQueries = (texts: string[]) =>
      texts.map((text, at) => ({ id: String(at), text, relevant: new Set([String(asked[at])]) }))
    const queries = toQueries(own)
    await fill(vectors, { documents, queries }, embed)
    const ranks = async (texts: string[], mode: SearchMode) => {
      const embeddings = await embed(texts.map((text) => embeddingText(text)), 'query') // biome-ignore format: one line reads best
      return figuresOf(
        await Promise.all(
          texts.map(async (query, at) => {
            const embedQuery = async () => embeddings[at] ?? Promise.reject(new Error('a query without a vector'))
            const request = { userId: USER, query, topK: TOP_K, mode, sourceIds: [], notebookId: '' }
            const { passages } = await searchPassages(
              request,
              { vectors, catalogue, embedQuery },
              AbortSignal.timeout(SEARCH_MS_MAX),
            )
            return passages.map(({ documentId }) => documentId)
          }),
        ),
      )
    }
    const [hybrid, dense, lexical] = [await ranks(own, 'hybrid'), await ranks(own, 'dense'), await ranks(own, 'lexical')]
    const english = await ranks(questions.en ?? [], 'hybrid')
    const plain = sqliteFts5({ documents, queries })
    const fts5 = figuresOf(queries.map(({ id }) => plain.get(id) ?? []))
    return { language, of: { hybrid, dense, lexical, fts5, english } }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function figuresOf(found: string[][]): { mrr: number; first: number } {
  const ranks = found.map((ids, at) => ids.indexOf(String(asked[at])) + 1)
  return {
    mrr: ranks.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0) / ranks.length,
    first: ranks.filter((rank) => rank === 1).length,
  }
}
