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
   * Being written.
   */
  MESSAGE_STATUS_STREAMING: 'MESSAGE_STATUS_STREAMING',
  /**
   * All of it was sent.
   */
  MESSAGE_STATUS_COMPLETE: 'MESSAGE_STATUS_COMPLETE',
  /**
   * The client left, the service stopped or its producer died; the text is what was sent until then.
   */
  MESSAGE_STATUS_INTERRUPTED: 'MESSAGE_STATUS_INTERRUPTED',
  /**
   * The generation failed; the text is what was sent until then.
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
   * Being written.
   */
  | 'MESSAGE_STATUS_STREAMING'
  | 1
  /**
   * All of it was sent.
   */
  | 'MESSAGE_STATUS_COMPLETE'
  | 2
  /**
   * The client left, the service stopped or its producer died; the text is what was sent until then.
   */
  | 'MESSAGE_STATUS_INTERRUPTED'
  | 3
  /**
   * The generation failed; the text is what was sent until then.
   */
  | 'MESSAGE_STATUS_FAILED'
  | 4

/**
 * State of a message.
 */
export type MessageStatus = typeof MessageStatus[keyof typeof MessageStatus]
