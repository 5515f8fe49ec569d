// Original file: collabry/memory/v1/streams.proto

/**
 * Kind of an event.
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
 * Kind of an event.
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
 * Kind of an event.
 */
export type StreamEventKind = typeof StreamEventKind[keyof typeof StreamEventKind]
