// Original file: collabry/memory/v1/erasure.proto

import type { SessionInit as _collabry_memory_v1_SessionInit, Session as _collabry_memory_v1_Session } from '../../../collabry/memory/v1/Session';
import type { MessageInit as _collabry_memory_v1_MessageInit, Message as _collabry_memory_v1_Message } from '../../../collabry/memory/v1/Message';
import type { UsageDayInit as _collabry_memory_v1_UsageDayInit, UsageDay as _collabry_memory_v1_UsageDay } from '../../../collabry/memory/v1/UsageDay';

/**
 * A part of an export.
 */
export interface ExportUserResponseInit {
  /**
   * If set, a session begins. The next messages belong to it.
   */
  'session'?: (_collabry_memory_v1_SessionInit | null);
  /**
   * Messages of the last session, of all branches, oldest first.
   */
  'messages'?: (_collabry_memory_v1_MessageInit)[];
  /**
   * Usage.
   */
  'usage'?: (_collabry_memory_v1_UsageDayInit)[];
}

/**
 * A part of an export.
 */
export interface ExportUserResponse {
  /**
   * If set, a session begins. The next messages belong to it.
   */
  'session': (_collabry_memory_v1_Session | null);
  /**
   * Messages of the last session, of all branches, oldest first.
   */
  'messages': (_collabry_memory_v1_Message)[];
  /**
   * Usage.
   */
  'usage': (_collabry_memory_v1_UsageDay)[];
}
