import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { mainOf, type ServiceName } from '@collabry/stack/services'
import { logFile } from '@collabry/stack/supervisor'
import { type Subprocess, spawn } from 'bun'
import { ROOT } from '../source'

/** One process of a service, which keeps its ports when it is started again. */
export interface Replica {
  service: ServiceName
  port: number
  adminPort: number
  pid(): number
  /** Resolves when it says that it is ready. What is given is changed for this start and later ones. */
  start(change?: Change): Promise<void>
  /** Asks it to drain, as a cluster does, and gives its exit code. */
  stop(): Promise<number>
  /** kill -9. */
  kill(): Promise<void>
}

export interface Change {
  /** Settings that are added to the earlier ones. */
  env?: Record<string, string>
  /** A checkout of this project whose build is started. */
  root?: string
}

interface ReplicaOptions {
  service: ServiceName
  port: number
  adminPort: number
  env: Record<string, string>
  logDir: string
}

export function replica({ service, port, adminPort, env, logDir }: ReplicaOptions): Replica {
  let child: Subprocess | undefined
  let settings = env
  let main = mainOf(service)
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (!child) return 0
    child.kill(signal)
    return child.exited
  }
  return {
    service,
    port,
    adminPort,
    pid: () => child?.pid ?? 0,
    async start({ env: added, root }: Change = {}) {
      settings = { ...settings, ...added }
      if (root !== undefined) main = join(root, relative(ROOT, mainOf(service)))
      const path = join(logDir, `${service}-${port}.log`)
      // Ports are only looked up, not held: another product on this machine would be taken for this one.
      if (await isReady(adminPort)) throw new Error(`the admin port ${adminPort} of ${service} is another's`)
      const log = logFile(path)
      const process_ = spawn([process.execPath, main], { env: settings, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
      child = process_
      const forward = async (stream: ReadableStream<Uint8Array>) => {
        for await (const bytes of stream) log.write(bytes)
      }
      void Promise.all([forward(process_.stdout), forward(process_.stderr)]).finally(() => log[Symbol.dispose]())
      while (!(await isReady(adminPort))) {
        if (process_.exitCode !== null) throw new Error(`${service} does not start: ${readFileSync(path, 'utf8').slice(-1_000)}`)
        await Bun.sleep(20)
      }
    },
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL')
    },
  }
}

/** What a probe of a cluster sees; undefined: no answer in time, which says nothing. */
export async function isReady(adminPort: number): Promise<boolean | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${adminPort}/readyz`, { signal: AbortSignal.timeout(PROBE_MS_MAX) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? undefined : false
  }
}

const PROBE_MS_MAX = 2_000
