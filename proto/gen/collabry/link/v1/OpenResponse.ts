// Original file: collabry/link/v1/link.proto


/**
 * Frames of the service that were written in one turn of its event loop.
 */
export interface OpenResponseInit {
  /**
   * Whole frames one after another, as in OpenRequest. The first one is HELLO.
   */
  'frames'?: (Buffer | Uint8Array | string);
}

/**
 * Frames of the service that were written in one turn of its event loop.
 */
export interface OpenResponse {
  /**
   * Whole frames one after another, as in OpenRequest. The first one is HELLO.
   */
  'frames': (Buffer);
}
