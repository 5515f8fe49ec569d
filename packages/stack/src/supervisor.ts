import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { type Child, type Death, keepAlive } from './child'
import { type LogSink, logFile } from './log-file'
import { SERVICES, type ServiceName } from './services'

/** Starts of a child that refuses at once, before the whole start gives up with the child's sentence. */
const REFUSALS_MAX = 2
/** Time a child has beyond its grace before it is killed. */
const KILL_AFTER_MS = 2_000
/** Grace of the services that only other services call: their calls are over when those have gone. */
const INNER_GRACE_MS = 5_000

interface SupervisorOptions {
  command: (service: ServiceName) => string[]
  env: (service: ServiceName) => Record<string, string>
  /** Undefined: stderr. */
  logDir: string | undefined
}

export interface Supervisor extends AsyncDisposable {
  /** Aborts, with an AppError as the reason, when a child can't be started; not after `settled`. */
  refused: AbortSignal
  /** From now on a death is repaired, however often it happens. */
  settled(): void
  /** Drains the children one after another, callers before the called. */
  drain(graceMs: number): Promise<void>
  /** Ends all of them at once. */
  kill(): void
}

/** Runs the services as children; disposing kills what still runs. */
export function superviseAll({ command, env, logDir }: SupervisorOptions): Supervisor {
  const refused = new AbortController()
  const own = sink(logDir, 'stack')
  const sinks: LogSink[] = [own]
  let settled = false
  const refusals = new Map<ServiceName, number>()
  const onDeath = (name: ServiceName, death: Death) => {
    own.write(line({ level: 'warn', message: 'child died', child: name, ...death }))
    if (settled) {
      process.stderr.write(
        `${name} stopped (${death.signal ?? `exit ${death.exitCode}`}); starting it again in ${death.restartMs} ms.\n`,
      )
      return
    }
    const count = (refusals.get(name) ?? 0) + 1
    refusals.set(name, count)
    if (count >= REFUSALS_MAX)
      refused.abort(new AppError('unavailable', death.lastWords || `${name} can't be started; its log says why.`))
  }
  const children = SERVICES.map((name): Child => {
    const output = sink(logDir, name)
    sinks.push(output)
    return keepAlive({
      name,
      command: command(name),
      env: env(name),
      onOutput: (bytes) => output.write(bytes),
      onStart: (pid) => own.write(line({ level: 'info', message: 'child started', child: name, pid })),
      onDeath: (death) => onDeath(name, death),
    })
  })
  const stopAll = async (graceMs: (name: string) => number) => {
    for (const child of children) await child.stop(graceMs(child.name))
  }
  return {
    refused: refused.signal,
    settled() {
      settled = true
    },
    drain: (graceMs) => stopAll((name) => (name === 'gateway' ? graceMs : Math.min(graceMs, INNER_GRACE_MS)) + KILL_AFTER_MS),
    kill: () => {
      for (const child of children) child.kill()
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(children.map((child) => child.stop(0)))
      for (const output of sinks) output[Symbol.dispose]()
    },
  }
}

const line = (fields: Record<string, unknown>) =>
  new TextEncoder().encode(`${JSON.stringify({ time: new Date().toISOString(), service: 'stack', ...fields })}\n`)

const sink = (logDir: string | undefined, name: string): LogSink =>
  logDir === undefined
    ? { write: (bytes) => void process.stderr.write(bytes), [Symbol.dispose]: () => undefined }
    : logFile(join(logDir, `${name}.log`))
