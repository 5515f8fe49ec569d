import type { NumberedEvent } from '../../src/chat/streams/ports'
import type { Streams } from '../../src/chat/streams/streams'
import { callerOf } from './caller'

const logged: NumberedEvent[] = [
  { kind: 'text', data: 'Hello', n: 1 },
  { outcome: 'done', data: 's1', n: 2 },
]

/** One ended stream under every id; a generation runs to its end at once. */
export const memoryStreams = (): Streams => ({
  async begin({ run }) {
    for await (const _ of run(callerOf('ann'), async () => undefined));
    return async function* () {
      yield* logged
    }
  },
  async *follow(_, after) {
    yield* logged.slice(after)
  },
  state: async () => ({ sessionId: 's1', messageId: 'm1', count: 1, end: { outcome: 'done', data: 's1' } }),
  running: async () => 'x',
  stop: async () => {},
  issueTicket: async () => ({ ticket: 't'.repeat(43), expiresAtMs: 30_000 }),
  issueUploadTicket: async () => ({ ticket: 't'.repeat(43), expiresAtMs: 30_000 }),
  redeemTicket: async () => ({ userId: 'ann', streamId: 'x', taskId: '' }),
})
