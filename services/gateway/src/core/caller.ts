/** User, request and end of a call: the last argument of every use case and port method. */
export interface Caller {
  userId: string
  requestId: string
  /** When the request came, ms: after its user was erased it makes nothing any more. Unset: not said. */
  acceptedAtMs?: number
  signal: AbortSignal
  /** Tokens of the quota that its model runs hold; unset: none. */
  tokens?: TokenHold
}

/** Tokens that one request holds of its user's quota until its real usage is counted. */
export interface TokenHold extends Disposable {
  /**
   * A run of a model begins that takes about so many tokens. Throws OverLimit when it is the first one of the request, and what
   * runs at once takes all that is left. Call `end` after the run is counted.
   */
  begin(tokens: number): Promise<HeldRun>
}

export interface HeldRun {
  /** The run takes more than it was estimated at. */
  raise(tokens: number): void
  /** `counted`: what it really took. */
  end(counted: number): void
}
