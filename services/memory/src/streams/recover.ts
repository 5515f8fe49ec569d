import type { TurnStore } from '../sessions/store'
import type { StreamMaintenance } from './store'

/** Ends logs of lost producers and copies them into their messages, so that history has everything that was sent. */
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
