// Original file: collabry/rag/v1/rag.proto

import type { DocumentInit as _collabry_rag_v1_DocumentInit, Document as _collabry_rag_v1_Document } from '../../../collabry/rag/v1/Document';

/**
 * One document.
 */
export interface GetDocumentResponseInit {
  /**
   * The document.
   */
  'document'?: (_collabry_rag_v1_DocumentInit | null);
}

/**
 * One document.
 */
export interface GetDocumentResponse {
  /**
   * The document.
   */
  'document': (_collabry_rag_v1_Document | null);
}
