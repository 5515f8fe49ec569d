const MODELS_MAX = 256
/** At most this part of the window, a quarter, is given up to what was missed. */
const MISSED_SHARE = 4

/**
 * The most that each model counted above our estimate of a prompt: its template, and what the estimate missed. It is kept free
 * from then on.
 */
export function missedTokens() {
  const byModel = new Map<string, number>()
  return {
    of: (model: string, contextTokensMax: number): number =>
      Math.min(byModel.get(model) ?? 0, Math.floor(contextTokensMax / MISSED_SHARE)),
    learn(model: string, missed: number): void {
      if (byModel.size >= MODELS_MAX && !byModel.has(model)) byModel.clear()
      byModel.set(model, Math.max(byModel.get(model) ?? 0, missed))
    },
  }
}
