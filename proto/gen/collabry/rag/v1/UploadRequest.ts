// Original file: collabry/rag/v1/rag.proto

import type { UploadHeadInit as _collabry_rag_v1_UploadHeadInit, UploadHead as _collabry_rag_v1_UploadHead } from '../../../collabry/rag/v1/UploadHead';

/**
 * A piece of an upload.
 */
export interface UploadRequestInit {
  /**
   * Whose document; the same in every message of the call.
   */
  'userId'?: (string);
  /**
   * First message, and last one if the first was not all: what the document is.
   */
  'head'?: (_collabry_rag_v1_UploadHeadInit | null);
  /**
   * Following messages: the next bytes, at most 256 KiB.
   */
  'chunk'?: (Buffer | Uint8Array | string);
  /**
   * Which part this is.
   */
  'part'?: "head"|"chunk";
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
   * First message, and last one if the first was not all: what the document is.
   */
  'head'?: (_collabry_rag_v1_UploadHead | null);
  /**
   * Following messages: the next bytes, at most 256 KiB.
   */
  'chunk'?: (Buffer);
  /**
   * Which part this is.
   */
  'part'?: "head"|"chunk";
}
