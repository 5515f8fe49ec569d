// Original file: collabry/rag/v1/rag.proto

import type { TaskInit as _collabry_rag_v1_TaskInit, Task as _collabry_rag_v1_Task } from '../../../collabry/rag/v1/Task';

/**
 * The upload, which has ended.
 */
export interface CancelTaskResponseInit {
  /**
   * The task.
   */
  'task'?: (_collabry_rag_v1_TaskInit | null);
}

/**
 * The upload, which has ended.
 */
export interface CancelTaskResponse {
  /**
   * The task.
   */
  'task': (_collabry_rag_v1_Task | null);
}
