// Original file: collabry/llm/v1/llm.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A model that can be asked for by name.
 */
export interface OfferedModelInit {
  /**
   * Its name.
   */
  'name'?: (string);
  /**
   * Since when it is there as far as the model server says, else since the service runs: milliseconds since 1970.
   */
  'createdEpochMs'?: (number | string | Long);
}

/**
 * A model that can be asked for by name.
 */
export interface OfferedModel {
  /**
   * Its name.
   */
  'name': (string);
  /**
   * Since when it is there as far as the model server says, else since the service runs: milliseconds since 1970.
   */
  'createdEpochMs': (number);
}
