import { LRUCache } from 'lru-cache'

/** Pairs of user and model that are remembered, about 200 bytes each. */
const PAIRS_MAX = 10_000
/** The correction takes at most this part of the window: a quarter. */
const WINDOW_SHARE = 4

/**
 * Corrects the token estimate per user and model by the largest difference to the model's own count so far: the chat template,
 * and what the estimate misses in the texts of that user. The correction of one user never affects another's prompts.
 */
export function tokenEstimateCorrection() {
  const byPair = new LRUCache<string, number>({ max: PAIRS_MAX })
  return {
    /** Tokens to keep free in the window. */
    tokensOf: (userId: string, model: string, contextTokensMax: number): number =>
      Math.min(byPair.peek(pairOf(userId, model)) ?? 0, Math.floor(contextTokensMax / WINDOW_SHARE)),
    /** Notes by how much a count was above the estimate. */
    learn(userId: string, model: string, difference: number): void {
      const pair = pairOf(userId, model)
      byPair.set(pair, Math.max(byPair.get(pair) ?? 0, difference))
    },
  }
}

const pairOf = (userId: string, model: string) => JSON.stringify([userId, model])
