// Original file: collabry/memory/v1/usage.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Usage.
 */
export interface UsageInit {
  /**
   * Requests.
   */
  'requests'?: (number | string | Long);
  /**
   * Tokens of prompts.
   */
  'promptTokens'?: (number | string | Long);
  /**
   * Tokens of answers.
   */
  'completionTokens'?: (number | string | Long);
  /**
   * Documents.
   */
  'documents'?: (number | string | Long);
  /**
   * Bytes of documents.
   */
  'bytes'?: (number | string | Long);
}

/**
 * Usage.
 */
export interface Usage {
  /**
   * Requests.
   */
  'requests': (number);
  /**
   * Tokens of prompts.
   */
  'promptTokens': (number);
  /**
   * Tokens of answers.
   */
  'completionTokens': (number);
  /**
   * Documents.
   */
  'documents': (number);
  /**
   * Bytes of documents.
   */
  'bytes': (number);
}
