// Original file: collabry/rag/v1/rag.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The next piece of the text.
 */
export interface ReadDocumentResponseInit {
  /**
   * Text, never splitting a surrogate pair.
   */
  'text'?: (string);
  /**
   * In the first message: the `start` of the request. A server that knows none begins with the text.
   */
  'start'?: (number | string | Long);
}

/**
 * The next piece of the text.
 */
export interface ReadDocumentResponse {
  /**
   * Text, never splitting a surrogate pair.
   */
  'text': (string);
  /**
   * In the first message: the `start` of the request. A server that knows none begins with the text.
   */
  'start': (number);
}
