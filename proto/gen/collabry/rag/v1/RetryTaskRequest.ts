// Original file: collabry/rag/v1/rag.proto


/**
 * Begins a failed upload anew.
 */
export interface RetryTaskRequestInit {
  /**
   * Whose upload.
   */
  'userId'?: (string);
  /**
   * Its id.
   */
  'taskId'?: (string);
}

/**
 * Begins a failed upload anew.
 */
export interface RetryTaskRequest {
  /**
   * Whose upload.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'taskId': (string);
}
