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
