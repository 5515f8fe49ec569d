// Original file: collabry/llm/v1/llm.proto


/**
 * Asks for the state of the service.
 */
export interface GetStatusRequestInit {
  /**
   * On whose behalf; health probes give the name of the calling service.
   */
  'userId'?: (string);
}

/**
 * Asks for the state of the service.
 */
export interface GetStatusRequest {
  /**
   * On whose behalf; health probes give the name of the calling service.
   */
  'userId': (string);
}
