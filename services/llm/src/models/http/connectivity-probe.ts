import { reach } from './reach'

/** While tokens came in a moment ago, nobody needs to knock at the door. */
const WARM_MS = 2_000

/** Tells within `connectMs` that a server is away, where the request itself would wait for minutes; one knocks for all. */
export function knocker(url: string, connectMs: number) {
  let heardAt = Number.NEGATIVE_INFINITY
  let knocking: Promise<void> | undefined
  return {
    knock(): Promise<void> {
      if (performance.now() - heardAt < WARM_MS) return Promise.resolve()
      knocking ??= reach(url, connectMs).finally(() => {
        knocking = undefined
      })
      return knocking
    },
    heard(): void {
      heardAt = performance.now()
    },
  }
}
