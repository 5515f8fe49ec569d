// Original file: collabry/memory/v1/streams.proto

/**
 * What an event is.
 */
export const StreamEventKind = {
  /**
   * Refused.
   */
  STREAM_EVENT_KIND_UNSPECIFIED: 'STREAM_EVENT_KIND_UNSPECIFIED',
  /**
   * A piece of the answer.
   */
  STREAM_EVENT_KIND_TEXT: 'STREAM_EVENT_KIND_TEXT',
  /**
   * The sources, as JSON text.
   */
  STREAM_EVENT_KIND_SOURCES: 'STREAM_EVENT_KIND_SOURCES',
} as const;

/**
 * What an event is.
 */
export type StreamEventKindInit =
  /**
   * Refused.
   */
  | 'STREAM_EVENT_KIND_UNSPECIFIED'
  | 0
  /**
   * A piece of the answer.
   */
  | 'STREAM_EVENT_KIND_TEXT'
  | 1
  /**
   * The sources, as JSON text.
   */
  | 'STREAM_EVENT_KIND_SOURCES'
  | 2

/**
 * What an event is.
 */
export type StreamEventKind = typeof StreamEventKind[keyof typeof StreamEventKind]
