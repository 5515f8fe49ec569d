// Original file: collabry/rag/v1/rag.proto

import type { SearchModeInit as _collabry_rag_v1_SearchModeInit, SearchMode as _collabry_rag_v1_SearchMode } from '../../../collabry/rag/v1/SearchMode';

/**
 * Asks for passages.
 */
export interface SearchRequestInit {
  /**
   * Who asks: sees their own documents and public ones.
   */
  'userId'?: (string);
  /**
   * What to look for, 1 to 32,000 characters.
   */
  'query'?: (string);
  /**
   * Most passages wanted, 1 to 50; 0: 10.
   */
  'topK'?: (number);
  /**
   * How to search. Without an embedding model every mode searches by words; the response says so.
   */
  'mode'?: (_collabry_rag_v1_SearchModeInit);
  /**
   * Only these documents, at most 100; empty: all that the user may see. Ids the user may not see match nothing.
   */
  'sourceIds'?: (string)[];
  /**
   * Only documents of this notebook; empty: all.
   */
  'notebookId'?: (string);
}

/**
 * Asks for passages.
 */
export interface SearchRequest {
  /**
   * Who asks: sees their own documents and public ones.
   */
  'userId': (string);
  /**
   * What to look for, 1 to 32,000 characters.
   */
  'query': (string);
  /**
   * Most passages wanted, 1 to 50; 0: 10.
   */
  'topK': (number);
  /**
   * How to search. Without an embedding model every mode searches by words; the response says so.
   */
  'mode': (_collabry_rag_v1_SearchMode);
  /**
   * Only these documents, at most 100; empty: all that the user may see. Ids the user may not see match nothing.
   */
  'sourceIds': (string)[];
  /**
   * Only documents of this notebook; empty: all.
   */
  'notebookId': (string);
}
