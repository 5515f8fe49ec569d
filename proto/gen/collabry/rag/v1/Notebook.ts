// Original file: collabry/rag/v1/rag.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A notebook that holds documents.
 */
export interface NotebookInit {
  /**
   * Its id.
   */
  'notebookId'?: (string);
  /**
   * Documents in it.
   */
  'documents'?: (number);
  /**
   * When something was last uploaded to it, ms.
   */
  'lastActivityMs'?: (number | string | Long);
}

/**
 * A notebook that holds documents.
 */
export interface Notebook {
  /**
   * Its id.
   */
  'notebookId': (string);
  /**
   * Documents in it.
   */
  'documents': (number);
  /**
   * When something was last uploaded to it, ms.
   */
  'lastActivityMs': (number);
}
