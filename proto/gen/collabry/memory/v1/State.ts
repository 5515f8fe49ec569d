// Original file: collabry/memory/v1/status.proto

/**
 * State of a component.
 */
export const State = {
  /**
   * Never sent.
   */
  STATE_UNSPECIFIED: 'STATE_UNSPECIFIED',
  /**
   * It answers and works.
   */
  STATE_HEALTHY: 'STATE_HEALTHY',
  /**
   * It is configured and does not work.
   */
  STATE_UNHEALTHY: 'STATE_UNHEALTHY',
  /**
   * No server is configured; the embedded implementation works.
   */
  STATE_EMBEDDED: 'STATE_EMBEDDED',
} as const;

/**
 * State of a component.
 */
export type StateInit =
  /**
   * Never sent.
   */
  | 'STATE_UNSPECIFIED'
  | 0
  /**
   * It answers and works.
   */
  | 'STATE_HEALTHY'
  | 1
  /**
   * It is configured and does not work.
   */
  | 'STATE_UNHEALTHY'
  | 2
  /**
   * No server is configured; the embedded implementation works.
   */
  | 'STATE_EMBEDDED'
  | 3

/**
 * State of a component.
 */
export type State = typeof State[keyof typeof State]
