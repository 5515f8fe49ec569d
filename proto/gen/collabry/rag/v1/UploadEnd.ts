// Original file: collabry/rag/v1/rag.proto

import type { UploadHeadInit as _collabry_rag_v1_UploadHeadInit, UploadHead as _collabry_rag_v1_UploadHead } from '../../../collabry/rag/v1/UploadHead';

/**
 * All bytes were sent. A message of its own says so, because the end of a call that was cut off can look like a good one.
 */
export interface UploadEndInit {
  /**
   * What the document is: the fields of a form may follow its file.
   */
  'head'?: (_collabry_rag_v1_UploadHeadInit | null);
}

/**
 * All bytes were sent. A message of its own says so, because the end of a call that was cut off can look like a good one.
 */
export interface UploadEnd {
  /**
   * What the document is: the fields of a form may follow its file.
   */
  'head': (_collabry_rag_v1_UploadHead | null);
}
