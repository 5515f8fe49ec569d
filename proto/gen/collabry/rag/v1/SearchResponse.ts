// Original file: collabry/rag/v1/rag.proto

import type { PassageInit as _collabry_rag_v1_PassageInit, Passage as _collabry_rag_v1_Passage } from '../../../collabry/rag/v1/Passage';
import type { SearchModeInit as _collabry_rag_v1_SearchModeInit, SearchMode as _collabry_rag_v1_SearchMode } from '../../../collabry/rag/v1/SearchMode';

/**
 * The passages found.
 */
export interface SearchResponseInit {
  /**
   * Best first.
   */
  'passages'?: (_collabry_rag_v1_PassageInit)[];
  /**
   * The mode that was really used.
   */
  'mode'?: (_collabry_rag_v1_SearchModeInit);
  /**
   * Share of the chunks the user may see that have vectors of the current model, 0 to 1; 0 without any chunk.
   */
  'coverage'?: (number | string);
  /**
   * Whether the user has any searchable chunk at all, own or public.
   */
  'hasChunks'?: (boolean);
  /**
   * Whether the query goes on from one before it, as in "why?", "give an example" or "and in animals?": by itself it names little.
   */
  'followsUp'?: (boolean);
}

/**
 * The passages found.
 */
export interface SearchResponse {
  /**
   * Best first.
   */
  'passages': (_collabry_rag_v1_Passage)[];
  /**
   * The mode that was really used.
   */
  'mode': (_collabry_rag_v1_SearchMode);
  /**
   * Share of the chunks the user may see that have vectors of the current model, 0 to 1; 0 without any chunk.
   */
  'coverage': (number);
  /**
   * Whether the user has any searchable chunk at all, own or public.
   */
  'hasChunks': (boolean);
  /**
   * Whether the query goes on from one before it, as in "why?", "give an example" or "and in animals?": by itself it names little.
   */
  'followsUp': (boolean);
}
