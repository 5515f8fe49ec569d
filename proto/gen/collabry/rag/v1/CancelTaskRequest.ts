// Original file: collabry/rag/v1/rag.proto


/**
 * Ends an upload.
 */
export interface CancelTaskRequestInit {
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
 * Ends an upload.
 */
export interface CancelTaskRequest {
  /**
   * Whose upload.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'taskId': (string);
}
