/** Pairs of user and model that are remembered, about 200 bytes each; beyond them the one that is quiet longest is forgotten. */
const PAIRS_MAX = 10_000
/** At most this part of the window, a quarter, is given up to what was missed. */
const MISSED_SHARE = 4

/**
 * The most that a model counted above our estimate of one user's prompts: its template, and what the estimate misses in the
 * texts of that user. It is kept free in that user's prompts from then on, and in nobody else's.
 */
export function missedTokens() {
  const byPair = new Map<string, number>()
  return {
    of: (userId: string, model: string, contextTokensMax: number): number =>
      Math.min(byPair.get(pairOf(userId, model)) ?? 0, Math.floor(contextTokensMax / MISSED_SHARE)),
    learn(userId: string, model: string, missed: number): void {
      const pair = pairOf(userId, model)
      const most = Math.max(byPair.get(pair) ?? 0, missed)
      byPair.delete(pair)
      byPair.set(pair, most)
      const [oldest] = byPair.size > PAIRS_MAX ? byPair.keys() : []
      if (oldest !== undefined) byPair.delete(oldest)
    },
  }
}

const pairOf = (userId: string, model: string) => JSON.stringify([userId, model])
