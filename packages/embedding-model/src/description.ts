/** How the model is spoken to, and what its similarities mean. */
export const DESCRIPTION = {
  /** Vectors are kept under it: another rounding of the same model has another name. */
  name: 'multilingual-e5-small-q4',
  dimension: 384,
  /** Written before a text. */
  prefixes: { query: 'query: ', document: 'passage: ' },
  /** The cosine of texts that have nothing to do with one another: services/rag/eval/similarity.ts. */
  similarityFloor: 0.78,
} as const
