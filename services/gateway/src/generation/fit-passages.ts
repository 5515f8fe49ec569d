import { isTooLong } from './map-reduce'

/**
 * Tries with all passages, and with one less, the last and least fitting one, as long as the prompt is refused as longer than
 * the model's window; `least` stay. The window is not known here, and need not be: the llm service refuses before any work.
 */
export async function fitPassages<Passage, Done>(
  passages: Passage[],
  least: number,
  attempt: (kept: Passage[]) => Promise<Done>,
): Promise<Done> {
  for (let count = passages.length; ; count--) {
    try {
      return await attempt(passages.slice(0, count))
    } catch (error) {
      if (!isTooLong(error) || count <= least) throw error
    }
  }
}

/** Waits for the first part, with which a prompt is no longer refused; all of them come by the generator. */
export async function started<Part>(parts: AsyncGenerator<Part>): Promise<AsyncGenerator<Part>> {
  const first = await parts.next()
  return resumed(first, parts)
}

async function* resumed<Part>(first: IteratorResult<Part>, parts: AsyncGenerator<Part>): AsyncGenerator<Part> {
  try {
    for (let next = first; !next.done; next = await parts.next()) yield next.value
  } finally {
    await parts.return(undefined)
  }
}
