// Original file: collabry/memory/v1/status.proto


/**
 * Asks for the state of the service.
 */
export interface GetStatusRequestInit {
  /**
   * User of the request. Health probes send the name of the calling service.
   */
  'userId'?: (string);
}

/**
 * Asks for the state of the service.
 */
export interface GetStatusRequest {
  /**
   * User of the request. Health probes send the name of the calling service.
   */
  'userId': (string);
}
