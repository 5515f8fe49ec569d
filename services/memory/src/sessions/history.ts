import { HISTORY_CHARS_MAX } from './store'

/** A message and its parent. */
export interface Link {
  id: string
  parentId: string
  ordinal: number
}

/**
 * Ordinals of a message and its ancestors. Without a tip, those of the newest message, which is on the current branch. If a
 * crash lost a parent, the message before it is used instead.
 */
export function pathTo(links: Link[], tip: string | undefined): Set<number> {
  const byId = new Map(links.map((link) => [link.id, link]))
  const path = new Set<number>()
  let link = tip === undefined ? links.at(-1) : byId.get(tip)
  while (link && !path.has(link.ordinal)) {
    path.add(link.ordinal)
    const { parentId, ordinal }: Link = link
    link = parentId === '' ? undefined : (byId.get(parentId) ?? links.findLast((other) => other.ordinal < ordinal))
  }
  return path
}

/** Number of leading items that have at most `charsMax` characters together. */
export function countFitting<Item>(items: Item[], charsOf: (item: Item) => number, charsMax: number): number {
  let chars = 0
  const beyond = items.findIndex((item) => {
    chars += charsOf(item)
    return chars > charsMax
  })
  return beyond < 0 ? items.length : beyond
}

/**
 * The newest messages that together fit into a prompt, whole and without gaps. Takes them newest first, returns them oldest
 * first.
 */
export const fitHistory = <Head extends { chars: number }>(newestFirst: Head[]): Head[] =>
  newestFirst
    .slice(
      0,
      countFitting(newestFirst, ({ chars }) => chars, HISTORY_CHARS_MAX),
    )
    .toReversed()
