import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SearchMode, searchPassages } from '../src/search/search'
import { sqliteVectors } from '../src/vectors/sqlite/store'
import { catalogue, fill, USER } from './library'
import { sqliteFts5 } from './sqlite-fts5'
import { type Embed, queryEmbedder } from './vectors'

const FOLDER = join(import.meta.dir, '../../../test/fixtures/declaration')
const TOP_K = 10
const SEARCH_MS_MAX = 30_000
const MODES = ['hybrid', 'dense', 'lexical'] as const

interface Article {
  language: string
  article: number
  text: string
}

type Kind = 'everyday' | 'worded'

/** Each question is about one article: the one at its place. */
interface Question {
  text: string
  article: string
  kind: Kind
}

const articles = readFileSync(join(FOLDER, 'articles.jsonl'), 'utf8').trim().split('\n').map((line): Article => JSON.parse(line)) // biome-ignore format: one line reads best
const { questions } = JSON.parse(readFileSync(join(FOLDER, 'questions.json'), 'utf8')) as {
  questions: Record<string, Record<Kind, string[]>>
}
const KINDS = ['everyday', 'worded'] as const
const ARMS = [...MODES, 'fts5', 'english'] as const
type Arm = (typeof ARMS)[number]

/** The reciprocal rank of the right article for each question. */
type Ranks = Record<Arm, number[]>

type Which = (question: Question) => boolean
/** Halves are shown apart, so that a setting which fits one of them only is seen. */
const summaries: [name: string, which: Which][] = [
  ['mean', () => true],
  ['mean, everyday words', ({ kind }) => kind === 'everyday'],
  ['mean, words of the article', ({ kind }) => kind === 'worded'],
  ['mean, odd articles', ({ article }) => Number(article) % 2 === 1],
  ['mean, even articles', ({ article }) => Number(article) % 2 === 0],
]

/** The articles of each language are a library of their own; English questions are asked of each, too. */
export async function languageTable(embed: Embed): Promise<string> {
  const rows: { language: string; asked: Question[]; ranks: Ranks }[] = []
  for (const language of Object.keys(questions)) {
    const asked = questionsIn(language)
    rows.push({ language, asked, ranks: await measureLanguage(language, asked, embed) })
  }
  const cells = (name: string, values: string[]) => `| ${[name, ...values].join(' | ')} |`
  const figure = (ranks: number[]) => `${mean(ranks).toFixed(3)} (${ranks.filter((rank) => rank === 1).length})`
  const meanOf = (arm: Arm, which: Which) =>
    mean(rows.map(({ asked, ranks }) => mean(ranks[arm].filter((_, at) => which(asked[at] as Question))))).toFixed(3)
  return [
    '## Twelve languages',
    '',
    'Sixty questions a language about the thirty articles of the Universal Declaration of Human Rights (test/fixtures/declaration): thirty in everyday words, which share few words with their article, and thirty in words of the article. Mean reciprocal rank of the right article, and how many of sixty found it first. The last column: the English questions on the articles of that language, hybrid.',
    '',
    '| | hybrid | dense | lexical | SQLite FTS5 bm25 | English questions |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ language, ranks }) =>
      cells(
        language,
        ARMS.map((arm) => figure(ranks[arm])),
      ),
    ),
    ...summaries.map(([name, which]) =>
      cells(
        name,
        ARMS.map((arm) => meanOf(arm, which)),
      ),
    ),
    '',
  ].join('\n')
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const questionsIn = (language: string): Question[] =>
  KINDS.flatMap((kind) => (questions[language]?.[kind] ?? []).map((text, at) => ({ text, article: String(at + 1), kind })))

async function measureLanguage(language: string, asked: Question[], embed: Embed): Promise<Ranks> {
  const directory = mkdtempSync(join(tmpdir(), 'collabry-eval-'))
  try {
    await using vectors = sqliteVectors({ directory })
    const documents = articles
      .filter((one) => one.language === language)
      .map(({ article, text }) => ({ id: String(article), text }))
    const queries = asked.map(({ text, article }, at) => ({ id: String(at), text, relevant: new Set([article]) }))
    await fill(vectors, { documents, queries }, embed)
    const ranks = async (questions: Question[], mode: SearchMode) => {
      const found = questions.map(async ({ text: query, article }) => {
        const request = { userId: USER, query, topK: TOP_K, mode, sourceIds: [], notebookId: '' }
        const deps = { vectors, catalogue, embedQuery: queryEmbedder(embed) }
        const { passages } = await searchPassages(request, deps, AbortSignal.timeout(SEARCH_MS_MAX))
        return reciprocal(passages.map(({ documentId }) => documentId), article) // biome-ignore format: one line reads best
      })
      return Promise.all(found)
    }
    const [hybrid, dense, lexical] = [await ranks(asked, 'hybrid'), await ranks(asked, 'dense'), await ranks(asked, 'lexical')]
    const english = await ranks(questionsIn('en'), 'hybrid')
    const plain = sqliteFts5({ documents, queries })
    const fts5 = asked.map(({ article }, at) => reciprocal((plain.get(String(at)) ?? []).slice(0, TOP_K), article))
    return { hybrid, dense, lexical, fts5, english }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function reciprocal(found: string[], article: string): number {
  const rank = found.indexOf(article) + 1
  return rank > 0 ? 1 / rank : 0
}
