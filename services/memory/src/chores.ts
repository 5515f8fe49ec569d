import type { Stores } from './stores'
import { settleLostStreams } from './streams/settle'
import type { Chore } from './sweeper'

/** How often lost producers are looked for: their followers and their messages wait for it. */
const lostEveryMs = 1_000
const expiredEveryMs = 60_000

/** What every replica does beside its calls; two that do the same at once do no harm. */
export const chores = ({ memory, streams, requests, accounts }: Stores, leaseMs: number): Chore[] => [
  { name: 'abandoned turns', everyMs: leaseMs, run: () => memory.settle() },
  { name: 'lost streams', everyMs: lostEveryMs, run: () => settleLostStreams(streams, memory) },
  { name: 'expired streams', everyMs: expiredEveryMs, run: () => streams.sweepStreams() },
  { name: 'expired requests', everyMs: expiredEveryMs, run: () => requests.sweepRequests() },
  { name: 'expired tokens', everyMs: expiredEveryMs, run: () => accounts.sweepTokens() },
]
