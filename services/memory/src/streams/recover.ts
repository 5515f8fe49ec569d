import type { TurnStore } from '../sessions/store'
import type { StreamMaintenance } from './store'

/** Ends logs whose producers are dead, and gives their messages what was logged: no less than anybody received. */
export async function recoverLostStreams(streams: StreamMaintenance, turns: Pick<TurnStore, 'recover'>): Promise<number> {
  let recovered = 0
  for (;;) {
    const lost = await streams.closeLost()
    for (const stream of lost) {
      const { owner, sessionId, messageId, text, sourcesJson } = stream
      if (messageId !== '') await turns.recover(owner, { sessionId, messageId }, { text, sourcesJson })
      await streams.markRecovered(stream)
    }
    if (lost.length === 0) return recovered
    recovered += lost.length
  }
}
