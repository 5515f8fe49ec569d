// Original file: collabry/rag/v1/rag.proto

import type { TaskStatusInit as _collabry_rag_v1_TaskStatusInit, TaskStatus as _collabry_rag_v1_TaskStatus } from '../../../collabry/rag/v1/TaskStatus';
import type { LeftOutInit as _collabry_rag_v1_LeftOutInit, LeftOut as _collabry_rag_v1_LeftOut } from '../../../collabry/rag/v1/LeftOut';
import type { Long } from '@grpc/proto-loader';

/**
 * A document of one user.
 */
export interface DocumentInit {
  /**
   * Its id.
   */
  'documentId'?: (string);
  /**
   * Its name.
   */
  'filename'?: (string);
  /**
   * State of its newest upload.
   */
  'status'?: (_collabry_rag_v1_TaskStatusInit);
  /**
   * Searchable chunks.
   */
  'chunks'?: (number);
  /**
   * Bytes as uploaded.
   */
  'bytes'?: (number | string | Long);
  /**
   * Its metadata as JSON text.
   */
  'metadataJson'?: (string);
  /**
   * Its notebook; empty: none.
   */
  'notebookId'?: (string);
  /**
   * When it was first uploaded, ms.
   */
  'createdAtMs'?: (number | string | Long);
  /**
   * Version that is searchable; 0: none yet.
   */
  'version'?: (number);
  /**
   * Whether everyone may read it.
   */
  'isPublic'?: (boolean);
  /**
   * Parts of the file that are not in the text of the searchable version, each kind once.
   */
  'leftOut'?: (_collabry_rag_v1_LeftOutInit)[];
  /**
   * Whether an older reader made its text: a newer one may make more of the same bytes, when they are uploaded again.
   */
  'isOutdated'?: (boolean);
}

/**
 * A document of one user.
 */
export interface Document {
  /**
   * Its id.
   */
  'documentId': (string);
  /**
   * Its name.
   */
  'filename': (string);
  /**
   * State of its newest upload.
   */
  'status': (_collabry_rag_v1_TaskStatus);
  /**
   * Searchable chunks.
   */
  'chunks': (number);
  /**
   * Bytes as uploaded.
   */
  'bytes': (number);
  /**
   * Its metadata as JSON text.
   */
  'metadataJson': (string);
  /**
   * Its notebook; empty: none.
   */
  'notebookId': (string);
  /**
   * When it was first uploaded, ms.
   */
  'createdAtMs': (number);
  /**
   * Version that is searchable; 0: none yet.
   */
  'version': (number);
  /**
   * Whether everyone may read it.
   */
  'isPublic': (boolean);
  /**
   * Parts of the file that are not in the text of the searchable version, each kind once.
   */
  'leftOut': (_collabry_rag_v1_LeftOut)[];
  /**
   * Whether an older reader made its text: a newer one may make more of the same bytes, when they are uploaded again.
   */
  'isOutdated': (boolean);
}
