import { writeSync } from 'node:fs'

const EVERY_MS = 25
/** Maximum elapsed time of a file, as a multiple of its processor time: the machine has other work too. */
const PATIENCE = 4

// Ends its process when that takes too much time or memory. A process whose parent has died ends by this too.
const [timeMs = 0, memoryBytes = 0] = process.argv.slice(2).map(Number)
const begunMs = performance.now()
setInterval(() => {
  if (process.memoryUsage.rss() > memoryBytes) end('memory')
  else if (processorMs() > timeMs || performance.now() - begunMs > timeMs * PATIENCE) end('time')
}, EVERY_MS)

function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

function end(why: 'memory' | 'time'): void {
  writeSync(2, why)
  process.kill(process.pid, 'SIGKILL')
}
