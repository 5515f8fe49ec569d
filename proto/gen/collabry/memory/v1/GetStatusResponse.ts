// Original file: collabry/memory/v1/status.proto

import type { StateInit as _collabry_memory_v1_StateInit, State as _collabry_memory_v1_State } from '../../../collabry/memory/v1/State';

/**
 * The state of the service.
 */
export interface GetStatusResponseInit {
  /**
   * "sqlite" or "mongodb".
   */
  'store'?: (string);
  /**
   * State of the store.
   */
  'state'?: (_collabry_memory_v1_StateInit);
  /**
   * Why it is not healthy, without host names; empty: it is healthy.
   */
  'detail'?: (string);
}

/**
 * The state of the service.
 */
export interface GetStatusResponse {
  /**
   * "sqlite" or "mongodb".
   */
  'store': (string);
  /**
   * State of the store.
   */
  'state': (_collabry_memory_v1_State);
  /**
   * Why it is not healthy, without host names; empty: it is healthy.
   */
  'detail': (string);
}
