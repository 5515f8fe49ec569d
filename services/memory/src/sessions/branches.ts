/** A message and what it follows. */
export interface Link {
  id: string
  parentId: string
  ordinal: number
}

/**
 * Ordinals of the messages that lead to one, itself included. Without a tip, to the newest one: whatever was begun last is
 * the branch that the conversation is on. A parent that was lost in a crash is taken to be the message before.
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
