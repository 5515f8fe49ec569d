// Original file: collabry/memory/v1/erasure.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Number of removed items of a kind.
 */
export interface ErasedCountInit {
  /**
   * The kind: sessions, messages, streams, requests, tokens, usage_days; and usage_days_kept, the count of today, which stays
   * under the hash of the user until midnight (UTC), so that an erasure gives no new quota.
   */
  'kind'?: (string);
  /**
   * How many.
   */
  'count'?: (number | string | Long);
}

/**
 * Number of removed items of a kind.
 */
export interface ErasedCount {
  /**
   * The kind: sessions, messages, streams, requests, tokens, usage_days; and usage_days_kept, the count of today, which stays
   * under the hash of the user until midnight (UTC), so that an erasure gives no new quota.
   */
  'kind': (string);
  /**
   * How many.
   */
  'count': (number);
}
