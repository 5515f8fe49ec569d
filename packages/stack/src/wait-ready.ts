import { AppError } from '@collabry/runtime/errors'

const POLL_MS = 20
const PROBE_MS_MAX = 1_000

/** Resolves when each probe answers with 200; throws when `signal` aborts, or after `deadlineMs` with the names that are missing. */
export async function waitReady(probes: ReadonlyMap<string, string>, deadlineMs: number, signal: AbortSignal): Promise<void> {
  const until = performance.now() + deadlineMs
  const missing = new Set(probes.keys())
  const follow = async (name: string, url: string) => {
    while (!(await answers(url, signal))) {
      signal.throwIfAborted()
      if (performance.now() > until)
        throw new AppError('timeout', `Not ready after ${deadlineMs / 1_000} s: ${[...missing].join(', ')}.`)
      await Bun.sleep(POLL_MS)
    }
    missing.delete(name)
  }
  await Promise.all([...probes].map(([name, url]) => follow(name, url)))
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS_MAX)]) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    return false // not listening yet
  }
}
