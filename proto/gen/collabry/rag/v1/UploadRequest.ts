// Original file: collabry/rag/v1/rag.proto

import type { UploadHeadInit as _collabry_rag_v1_UploadHeadInit, UploadHead as _collabry_rag_v1_UploadHead } from '../../../collabry/rag/v1/UploadHead';
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
   * First message: what the document is.
   */
  'head'?: (_collabry_rag_v1_UploadHeadInit | null);
  /**
   * Following messages: the next bytes, at most 256 KiB.
   */
  'chunk'?: (Buffer | Uint8Array | string);
  /**
   * Last message. An upload without it was cut off, and leaves nothing behind.
   */
  'end'?: (_collabry_rag_v1_UploadEndInit | null);
  /**
   * Which part this is.
   */
  'part'?: "head"|"chunk"|"end";
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
   * First message: what the document is.
   */
  'head'?: (_collabry_rag_v1_UploadHead | null);
  /**
   * Following messages: the next bytes, at most 256 KiB.
   */
  'chunk'?: (Buffer);
  /**
   * Last message. An upload without it was cut off, and leaves nothing behind.
   */
  'end'?: (_collabry_rag_v1_UploadEnd | null);
  /**
   * Which part this is.
   */
  'part'?: "head"|"chunk"|"end";
}
