/** User, request and end of a call: the last argument of every use case and port method. */
export interface Caller {
  userId: string
  requestId: string
  /** When the request was received, ms. After an erasure of its user it may write nothing. Unset: unknown. */
  acceptedAtMs?: number
  signal: AbortSignal
  /** Longest time of each call; unset: that of its method. */
  deadlineMs?: number
  /** Tokens of the quota that its model runs hold; unset: none. */
  tokens?: TokenHold
}

/** Tokens that one request holds of its user's quota until its real usage is counted. */
export interface TokenHold extends Disposable {
  /**
   * Begins a run of a model that will take about this many tokens. Throws OverLimit if it is the first run of the request and
   * running requests hold all that is left of the quota. Call `end` after the run was counted.
   */
  begin(tokens: number): Promise<HeldRun>
}

export interface HeldRun {
  /** Raises the estimate of the run. */
  raise(tokens: number): void
  /** `counted`: the tokens that it used. */
  end(counted: number): void
}
