// Original file: collabry/memory/v1/sessions.proto

/**
 * Who wrote a message.
 */
export const MessageRole = {
  /**
   * Refused.
   */
  MESSAGE_ROLE_UNSPECIFIED: 'MESSAGE_ROLE_UNSPECIFIED',
  /**
   * The person.
   */
  MESSAGE_ROLE_USER: 'MESSAGE_ROLE_USER',
  /**
   * The model.
   */
  MESSAGE_ROLE_ASSISTANT: 'MESSAGE_ROLE_ASSISTANT',
} as const;

/**
 * Who wrote a message.
 */
export type MessageRoleInit =
  /**
   * Refused.
   */
  | 'MESSAGE_ROLE_UNSPECIFIED'
  | 0
  /**
   * The person.
   */
  | 'MESSAGE_ROLE_USER'
  | 1
  /**
   * The model.
   */
  | 'MESSAGE_ROLE_ASSISTANT'
  | 2

/**
 * Who wrote a message.
 */
export type MessageRole = typeof MessageRole[keyof typeof MessageRole]
