// Original file: collabry/rag/v1/rag.proto

import type { DocumentInit as _collabry_rag_v1_DocumentInit, Document as _collabry_rag_v1_Document } from '../../../collabry/rag/v1/Document';

/**
 * The next part of the export.
 */
export interface ExportUserResponseInit {
  /**
   * The next document.
   */
  'document'?: (_collabry_rag_v1_DocumentInit | null);
  /**
   * Text of the document before, never splitting a surrogate pair.
   */
  'text'?: (string);
  /**
   * Which part this is.
   */
  'part'?: "document"|"text";
}

/**
 * The next part of the export.
 */
export interface ExportUserResponse {
  /**
   * The next document.
   */
  'document'?: (_collabry_rag_v1_Document | null);
  /**
   * Text of the document before, never splitting a surrogate pair.
   */
  'text'?: (string);
  /**
   * Which part this is.
   */
  'part'?: "document"|"text";
}
