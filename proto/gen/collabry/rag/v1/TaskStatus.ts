// Original file: collabry/rag/v1/rag.proto

/**
 * State of an upload.
 */
export const TaskStatus = {
  /**
   * Never sent.
   */
  TASK_STATUS_UNSPECIFIED: 'TASK_STATUS_UNSPECIFIED',
  /**
   * Waiting or being worked on.
   */
  TASK_STATUS_PROCESSING: 'TASK_STATUS_PROCESSING',
  /**
   * The document can be found.
   */
  TASK_STATUS_COMPLETED: 'TASK_STATUS_COMPLETED',
  /**
   * Given up; error says why.
   */
  TASK_STATUS_FAILED: 'TASK_STATUS_FAILED',
} as const;

/**
 * State of an upload.
 */
export type TaskStatusInit =
  /**
   * Never sent.
   */
  | 'TASK_STATUS_UNSPECIFIED'
  | 0
  /**
   * Waiting or being worked on.
   */
  | 'TASK_STATUS_PROCESSING'
  | 1
  /**
   * The document can be found.
   */
  | 'TASK_STATUS_COMPLETED'
  | 2
  /**
   * Given up; error says why.
   */
  | 'TASK_STATUS_FAILED'
  | 3

/**
 * State of an upload.
 */
export type TaskStatus = typeof TaskStatus[keyof typeof TaskStatus]
