// Original file: collabry/memory/v1/status.proto


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
