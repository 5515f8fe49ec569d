export interface Scored {
  id: number
  score: number
}

/** Keeps the k best of what it is shown, best first; of equals those that came first. */
export function keepBest(k: number): { best: Scored[]; show(id: number, score: number): void } {
  const best: Scored[] = []
  return {
    best,
    show(id, score) {
      if (best.length >= k && (k <= 0 || score <= (best[k - 1]?.score ?? 0))) return
      let low = 0
      for (let high = best.length; low < high; ) {
        const middle = (low + high) >> 1
        if ((best[middle]?.score ?? 0) >= score) low = middle + 1
        else high = middle
      }
      best.splice(low, 0, { id, score })
      if (best.length > k) best.pop()
    },
  }
}
