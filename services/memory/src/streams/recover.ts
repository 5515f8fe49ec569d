import type { TurnStore } from '../sessions/store'
import type { StreamUpkeep } from './store'

/** Ends logs whose producers are dead, and gives their messages what was logged: no less than anybody received. */
export async function settleLostStreams(streams: StreamUpkeep, turns: Pick<TurnStore, 'rescue'>): Promise<number> {
  let settled = 0
  for (;;) {
    const lost = await streams.closeLost()
    for (const stream of lost) {
      const { owner, sessionId, messageId, text, sourcesJson } = stream
      if (messageId !== '') await turns.rescue(owner, { sessionId, messageId }, { text, sourcesJson })
      await streams.settleLost(stream)
    }
    if (lost.length === 0) return settled
    settled += lost.length
  }
}
