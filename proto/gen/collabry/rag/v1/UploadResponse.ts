// Original file: collabry/rag/v1/rag.proto

import type { TaskInit as _collabry_rag_v1_TaskInit, Task as _collabry_rag_v1_Task } from '../../../collabry/rag/v1/Task';

/**
 * The upload is durable.
 */
export interface UploadResponseInit {
  /**
   * Its task.
   */
  'task'?: (_collabry_rag_v1_TaskInit | null);
  /**
   * Whether it makes something new. The same document again, on its way or searchable, does not.
   */
  'isNew'?: (boolean);
}

/**
 * The upload is durable.
 */
export interface UploadResponse {
  /**
   * Its task.
   */
  'task': (_collabry_rag_v1_Task | null);
  /**
   * Whether it makes something new. The same document again, on its way or searchable, does not.
   */
  'isNew': (boolean);
}
