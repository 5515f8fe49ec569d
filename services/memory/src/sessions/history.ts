import { HISTORY_CHARS_MAX } from './store'

/** Of messages from the newest to the oldest, those that fit together into a prompt: whole ones, with no gap, oldest first. */
export function fitting<Head extends { chars: number }>(newestFirst: Head[]): Head[] {
  let chars = 0
  const beyond = newestFirst.findIndex((message) => {
    chars += message.chars
    return chars > HISTORY_CHARS_MAX
  })
  return (beyond < 0 ? newestFirst : newestFirst.slice(0, beyond)).toReversed()
}
