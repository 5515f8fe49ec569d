// Original file: collabry/rag/v1/rag.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What an uploaded document is.
 */
export interface UploadHeadInit {
  /**
   * Its name, 1 to 255 characters; shown, never used as a path.
   */
  'filename'?: (string);
  /**
   * MIME type, at most 255 characters. text/plain (or empty) is text in UTF-8 and stored as it is; what anything else is,
   * such as application/octet-stream, is seen from its bytes.
   */
  'contentType'?: (string);
  /**
   * A JSON object as text, at most 16 KiB; empty: {}.
   */
  'metadataJson'?: (string);
  /**
   * Notebook; empty: none.
   */
  'notebookId'?: (string);
  /**
   * Makes the document readable by everyone. Only the gateway may set it, after it has checked the scope.
   */
  'publish'?: (boolean);
  /**
   * When the request was accepted, ms: one from before the user was erased is refused with failed_precondition; 0: not
   * said.
   */
  'acceptedAtMs'?: (number | string | Long);
}

/**
 * What an uploaded document is.
 */
export interface UploadHead {
  /**
   * Its name, 1 to 255 characters; shown, never used as a path.
   */
  'filename': (string);
  /**
   * MIME type, at most 255 characters. text/plain (or empty) is text in UTF-8 and stored as it is; what anything else is,
   * such as application/octet-stream, is seen from its bytes.
   */
  'contentType': (string);
  /**
   * A JSON object as text, at most 16 KiB; empty: {}.
   */
  'metadataJson': (string);
  /**
   * Notebook; empty: none.
   */
  'notebookId': (string);
  /**
   * Makes the document readable by everyone. Only the gateway may set it, after it has checked the scope.
   */
  'publish': (boolean);
  /**
   * When the request was accepted, ms: one from before the user was erased is refused with failed_precondition; 0: not
   * said.
   */
  'acceptedAtMs': (number);
}
