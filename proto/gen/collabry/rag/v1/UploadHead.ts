// Original file: collabry/rag/v1/rag.proto


/**
 * What an uploaded document is.
 */
export interface UploadHeadInit {
  /**
   * Its name, 1 to 255 characters; shown, never used as a path.
   */
  'filename'?: (string);
  /**
   * MIME type; "text/plain; charset=utf-8" for plain text.
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
   * MIME type; "text/plain; charset=utf-8" for plain text.
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
}
