// Original file: collabry/memory/v1/streams.proto


/**
 * The log is created.
 */
export interface OpenStreamResponseInit {
  /**
   * Id of the lease, for each append.
   */
  'leaseId'?: (string);
}

/**
 * The log is created.
 */
export interface OpenStreamResponse {
  /**
   * Id of the lease, for each append.
   */
  'leaseId': (string);
}
