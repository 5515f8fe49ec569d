// Original file: collabry/rag/v1/rag.proto

import type { DocumentInit as _collabry_rag_v1_DocumentInit, Document as _collabry_rag_v1_Document } from '../../../collabry/rag/v1/Document';

/**
 * A page of documents.
 */
export interface ListDocumentsResponseInit {
  /**
   * The page, newest first.
   */
  'documents'?: (_collabry_rag_v1_DocumentInit)[];
  /**
   * Documents that match in all.
   */
  'total'?: (number);
  /**
   * Gives the next page; empty: this is the last one.
   */
  'nextCursor'?: (string);
}

/**
 * A page of documents.
 */
export interface ListDocumentsResponse {
  /**
   * The page, newest first.
   */
  'documents': (_collabry_rag_v1_Document)[];
  /**
   * Documents that match in all.
   */
  'total': (number);
  /**
   * Gives the next page; empty: this is the last one.
   */
  'nextCursor': (string);
}
