// Original file: collabry/rag/v1/rag.proto

import type { TaskInit as _collabry_rag_v1_TaskInit, Task as _collabry_rag_v1_Task } from '../../../collabry/rag/v1/Task';

/**
 * The upload, which waits again.
 */
export interface RetryTaskResponseInit {
  /**
   * The task.
   */
  'task'?: (_collabry_rag_v1_TaskInit | null);
}

/**
 * The upload, which waits again.
 */
export interface RetryTaskResponse {
  /**
   * The task.
   */
  'task': (_collabry_rag_v1_Task | null);
}
