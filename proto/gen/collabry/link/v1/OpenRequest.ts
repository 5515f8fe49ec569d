// Original file: collabry/link/v1/link.proto


/**
 * Frames of the caller that were written in one turn of its event loop.
 */
export interface OpenRequestInit {
  /**
   * Whole frames one after another; see packages/runtime/src/grpc/link/frames.ts. A frame has at most 16 KiB.
   */
  'frames'?: (Buffer | Uint8Array | string);
}

/**
 * Frames of the caller that were written in one turn of its event loop.
 */
export interface OpenRequest {
  /**
   * Whole frames one after another; see packages/runtime/src/grpc/link/frames.ts. A frame has at most 16 KiB.
   */
  'frames': (Buffer);
}
