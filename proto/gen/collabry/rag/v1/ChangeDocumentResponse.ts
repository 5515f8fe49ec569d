// Original file: collabry/rag/v1/rag.proto

import type { DocumentInit as _collabry_rag_v1_DocumentInit, Document as _collabry_rag_v1_Document } from '../../../collabry/rag/v1/Document';

/**
 * The document is changed.
 */
export interface ChangeDocumentResponseInit {
  /**
   * The document.
   */
  'document'?: (_collabry_rag_v1_DocumentInit | null);
}

/**
 * The document is changed.
 */
export interface ChangeDocumentResponse {
  /**
   * The document.
   */
  'document': (_collabry_rag_v1_Document | null);
}
