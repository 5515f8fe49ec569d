import { writeSync } from 'node:fs'

const EVERY_MS = 25

// Ends its process when that takes too much time or memory. A process whose parent has died ends by this too.
const [readMs = 0, memoryBytes = 0] = process.argv.slice(2).map(Number)
const begunMs = performance.now()
setInterval(() => {
  if (process.memoryUsage.rss() > memoryBytes) end('memory')
  else if (performance.now() - begunMs > readMs) end('time')
}, EVERY_MS)

function end(why: 'memory' | 'time'): void {
  writeSync(2, why)
  process.kill(process.pid, 'SIGKILL')
}
