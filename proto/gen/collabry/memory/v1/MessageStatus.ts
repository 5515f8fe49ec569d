// Original file: collabry/memory/v1/sessions.proto

/**
 * State of a message.
 */
export const MessageStatus = {
  /**
   * Never sent.
   */
  MESSAGE_STATUS_UNSPECIFIED: 'MESSAGE_STATUS_UNSPECIFIED',
  /**
   * The assistant writes it.
   */
  MESSAGE_STATUS_STREAMING: 'MESSAGE_STATUS_STREAMING',
  /**
   * All of its text was sent.
   */
  MESSAGE_STATUS_COMPLETE: 'MESSAGE_STATUS_COMPLETE',
  /**
   * The client disconnected, the service stopped or the producer was lost. The text is the part that was sent.
   */
  MESSAGE_STATUS_INTERRUPTED: 'MESSAGE_STATUS_INTERRUPTED',
  /**
   * The generation failed. The text is the part that was sent.
   */
  MESSAGE_STATUS_FAILED: 'MESSAGE_STATUS_FAILED',
} as const;

/**
 * State of a message.
 */
export type MessageStatusInit =
  /**
   * Never sent.
   */
  | 'MESSAGE_STATUS_UNSPECIFIED'
  | 0
  /**
   * The assistant writes it.
   */
  | 'MESSAGE_STATUS_STREAMING'
  | 1
  /**
   * All of its text was sent.
   */
  | 'MESSAGE_STATUS_COMPLETE'
  | 2
  /**
   * The client disconnected, the service stopped or the producer was lost. The text is the part that was sent.
   */
  | 'MESSAGE_STATUS_INTERRUPTED'
  | 3
  /**
   * The generation failed. The text is the part that was sent.
   */
  | 'MESSAGE_STATUS_FAILED'
  | 4

/**
 * State of a message.
 */
export type MessageStatus = typeof MessageStatus[keyof typeof MessageStatus]
