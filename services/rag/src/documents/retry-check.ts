import { AppError } from '@collabry/runtime/errors'
import type { TaskStatus } from './store'

/** Throws failed_precondition where an upload can't begin anew. */
export function checkRetry({ status, hasBytes }: { status: TaskStatus; hasBytes: boolean }): void {
  if (status !== 'failed') throw new AppError('failed_precondition', 'Only an upload that has failed can be tried again.')
  if (!hasBytes) throw new AppError('failed_precondition', 'The file of this upload is not kept any more; upload it again.')
}
