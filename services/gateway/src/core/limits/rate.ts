/** Counts against a number of requests in a window of time. Errors: whatever keeps the store of the counts from answering. */
export interface Rate<Answer = Taken> {
  /** One more of this key. */
  take(key: string): Promise<Answer>
}

export interface Taken {
  /** Whether it was one too many. */
  isOver: boolean
  remaining: number
  /** Until the window ends. */
  resetMs: number
}

export interface RateRule {
  /** Names the limit, in headers and in the keys of a store. */
  name: string
  max: number
  seconds: number
}
