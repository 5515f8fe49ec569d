import { type Peeked, peekFirst } from '@collabry/runtime/peek-first'
import type { PartsLeftOut } from './llm'
import { isTooLong } from './map-reduce'

interface Started<Passage, Part> {
  /** The passages that the prompt holds. */
  passages: Passage[]
  parts: Peeked<Part>
}

/**
 * Starts a generation with as many passages, the first ones, as the model's window has room for: llm leaves out the others.
 * `least` of them stay, or the prompt is refused. With none that must stay, it starts without passages when not even the
 * first one fits.
 */
export async function startFitted<Passage, Part extends PartsLeftOut>(
  passages: Passage[],
  least: number,
  start: (passages: Passage[], min: number) => AsyncGenerator<Part>,
): Promise<Started<Passage, Part>> {
  if (passages.length > 0) {
    try {
      const parts = await peekFirst(start(passages, Math.max(1, least)))
      const leftOut = parts.first.done ? 0 : (parts.first.value.partsLeftOut ?? 0)
      return { passages: passages.slice(0, passages.length - leftOut), parts }
    } catch (error) {
      if (!isTooLong(error) || least > 0) throw error
    }
  }
  return { passages: [], parts: await peekFirst(start([], 0)) }
}
