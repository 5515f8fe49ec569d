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
   * Reached and working.
   */
  STATE_HEALTHY: 'STATE_HEALTHY',
  /**
   * Configured and not working.
   */
  STATE_UNHEALTHY: 'STATE_UNHEALTHY',
  /**
   * Nothing outside is configured; the embedded implementation works.
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
   * Reached and working.
   */
  | 'STATE_HEALTHY'
  | 1
  /**
   * Configured and not working.
   */
  | 'STATE_UNHEALTHY'
  | 2
  /**
   * Nothing outside is configured; the embedded implementation works.
   */
  | 'STATE_EMBEDDED'
  | 3

/**
 * State of a component.
 */
export type State = typeof State[keyof typeof State]
