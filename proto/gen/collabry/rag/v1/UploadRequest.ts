// Original file: collabry/rag/v1/rag.proto

import type { UploadEndInit as _collabry_rag_v1_UploadEndInit, UploadEnd as _collabry_rag_v1_UploadEnd } from '../../../collabry/rag/v1/UploadEnd';

/**
 * A piece of an upload.
 */
export interface UploadRequestInit {
  /**
   * Whose document; the same in every message of the call.
   */
  'userId'?: (string);
  /**
   * The next bytes, at most 256 KiB.
   */
  'chunk'?: (Buffer | Uint8Array | string);
  /**
   * Last message. An upload without it was cut off, and leaves nothing.
   */
  'end'?: (_collabry_rag_v1_UploadEndInit | null);
  /**
   * Which part this is.
   */
  'part'?: "chunk"|"end";
}

/**
 * A piece of an upload.
 */
export interface UploadRequest {
  /**
   * Whose document; the same in every message of the call.
   */
  'userId': (string);
  /**
   * The next bytes, at most 256 KiB.
   */
  'chunk'?: (Buffer);
  /**
   * Last message. An upload without it was cut off, and leaves nothing.
   */
  'end'?: (_collabry_rag_v1_UploadEnd | null);
  /**
   * Which part this is.
   */
  'part'?: "chunk"|"end";
}
