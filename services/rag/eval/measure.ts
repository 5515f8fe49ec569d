import type { Query } from './collection'

/** Documents found for each query, best first. */
export type Run = Map<string, string[]>

export interface Measured {
  ndcg10: number
  recall10: number
  recall100: number
}

/** Means over the queries. */
export function measure(run: Run, queries: Query[]): Measured {
  const mean = (of: (found: string[], relevant: Set<string>) => number) =>
    queries.reduce((sum, { id, relevant }) => sum + of(run.get(id) ?? [], relevant), 0) / Math.max(1, queries.length)
  return {
    ndcg10: mean((found, relevant) => ndcg(found, relevant, 10)),
    recall10: mean((found, relevant) => recall(found, relevant, 10)),
    recall100: mean((found, relevant) => recall(found, relevant, 100)),
  }
}

/** Normalised discounted cumulative gain with binary relevance (Järvelin and Kekäläinen 2002). */
function ndcg(found: string[], relevant: Set<string>, k: number): number {
  const discount = (at: number) => 1 / Math.log2(at + 2)
  const gain = found.slice(0, k).reduce((sum, id, at) => sum + (relevant.has(id) ? discount(at) : 0), 0)
  const ideal = Array.from({ length: Math.min(k, relevant.size) }, (_, at) => discount(at)).reduce((sum, one) => sum + one, 0)
  return ideal === 0 ? 0 : gain / ideal
}

export const recall = (found: string[], relevant: Set<string>, k: number): number =>
  relevant.size === 0 ? 0 : found.slice(0, k).filter((id) => relevant.has(id)).length / relevant.size
