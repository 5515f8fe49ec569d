// Original file: collabry/memory/v1/usage.proto

import type { UsageInit as _collabry_memory_v1_UsageInit, Usage as _collabry_memory_v1_Usage } from '../../../collabry/memory/v1/Usage';
import type { Long } from '@grpc/proto-loader';

/**
 * Adds to today.
 */
export interface AddUsageRequestInit {
  /**
   * Whose usage.
   */
  'userId'?: (string);
  /**
   * Usage.
   */
  'usage'?: (_collabry_memory_v1_UsageInit | null);
  /**
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs'?: (number | string | Long);
}

/**
 * Adds to today.
 */
export interface AddUsageRequest {
  /**
   * Whose usage.
   */
  'userId': (string);
  /**
   * Usage.
   */
  'usage': (_collabry_memory_v1_Usage | null);
  /**
   * When the request was accepted, ms. A request from before the user was erased is refused with failed_precondition.
   * 0: unknown; then only an unfinished erasure refuses it.
   */
  'acceptedAtMs': (number);
}
