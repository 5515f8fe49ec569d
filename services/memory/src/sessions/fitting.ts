import { HISTORY_CHARS_MAX } from './store'

/** Number of leading items that have at most `charsMax` characters together. */
export function countFitting<Item>(items: Item[], charsOf: (item: Item) => number, charsMax: number): number {
  let chars = 0
  const beyond = items.findIndex((item) => {
    chars += charsOf(item)
    return chars > charsMax
  })
  return beyond < 0 ? items.length : beyond
}

/** The newest messages that together fit into a prompt, whole and without gaps. Takes them newest first, returns them oldest first. */
export const fitHistory = <Head extends { chars: number }>(newestFirst: Head[]): Head[] =>
  newestFirst
    .slice(
      0,
      countFitting(newestFirst, ({ chars }) => chars, HISTORY_CHARS_MAX),
    )
    .toReversed()
