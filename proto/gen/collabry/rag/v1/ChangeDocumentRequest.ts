// Original file: collabry/rag/v1/rag.proto


/**
 * Changes a document.
 */
export interface ChangeDocumentRequestInit {
  /**
   * Whose document.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'documentId'?: (string);
  /**
   * Its new name, 1 to 255 characters; empty: it stays.
   */
  'filename'?: (string);
  /**
   * Into this notebook.
   */
  'notebookId'?: (string);
  /**
   * Into none.
   */
  'noNotebook'?: (boolean);
  /**
   * Its new metadata as JSON text, at most 16 KiB; empty: they stay.
   */
  'metadataJson'?: (string);
  /**
   * With metadata: everyone may read it. Where that changes, its text is indexed anew before others find it.
   */
  'publish'?: (boolean);
  /**
   * Where it goes.
   */
  'place'?: "notebookId"|"noNotebook";
}

/**
 * Changes a document.
 */
export interface ChangeDocumentRequest {
  /**
   * Whose document.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'documentId': (string);
  /**
   * Its new name, 1 to 255 characters; empty: it stays.
   */
  'filename': (string);
  /**
   * Into this notebook.
   */
  'notebookId'?: (string);
  /**
   * Into none.
   */
  'noNotebook'?: (boolean);
  /**
   * Its new metadata as JSON text, at most 16 KiB; empty: they stay.
   */
  'metadataJson': (string);
  /**
   * With metadata: everyone may read it. Where that changes, its text is indexed anew before others find it.
   */
  'publish': (boolean);
  /**
   * Where it goes.
   */
  'place'?: "notebookId"|"noNotebook";
}
