import { AppError } from '@collabry/runtime/errors'
import { isRecord } from '@collabry/runtime/validation'
import type { Finding } from './tool'
import type { SearchWeb } from './web-search'

const ANSWER_BYTES_MAX = 262_144

interface SerperOptions {
  baseUrl: string
  apiKey: string
}

/** Google's results by Serper's API. Nothing but that one address is fetched: no redirect is followed, no result is opened. */
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
