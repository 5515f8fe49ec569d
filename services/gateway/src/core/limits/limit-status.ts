import { AppError } from '@collabry/runtime/errors'

/** How a caller stands against one limit. */
export interface LimitStatus {
  /** As the headers of the answer name the limit. */
  name: string
  max: number
  /** 0: the limit is of what runs at once. */
  seconds: number
  remaining: number
  resetMs: number
}

/** A request that a limit refuses; the answer says how the caller stands. */
export class OverLimit extends AppError {
  constructor(
    code: 'rate_limited' | 'quota_exceeded',
    message: string,
    readonly limitStatus: LimitStatus,
  ) {
    super(code, message, { retryAfterMs: limitStatus.resetMs })
  }
}
