export interface Scored {
  id: number
  score: number
}

/** Keeps the k best of the offered items, best first; among equals those that were offered first. */
export function topK(k: number): { items: Scored[]; offer(id: number, score: number): void } {
  const items: Scored[] = []
  return {
    items,
    offer(id, score) {
      if (items.length >= k && (k <= 0 || score <= (items[k - 1]?.score ?? 0))) return
      let low = 0
      for (let high = items.length; low < high; ) {
        const middle = (low + high) >> 1
        if ((items[middle]?.score ?? 0) >= score) low = middle + 1
        else high = middle
      }
      items.splice(low, 0, { id, score })
      if (items.length > k) items.pop()
    },
  }
}
