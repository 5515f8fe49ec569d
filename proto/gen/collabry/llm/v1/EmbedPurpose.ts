// Original file: collabry/llm/v1/llm.proto

/**
 * Who waits for the vectors.
 */
export const EmbedPurpose = {
  /**
   * Treated as a query.
   */
  EMBED_PURPOSE_UNSPECIFIED: 'EMBED_PURPOSE_UNSPECIFIED',
  /**
   * A person's question: goes before documents.
   */
  EMBED_PURPOSE_QUERY: 'EMBED_PURPOSE_QUERY',
  /**
   * Background ingestion.
   */
  EMBED_PURPOSE_DOCUMENT: 'EMBED_PURPOSE_DOCUMENT',
} as const;

/**
 * Who waits for the vectors.
 */
export type EmbedPurposeInit =
  /**
   * Treated as a query.
   */
  | 'EMBED_PURPOSE_UNSPECIFIED'
  | 0
  /**
   * A person's question: goes before documents.
   */
  | 'EMBED_PURPOSE_QUERY'
  | 1
  /**
   * Background ingestion.
   */
  | 'EMBED_PURPOSE_DOCUMENT'
  | 2

/**
 * Who waits for the vectors.
 */
export type EmbedPurpose = typeof EmbedPurpose[keyof typeof EmbedPurpose]
