import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SearchRequest, searchPassages } from '../src/search/search'
import { sqliteVectors } from '../src/vectors/sqlite/store'
import { catalogue, fill, USER } from './library'
import { builtinVectors, cachedVectors, type Embed, queryEmbedder } from './vectors'

// Which requests `use_rag: "auto"` answers from documents. Run:
// bun services/rag/eval/auto.ts [--seven|--unseen|--student|--list file] [--half odd|even] [--arm words|both] [--language code] [--wrong]

/** Requests of students in one language, and the texts that they may be about. */
export interface Requests {
  /** `X` stands for a topic, `X1` for its second form. */
  phrasings: string[]
  /** The topic as it is named in a request, its forms separated by `|`, and a text about it. */
  covered: [topic: string, text: string][]
  /** Small talk and requests that no text of a library answers. */
  talk: string[]
  uncovered: string[]
}

/** By language. */
export const requests: Record<string, Requests> = await Bun.file(join(import.meta.dir, 'auto-requests.json')).json()

/**
 * As students ask, in sixteen languages, with the cases of their topics; written before any of their figures was known. The
 * phrasings whose hash is odd are held out.
 */
export const studentRequests: Record<string, Requests> = await Bun.file(join(import.meta.dir, 'student-requests.json')).json()

/** The first form of the topic stands for those that it does not have. */
export function requestFor(phrasing: string, topic: string): string {
  const [first = '', ...others] = topic.split('|')
  return phrasing.replace(/X(\d?)/, (_, form: string) => (form === '' ? first : (others[Number(form) - 1] ?? first)))
}

/** Whether a phrasing or a message belongs to the half by which nothing was mended. */
const isHeldOut = (text: string): boolean => ((createHash('sha256').update(text).digest()[0] ?? 0) & 1) === 1

/**
 * Requests about other subjects, as different people write: slang, telegrams, dictation, slips, two questions in one, other languages
 * mixed in. Written before any of their figures was known; the phrasings whose hash is odd are held out.
 */
const unseenRequests: Record<string, Requests> = await Bun.file(join(import.meta.dir, 'unseen-requests.json')).json()

/**
 * Requests in Korean, Polish and Hindi, and in Czech, Indonesian, Persian and Swedish. Written before any of their figures was known;
 * the words were mended by the misses of these seven later.
 */
export const sevenRequests: Record<string, Requests> = await Bun.file(join(import.meta.dir, 'seven-requests.json')).json()

/** The same topic is in the texts of several languages. */
const TOP_K = 10
const SEARCH_MS_MAX = 30_000

/** By words alone, as without an embedding model, or by words and meaning. */
const arms = { words: 'lexical', both: 'hybrid' } as const satisfies Record<string, SearchRequest['mode']>

export interface Retrieved {
  language: string
  /**
   * Shares of the requests of which a passage clears the threshold: of a document about the topic; of any one, which there should
   * not be.
   */
  covered: number
  uncovered: number
  /** Share of small talk that retrieves. */
  talk: number
  wrong: string[]
}

interface Measurement {
  requests: Record<string, Requests>
  arm: keyof typeof arms
  /** Undefined: the words alone are compared. */
  embed: Embed | undefined
  /** Only every so many topics are asked about. */
  topicStep?: number
}

const withoutVectors: Embed = async (texts) => texts.map(() => ({ model: '', vector: new Float32Array(1) }))

/** One library holds the texts of all languages. */
export async function measureAuto({ requests: all, arm, embed, topicStep = 1 }: Measurement) {
  const directory = mkdtempSync(join(tmpdir(), 'collabry-auto-'))
  try {
    await using vectors = sqliteVectors({ directory })
    const documents = Object.entries(all).flatMap(([language, { covered }]) =>
      covered.map(([, text], at) => ({ id: `${language}${at}`, text })),
    )
    await fill(vectors, { documents, queries: [] }, embed ?? withoutVectors)
    const embedQuery = embed && queryEmbedder(embed)
    const found = async (query: string) => {
      const request = { userId: USER, query, topK: TOP_K, mode: arms[arm], sourceIds: [], notebookId: '' }
      const { passages } = await searchPassages(request, { vectors, catalogue, embedQuery }, AbortSignal.timeout(SEARCH_MS_MAX))
      return passages.filter(({ isUnrelated }) => !isUnrelated).map(({ documentId }) => documentId)
    }
    const measured: Retrieved[] = []
    for (const [language, one] of Object.entries(all)) measured.push(await measureLanguage(language, one, found, topicStep))
    return measured
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** A text about the topic in another language covers it, too. */
const topicOf = (documentId: string): number => Number(documentId.replace(/^\D+/, ''))

async function measureLanguage(
  language: string,
  { phrasings, covered, talk, uncovered }: Requests,
  found: (query: string) => Promise<string[]>,
  topicStep: number,
): Promise<Retrieved> {
  const wrong: string[] = []
  let [right, stray] = [0, 0]
  const isAsked = (_: unknown, at: number) => at % topicStep === 0
  const topics = covered.map(([topic], at) => [topic, at] as const).filter(isAsked)
  const others = uncovered.filter(isAsked)
  for (const phrasing of phrasings) {
    for (const [topic, at] of topics) {
      const query = requestFor(phrasing, topic)
      if ((await found(query)).some((documentId) => topicOf(documentId) === at)) right++
      else wrong.push(query)
    }
    for (const topic of others) {
      const query = requestFor(phrasing, topic)
      if ((await found(query)).length === 0) continue
      stray++
      wrong.push(`! ${query}`)
    }
  }
  const strayTalk: string[] = []
  for (const query of talk) if ((await found(query)).length > 0) strayTalk.push(query)
  wrong.push(...strayTalk.map((query) => `~ ${query}`))
  const shareOf = (count: number, topics: number) => count / (phrasings.length * topics)
  return {
    language,
    covered: shareOf(right, topics.length),
    uncovered: shareOf(stray, others.length),
    talk: strayTalk.length / Math.max(1, talk.length),
    wrong,
  }
}

/** By their hash; of the oldest list every other phrasing and talk. */
const halfOf = (all: Requests, rest: number): Requests => {
  const isOldest = Object.values(requests).includes(all)
  const half = (list: string[]) => list.filter((text, at) => (isOldest ? at % 2 : Number(isHeldOut(text))) === rest)
  return { phrasings: half(all.phrasings), covered: all.covered, talk: half(all.talk), uncovered: all.uncovered }
}

async function main(): Promise<void> {
  const option = (name: string) => process.argv[process.argv.indexOf(name) + 1]
  const has = (name: string) => process.argv.includes(name)
  const half = has('--half') ? (option('--half') === 'odd' ? 0 : 1) : undefined
  const listed: Record<string, Requests> = has('--list')
    ? await Bun.file(option('--list') ?? '').json()
    : has('--student')
      ? studentRequests
      : has('--unseen')
        ? unseenRequests
        : has('--seven')
          ? sevenRequests
          : requests
  const chosen = Object.fromEntries(
    Object.entries(listed).map(([language, all]) => [language, half === undefined ? all : halfOf(all, half)]),
  )
  const only = has('--language') ? option('--language')?.split(',') : undefined
  const asked = Object.fromEntries(
    Object.entries(chosen).map(([language, all]) =>
      only === undefined || only.includes(language) ? [language, all] : [language, { ...all, phrasings: [], talk: [] }],
    ),
  )
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8)
  const embed = cachedVectors(builtinVectors(), join(tmpdir(), 'collabry-eval'), () => {})
  for (const arm of Object.keys(arms) as (keyof typeof arms)[]) {
    if (has('--arm') && option('--arm') !== arm) continue
    for (const { language, covered, uncovered, talk, wrong } of await measureAuto({
      requests: asked,
      arm,
      embed: arm === 'words' ? undefined : embed,
    })) {
      const { phrasings, covered: topics } = asked[language] as Requests
      if (phrasings.length + (asked[language]?.talk.length ?? 0) === 0) continue
      process.stdout.write(
        `${arm.padEnd(8)}${language}: ${phrasings.length} phrasings × ${topics.length} topics; covered ${percent(covered)}, uncovered ${percent(uncovered)}, small talk ${percent(talk)}\n`,
      )
      if (has('--wrong')) for (const query of wrong) process.stdout.write(`  ${query}\n`)
    }
  }
}

if (import.meta.main) await main()
