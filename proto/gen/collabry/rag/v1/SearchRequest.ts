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
  /**
   * Only documents whose metadata fits: a JSON object as text, from a name of a field (dots lead into objects) to a value,
   * or to operators eq, in, gt, gte, lt, lte; all must fit; at most 8 fields and 4 KiB. Empty: all.
   */
  'filterJson'?: (string);
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
  /**
   * Only documents whose metadata fits: a JSON object as text, from a name of a field (dots lead into objects) to a value,
   * or to operators eq, in, gt, gte, lt, lte; all must fit; at most 8 fields and 4 KiB. Empty: all.
   */
  'filterJson': (string);
}
