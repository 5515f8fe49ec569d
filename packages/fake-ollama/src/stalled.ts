import { readFileSync } from 'node:fs'
import type { Recorded } from './fake-ollama'

/** Buffer sizes of a kernel that does not show them: above the defaults of every system we know. */
const KERNEL_BYTES_OTHERWISE = 32 * 1_048_576
/** Buffers of the two processes and the piece that is being written. */
const OWN_BYTES_MAX = 4 * 1_048_576

/** The largest size a socket's buffer grows to, which is the last of three numbers. */
function kernelBytes(name: 'tcp_rmem' | 'tcp_wmem'): number {
  try {
    return Number(readFileSync(`/proc/sys/net/ipv4/${name}`, 'utf8').trim().split(/\s+/).at(-1))
  } catch {
    return KERNEL_BYTES_OTHERWISE
  }
}

/** More than one connection takes of an answer whose reader has stopped: the kernel's buffers of both ends, and our own. */
export const STALLED_BYTES_MAX = kernelBytes('tcp_rmem') + kernelBytes('tcp_wmem') + OWN_BYTES_MAX

/** As often must a count be the same before it counts as steady. */
const LOOKS = 40
const LOOK_EVERY_MS = 10

/** Waits until an answer that nobody reads has stopped; throws once more was sent than buffers hold. */
export async function untilStopped({ sent }: Pick<Recorded, 'sent'>): Promise<void> {
  let last = -1
  for (let same = 0; same < LOOKS; ) {
    await Bun.sleep(LOOK_EVERY_MS)
    if (sent.bytes > STALLED_BYTES_MAX) throw new Error(`${sent.bytes} bytes were taken, and no buffer holds so many`)
    same = sent.bytes === last ? same + 1 : 0
    last = sent.bytes
  }
}
