// Original file: collabry/llm/v1/llm.proto

import type { RoleInit as _collabry_llm_v1_RoleInit, Role as _collabry_llm_v1_Role } from '../../../collabry/llm/v1/Role';
import type { ToolCallInit as _collabry_llm_v1_ToolCallInit, ToolCall as _collabry_llm_v1_ToolCall } from '../../../collabry/llm/v1/ToolCall';

/**
 * One message of the prompt.
 */
export interface MessageInit {
  /**
   * Who speaks.
   */
  'role'?: (_collabry_llm_v1_RoleInit);
  /**
   * The text; at most 1,050,000 characters: the longest text of a brief with the words around it.
   */
  'content'?: (string);
  /**
   * Of the model: the functions it called. At most 128.
   */
  'toolCalls'?: (_collabry_llm_v1_ToolCallInit)[];
  /**
   * Of a function's result: the id of the call that it answers.
   */
  'toolCallId'?: (string);
  /**
   * Of a function's result: the name of the function.
   */
  'toolName'?: (string);
}

/**
 * One message of the prompt.
 */
export interface Message {
  /**
   * Who speaks.
   */
  'role': (_collabry_llm_v1_Role);
  /**
   * The text; at most 1,050,000 characters: the longest text of a brief with the words around it.
   */
  'content': (string);
  /**
   * Of the model: the functions it called. At most 128.
   */
  'toolCalls': (_collabry_llm_v1_ToolCall)[];
  /**
   * Of a function's result: the id of the call that it answers.
   */
  'toolCallId': (string);
  /**
   * Of a function's result: the name of the function.
   */
  'toolName': (string);
}
