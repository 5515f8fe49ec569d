// Original file: collabry/rag/v1/rag.proto

import type { StateInit as _collabry_rag_v1_StateInit, State as _collabry_rag_v1_State } from '../../../collabry/rag/v1/State';

/**
 * The state of the service.
 */
export interface GetStatusResponseInit {
  /**
   * "sqlite" or "milvus".
   */
  'vectorStore'?: (string);
  /**
   * State of the vector store.
   */
  'vectorState'?: (_collabry_rag_v1_StateInit);
  /**
   * "sqlite" or "mongodb".
   */
  'documentStore'?: (string);
  /**
   * State of the document store.
   */
  'documentState'?: (_collabry_rag_v1_StateInit);
  /**
   * Why something is not healthy: a sentence without host names; empty when all is.
   */
  'detail'?: (string);
}

/**
 * The state of the service.
 */
export interface GetStatusResponse {
  /**
   * "sqlite" or "milvus".
   */
  'vectorStore': (string);
  /**
   * State of the vector store.
   */
  'vectorState': (_collabry_rag_v1_State);
  /**
   * "sqlite" or "mongodb".
   */
  'documentStore': (string);
  /**
   * State of the document store.
   */
  'documentState': (_collabry_rag_v1_State);
  /**
   * Why something is not healthy: a sentence without host names; empty when all is.
   */
  'detail': (string);
}
