// Original file: collabry/memory/v1/erasure.proto

import type { Long } from '@grpc/proto-loader';

/**
 * How many of a kind were removed.
 */
export interface ErasedCountInit {
  /**
   * The kind: sessions, messages, streams, requests, tokens, usage_days.
   */
  'kind'?: (string);
  /**
   * How many.
   */
  'count'?: (number | string | Long);
}

/**
 * How many of a kind were removed.
 */
export interface ErasedCount {
  /**
   * The kind: sessions, messages, streams, requests, tokens, usage_days.
   */
  'kind': (string);
  /**
   * How many.
   */
  'count': (number);
}
