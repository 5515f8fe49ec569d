// Original file: collabry/rag/v1/rag.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Asks for the text of a document.
 */
export interface ReadDocumentRequestInit {
  /**
   * Whose document.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'documentId'?: (string);
  /**
   * The place of the text to begin at, in UTF-16 code units; one between the halves of a surrogate pair counts as the one after it.
   */
  'start'?: (number | string | Long);
}

/**
 * Asks for the text of a document.
 */
export interface ReadDocumentRequest {
  /**
   * Whose document.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'documentId': (string);
  /**
   * The place of the text to begin at, in UTF-16 code units; one between the halves of a surrogate pair counts as the one after it.
   */
  'start': (number);
}
