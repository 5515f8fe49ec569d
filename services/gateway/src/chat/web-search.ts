import { signalWithTimeout } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { isRecord } from '@collabry/runtime/validation'
import type { Finding, Tool } from './answer-with-tools'

/** Queries a search engine. The caller checks the results, whichever engine it is. */
type SearchWeb = (query: string, options: { resultsMax: number; signal: AbortSignal }) => Promise<Finding[]>

const RESULTS_MAX = 5
const QUERY_CHARS_MAX = 400
const TITLE_CHARS_MAX = 200
const URL_CHARS_MAX = 2_048
const CONTENT_CHARS_MAX = 1_000
/** A slower search delays the answer more than it helps. */
const SEARCH_MS_MAX = 5_000

const definition: Tool['definition'] = {
  type: 'function',
  function: {
    name: 'web_search',
    description:
      'Searches the web. Use it for recent events, and for facts that you do not know and that no passage tells. It gives titles, addresses and excerpts.',
    parameters: {
      type: 'object',
      properties: { query: { type: 'string', description: 'What to search for: a few words' } },
      required: ['query'],
    },
  },
}

export const createWebSearch = (search: SearchWeb, searchMsMax = SEARCH_MS_MAX): Tool => ({
  name: 'web_search',
  definition,
  async run(argumentsJson, caller) {
    const query = queryIn(argumentsJson)
    if (query === '') throw new AppError('validation_error', 'Give the words to search for: {"query": "…"}.')
    const signal = signalWithTimeout(caller.signal, searchMsMax)
    return presentable(await search(query, { resultsMax: RESULTS_MAX, signal }))
  },
})

function queryIn(argumentsJson: string): string {
  try {
    const { query } = JSON.parse(argumentsJson)
    return typeof query === 'string' ? oneLine(query, QUERY_CHARS_MAX) : ''
  } catch {
    return ''
  }
}

/** Web pages only, each once, with texts cut to the length of a quotation. */
function presentable(findings: Finding[]): Finding[] {
  const seen = new Set<string>()
  const kept: Finding[] = []
  for (const { title, url, content } of findings) {
    const finding = { title: oneLine(title, TITLE_CHARS_MAX) || url, url, content: oneLine(content, CONTENT_CHARS_MAX) }
    if (kept.length === RESULTS_MAX) break
    if (finding.content === '' || seen.has(url) || !isWebAddress(url)) continue
    seen.add(url)
    kept.push(finding)
  }
  return kept
}

const isWebAddress = (url: string) => url.length <= URL_CHARS_MAX && /^https?:\/\/[^\s"<>]+$/i.test(url) && URL.canParse(url)

const oneLine = (text: string, charsMax: number) =>
  text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, charsMax)
    .toWellFormed()

const ANSWER_BYTES_MAX = 262_144

interface SerperOptions {
  baseUrl: string
  apiKey: string
}

/** Google's results through Serper's API. Only that address is fetched: no redirect is followed, no result is opened. */
export const serperSearch =
  ({ baseUrl, apiKey }: SerperOptions): SearchWeb =>
  async (query, { resultsMax, signal }) => {
    try {
      const response = await fetch(`${baseUrl.replace(/(?<!\/)\/+$/, '')}/search`, {
        method: 'POST',
        headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ q: query, num: resultsMax }),
        redirect: 'error',
        signal,
      })
      if (!response.ok) throw new Error(`status ${response.status}`)
      return findingsIn(JSON.parse(await readBounded(response)))
    } catch (cause) {
      if (signal.aborted) throw new AppError('timeout', 'The search engine took too long.', { cause })
      throw new AppError('unavailable', 'The search engine does not answer.', { cause })
    }
  }

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > ANSWER_BYTES_MAX) throw new Error('the answer is too large')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function findingsIn(answer: unknown): Finding[] {
  const organic = isRecord(answer) ? answer.organic : undefined
  if (!Array.isArray(organic)) throw new Error('the answer has no results')
  return organic
    .filter(isRecord)
    .map(({ title, link, snippet }) => ({ title: textOf(title), url: textOf(link), content: textOf(snippet) }))
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
