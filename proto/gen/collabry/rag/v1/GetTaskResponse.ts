// Original file: collabry/rag/v1/rag.proto

import type { TaskInit as _collabry_rag_v1_TaskInit, Task as _collabry_rag_v1_Task } from '../../../collabry/rag/v1/Task';

/**
 * The state of an upload.
 */
export interface GetTaskResponseInit {
  /**
   * The task.
   */
  'task'?: (_collabry_rag_v1_TaskInit | null);
}

/**
 * The state of an upload.
 */
export interface GetTaskResponse {
  /**
   * The task.
   */
  'task': (_collabry_rag_v1_Task | null);
}
