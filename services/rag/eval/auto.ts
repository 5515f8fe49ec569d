import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SearchRequest, searchPassages } from '../src/search/search'
import { sqliteVectors } from '../src/vectors/sqlite/store'
import { type Requests, requests } from './auto-requests'
import { catalogue, fill, USER } from './library'

// Which requests `use_rag: "auto"` answers from documents without embeddings. Run: bun services/rag/eval/auto.ts

/** As the gateway has it for passages that were found by words. */
const WORD_COVERAGE_MIN = 0.5
/** The same topic is in the texts of several languages. */
const TOP_K = 10
const SEARCH_MS_MAX = 30_000

export interface Retrieved {
  language: string
  /**
   * Shares of the requests of which a passage clears the threshold: of the right document; of any one, which there should not be.
   */
  covered: number
  uncovered: number
  /** Share of small talk that retrieves. */
  talk: number
  wrong: string[]
}

/** One library holds the texts of all languages. */
export async function measureAuto(): Promise<Retrieved[]> {
  const directory = mkdtempSync(join(tmpdir(), 'collabry-auto-'))
  try {
    await using vectors = sqliteVectors({ directory })
    const documents = Object.entries(requests).flatMap(([language, { covered }]) =>
      covered.map(([, text], at) => ({ id: `${language}${at}`, text })),
    )
    await fill(vectors, { documents, queries: [] }, async (texts) =>
      texts.map(() => ({ model: '', vector: new Float32Array(1) })),
    )
    const found = async (query: string) => {
      const request = { userId: USER, query, topK: TOP_K, mode: 'lexical', sourceIds: [], notebookId: '' } satisfies SearchRequest
      const deps = { vectors, catalogue, embedQuery: undefined }
      const { passages } = await searchPassages(request, deps, AbortSignal.timeout(SEARCH_MS_MAX))
      return passages.filter(({ wordCoverage }) => wordCoverage >= WORD_COVERAGE_MIN).map(({ documentId }) => documentId)
    }
    const measured: Retrieved[] = []
    for (const [language, all] of Object.entries(requests)) measured.push(await measureLanguage(language, all, found))
    return measured
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function measureLanguage(
  language: string,
  { phrasings, covered, talk, uncovered }: Requests,
  found: (query: string) => Promise<string[]>,
): Promise<Retrieved> {
  const wrong: string[] = []
  let [right, stray] = [0, 0]
  for (const phrasing of phrasings) {
    for (const [at, [topic]] of covered.entries()) {
      const query = phrasing.replace('X', topic)
      if ((await found(query)).includes(`${language}${at}`)) right++
      else wrong.push(query)
    }
    for (const topic of uncovered) {
      const query = phrasing.replace('X', topic)
      if ((await found(query)).length === 0) continue
      stray++
      wrong.push(query)
    }
  }
  const strayTalk: string[] = []
  for (const query of talk) if ((await found(query)).length > 0) strayTalk.push(query)
  wrong.push(...strayTalk)
  const shareOf = (count: number, topics: number) => count / (phrasings.length * topics)
  return {
    language,
    covered: shareOf(right, covered.length),
    uncovered: shareOf(stray, uncovered.length),
    talk: strayTalk.length / talk.length,
    wrong,
  }
}

if (import.meta.main) {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  for (const { language, covered, uncovered, talk, wrong } of await measureAuto()) {
    const { phrasings, covered: topics } = requests[language] as Requests
    process.stdout.write(
      `${language}: ${phrasings.length} phrasings × ${topics.length} topics; covered ${percent(covered)}, uncovered ${percent(uncovered)}, small talk ${percent(talk)}\n`,
    )
    if (process.argv.includes('--wrong')) for (const query of wrong) process.stdout.write(`  ${query}\n`)
  }
}
