// Original file: collabry/memory/v1/sessions.proto

import type { MessageRoleInit as _collabry_memory_v1_MessageRoleInit, MessageRole as _collabry_memory_v1_MessageRole } from '../../../collabry/memory/v1/MessageRole';
import type { MessageStatusInit as _collabry_memory_v1_MessageStatusInit, MessageStatus as _collabry_memory_v1_MessageStatus } from '../../../collabry/memory/v1/MessageStatus';
import type { Long } from '@grpc/proto-loader';

/**
 * One message of a session.
 */
export interface MessageInit {
  /**
   * Its id, unique within the user.
   */
  'messageId'?: (string);
  /**
   * Who wrote it.
   */
  'role'?: (_collabry_memory_v1_MessageRoleInit);
  /**
   * Its text.
   */
  'content'?: (string);
  /**
   * When it was written, ms.
   */
  'createdAtMs'?: (number | string | Long);
  /**
   * Its state.
   */
  'status'?: (_collabry_memory_v1_MessageStatusInit);
  /**
   * The sources it cites, as the JSON text of the REST contract's array; empty: none.
   */
  'sourcesJson'?: (string);
  /**
   * The message it answers or follows; empty: the first one.
   */
  'parentId'?: (string);
  /**
   * The model that wrote it; empty: a person did.
   */
  'model'?: (string);
  /**
   * The owner's rating: 1, -1, or 0 for none.
   */
  'rating'?: (number);
  /**
   * The owner's comment on it.
   */
  'comment'?: (string);
}

/**
 * One message of a session.
 */
export interface Message {
  /**
   * Its id, unique within the user.
   */
  'messageId': (string);
  /**
   * Who wrote it.
   */
  'role': (_collabry_memory_v1_MessageRole);
  /**
   * Its text.
   */
  'content': (string);
  /**
   * When it was written, ms.
   */
  'createdAtMs': (number);
  /**
   * Its state.
   */
  'status': (_collabry_memory_v1_MessageStatus);
  /**
   * The sources it cites, as the JSON text of the REST contract's array; empty: none.
   */
  'sourcesJson': (string);
  /**
   * The message it answers or follows; empty: the first one.
   */
  'parentId': (string);
  /**
   * The model that wrote it; empty: a person did.
   */
  'model': (string);
  /**
   * The owner's rating: 1, -1, or 0 for none.
   */
  'rating': (number);
  /**
   * The owner's comment on it.
   */
  'comment': (string);
}
