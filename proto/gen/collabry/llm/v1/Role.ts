// Original file: collabry/llm/v1/llm.proto

/**
 * Who speaks in a prompt.
 */
export const Role = {
  /**
   * Refused.
   */
  ROLE_UNSPECIFIED: 'ROLE_UNSPECIFIED',
  /**
   * Instructions of the application.
   */
  ROLE_SYSTEM: 'ROLE_SYSTEM',
  /**
   * The person.
   */
  ROLE_USER: 'ROLE_USER',
  /**
   * The model.
   */
  ROLE_ASSISTANT: 'ROLE_ASSISTANT',
} as const;

/**
 * Who speaks in a prompt.
 */
export type RoleInit =
  /**
   * Refused.
   */
  | 'ROLE_UNSPECIFIED'
  | 0
  /**
   * Instructions of the application.
   */
  | 'ROLE_SYSTEM'
  | 1
  /**
   * The person.
   */
  | 'ROLE_USER'
  | 2
  /**
   * The model.
   */
  | 'ROLE_ASSISTANT'
  | 3

/**
 * Who speaks in a prompt.
 */
export type Role = typeof Role[keyof typeof Role]
