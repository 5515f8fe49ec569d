// Original file: collabry/rag/v1/rag.proto


/**
 * Asks to be told of an upload until it has ended.
 */
export interface WatchTaskRequestInit {
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
 * Asks to be told of an upload until it has ended.
 */
export interface WatchTaskRequest {
  /**
   * Whose upload.
   */
  'userId': (string);
  /**
   * Its id.
   */
  'taskId': (string);
}
