// Original file: collabry/rag/v1/rag.proto


/**
 * Asks for the state of an upload.
 */
export interface GetTaskRequestInit {
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
 * Asks for the state of an upload.
 */
export interface GetTaskRequest {
  /**
   * Whose upload.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'taskId': (string);
}
