import { type Code, toAppError } from '@collabry/runtime/errors'
import type { Log } from '@collabry/runtime/log'
import { newRequestId } from '@collabry/runtime/request-id'
import type { Digests } from '../../sessions/ports'
import type { MakeDigest } from './summarization'

interface Parts {
  digests: Digests
  makeDigest: MakeDigest
  log: Log
}

/** Within the 120 s for which one is ours. */
const DIGEST_MS_MAX = 100_000

/** Makes titles and summaries, one at a time, as long as some wait and the model has nothing else to do. */
export async function makeDigests({ digests, makeDigest, log }: Parts, signal: AbortSignal): Promise<void> {
  const requestId = newRequestId()
  for (;;) {
    const [digest] = await digests.claim(1, { signal, requestId })
    if (!digest) return
    const caller = { userId: digest.userId, requestId, signal: AbortSignal.any([signal, AbortSignal.timeout(DIGEST_MS_MAX)]) }
    const failure = await makeDigest(digest, caller).then(
      () => undefined,
      (error: unknown) => toAppError(error),
    )
    const again = failure !== undefined && passing.has(failure.code)
    if (failure && !again && failure.code !== 'not_found') log.warn({ err: failure }, 'no digest could be made')
    // Also during shutdown, so that another gateway need not wait until the lease expires.
    await digests.end(digest, again, { ...caller, signal: new AbortController().signal })
    if (again) return
  }
}

/** The model was wanted by somebody, or something is away. */
const passing: ReadonlySet<Code> = new Set(['overloaded', 'unavailable', 'shutting_down', 'timeout', 'cancelled', 'rate_limited'])
