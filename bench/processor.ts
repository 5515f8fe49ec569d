import { readFileSync, writeFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100
const AUTOGROUP_NICE = '-15'

/** Puts processes on one core, ahead of what else runs on the machine where that is allowed. */
export function pin(core: number, pids: number[]): void {
  for (const pid of pids) {
    Bun.spawnSync(['taskset', '-acp', String(core), String(pid)])
    try {
      writeFileSync(`/proc/${pid}/autogroup`, AUTOGROUP_NICE)
    } catch {
      // Only root may, and not every kernel has it: then a busy machine disturbs the figures more.
    }
  }
}

/** Time of the processor that a process has taken so far, ms, of all its threads. */
export const cpuMs = (pid: number): number => ticksOf(pid) * (1_000 / TICKS_PER_SECOND)

/** Resident memory of a process, in bytes. */
export const rssBytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024

/** The same, where what processes share counts in parts. */
export const pssBytes = (pid: number): number =>
  Number(/Pss:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) * 1_024

function ticksOf(pid: number): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const [user, system] = fields.split(' ').slice(11, 13).map(Number)
  return (user ?? 0) + (system ?? 0)
}
