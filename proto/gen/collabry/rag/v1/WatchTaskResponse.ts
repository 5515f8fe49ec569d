// Original file: collabry/rag/v1/rag.proto

import type { TaskInit as _collabry_rag_v1_TaskInit, Task as _collabry_rag_v1_Task } from '../../../collabry/rag/v1/Task';

/**
 * The state of an upload now.
 */
export interface WatchTaskResponseInit {
  /**
   * The task; the last message has one that has ended.
   */
  'task'?: (_collabry_rag_v1_TaskInit | null);
}

/**
 * The state of an upload now.
 */
export interface WatchTaskResponse {
  /**
   * The task; the last message has one that has ended.
   */
  'task': (_collabry_rag_v1_Task | null);
}
