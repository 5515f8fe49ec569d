import { readFileSync } from 'node:fs'
import type { Recorded } from './fake-ollama'

/** Used where the kernel does not report its buffer sizes; above the defaults of all known systems. */
const KERNEL_BYTES_DEFAULT = 32 * 1_048_576
/** Buffers of both processes and the chunk that is being written. */
const OWN_BYTES_MAX = 4 * 1_048_576

/** The maximum size of a socket's buffer, which is the last of three numbers. */
function kernelBytes(name: 'tcp_rmem' | 'tcp_wmem'): number {
  try {
    return Number(readFileSync(`/proc/sys/net/ipv4/${name}`, 'utf8').trim().split(/\s+/).at(-1))
  } catch {
    return KERNEL_BYTES_DEFAULT
  }
}

/** An upper bound of the bytes in flight to a stopped reader: the kernel's buffers of both ends and those of the processes. */
export const STALLED_BYTES_MAX = kernelBytes('tcp_rmem') + kernelBytes('tcp_wmem') + OWN_BYTES_MAX

/** Equal consecutive counts after which a count is steady. */
const EQUAL_COUNTS = 40
const COUNT_EVERY_MS = 10

/** Waits until an unread answer has stopped; throws if more was sent than buffers can hold. */
export async function untilStopped({ sent }: Pick<Recorded, 'sent'>): Promise<void> {
  let last = -1
  for (let same = 0; same < EQUAL_COUNTS; ) {
    await Bun.sleep(COUNT_EVERY_MS)
    if (sent.bytes > STALLED_BYTES_MAX) throw new Error(`${sent.bytes} bytes were taken, more than all buffers hold`)
    same = sent.bytes === last ? same + 1 : 0
    last = sent.bytes
  }
}
