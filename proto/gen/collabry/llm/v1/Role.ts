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
  /**
   * A function that the model called: its result.
   */
  ROLE_TOOL: 'ROLE_TOOL',
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
   * A function that the model called: its result.
   */
  | 'ROLE_TOOL'
  | 4

/**
 * Who speaks in a prompt.
 */
export type Role = typeof Role[keyof typeof Role]
