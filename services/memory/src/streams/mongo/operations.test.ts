import { expect, setDefaultTimeout, test } from 'bun:test'
import { realStore } from '../../../../../test/real-store'
import { measureCommands } from '../../../bench/stream-commands'

setDefaultTimeout(120_000) // a busy machine and its disk

realStore('MONGO_URI', (uri) => {
  test.each([1, 40])('the commands of %p resumable streams, followers and plain turns are bounded by time', async (streams) => {
    const { inserts, others, logged, read, perSecond } = await measureCommands(uri, streams, 4_000)
    process.stdout.write(
      `measured: ${streams} streams: ${inserts} inserts and ${others} other commands/s ${JSON.stringify(perSecond)}\n`,
    )
    expect(Math.min(logged, read)).toBeGreaterThan(20)
    expect(inserts).toBeLessThanOrEqual(200)
    expect(others).toBeLessThanOrEqual(40)
  })
})
