import { AppError } from '@collabry/runtime/errors'

/** A limit and what is left of it for a caller. */
export interface LimitStatus {
  /** As the headers of the answer name the limit. */
  name: string
  max: number
  /** 0: the limit is on concurrent requests. */
  seconds: number
  remaining: number
  resetMs: number
}

/** A request that a limit refuses; the answer shows the limit. */
export class OverLimit extends AppError {
  constructor(
    code: 'rate_limited' | 'quota_exceeded',
    message: string,
    readonly limitStatus: LimitStatus,
  ) {
    super(code, message, { retryAfterMs: limitStatus.resetMs })
  }
}
