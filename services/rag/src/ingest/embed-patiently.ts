import { setTimeout as sleep } from 'node:timers/promises'
import { AppError, type Code } from '@collabry/runtime/errors'
import type { Lease } from './lease'

const WAIT_MS_MIN = 100
/** Short enough to go on within 2 s of the model's return. */
const WAIT_MS_MAX = 1_500

/** Of a model that is away, not of the document: none of these is an attempt. */
const AWAY = new Set<Code>(['unavailable', 'overloaded', 'timeout', 'rate_limited', 'shutting_down', 'cancelled'])

/** Asks the model until it answers; while it is away the task says so and keeps its lease. */
export async function embedPatiently<Answer>(ask: () => Promise<Answer>, lease: Lease, signal: AbortSignal): Promise<Answer> {
  for (let waitMs = WAIT_MS_MIN; ; waitMs = Math.min(2 * waitMs, WAIT_MS_MAX)) {
    try {
      return await ask()
    } catch (error) {
      if (signal.aborted || !isAway(error)) throw error
    }
    await lease.report({ statusDetail: 'Waiting for the embedding model, which can’t be reached now.' })
    await sleep(waitMs, undefined, { signal })
  }
}

export const isAway = (error: unknown) => error instanceof AppError && AWAY.has(error.code)
