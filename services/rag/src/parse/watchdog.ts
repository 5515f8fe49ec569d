import { writeSync } from 'node:fs'

declare const self: Worker

const EVERY_MS = 25
/** Maximum elapsed time, as a multiple of the processor time: the machine has other work too. */
const PATIENCE = 4

// Ends its process when that takes too much time or memory. A process whose parent has died ends by this too. A message begins
// the time anew.
const [timeMs = 0, memoryBytes = 0] = process.argv.slice(2).map(Number)
let begunMs = performance.now()
let usedMs = 0
self.onmessage = () => {
  begunMs = performance.now()
  usedMs = processorMs()
}
setInterval(() => {
  if (process.memoryUsage.rss() > memoryBytes) end('memory')
  else if (processorMs() - usedMs > timeMs || performance.now() - begunMs > timeMs * PATIENCE) end('time')
}, EVERY_MS)

function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

function end(why: 'memory' | 'time'): void {
  writeSync(2, why)
  process.kill(process.pid, 'SIGKILL')
}
