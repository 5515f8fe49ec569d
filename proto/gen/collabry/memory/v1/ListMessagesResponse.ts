// Original file: collabry/memory/v1/sessions.proto

import type { MessageInit as _collabry_memory_v1_MessageInit, Message as _collabry_memory_v1_Message } from '../../../collabry/memory/v1/Message';

/**
 * A page of messages.
 */
export interface ListMessagesResponseInit {
  /**
   * The page, in the order that was asked for: oldest first, or newest first.
   */
  'messages'?: (_collabry_memory_v1_MessageInit)[];
  /**
   * Cursor of the next page; empty: this is the last page.
   */
  'nextCursor'?: (string);
}

/**
 * A page of messages.
 */
export interface ListMessagesResponse {
  /**
   * The page, in the order that was asked for: oldest first, or newest first.
   */
  'messages': (_collabry_memory_v1_Message)[];
  /**
   * Cursor of the next page; empty: this is the last page.
   */
  'nextCursor': (string);
}
