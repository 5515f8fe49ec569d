// Original file: collabry/rag/v1/rag.proto

/**
 * How to search.
 */
export const SearchMode = {
  /**
   * Treated as hybrid.
   */
  SEARCH_MODE_UNSPECIFIED: 'SEARCH_MODE_UNSPECIFIED',
  /**
   * By words and by meaning, fused.
   */
  SEARCH_MODE_HYBRID: 'SEARCH_MODE_HYBRID',
  /**
   * By meaning alone.
   */
  SEARCH_MODE_DENSE: 'SEARCH_MODE_DENSE',
  /**
   * By words alone.
   */
  SEARCH_MODE_LEXICAL: 'SEARCH_MODE_LEXICAL',
} as const;

/**
 * How to search.
 */
export type SearchModeInit =
  /**
   * Treated as hybrid.
   */
  | 'SEARCH_MODE_UNSPECIFIED'
  | 0
  /**
   * By words and by meaning, fused.
   */
  | 'SEARCH_MODE_HYBRID'
  | 1
  /**
   * By meaning alone.
   */
  | 'SEARCH_MODE_DENSE'
  | 2
  /**
   * By words alone.
   */
  | 'SEARCH_MODE_LEXICAL'
  | 3

/**
 * How to search.
 */
export type SearchMode = typeof SearchMode[keyof typeof SearchMode]
