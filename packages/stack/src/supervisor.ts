import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { type Child, type ExitInfo, keepAlive } from './child'
import { SERVICES, type ServiceName } from './services'

/** Failed starts of one child after which the whole start fails with the child's own error message. */
const FAILED_STARTS_MAX = 2
/** Time a child has beyond its grace before it is killed. */
const KILL_AFTER_MS = 2_000
/** Grace time of llm, rag and memory: their calls have ended once the gateway has exited. */
const INNER_GRACE_MS = 5_000

interface SupervisorOptions {
  command: (service: ServiceName) => string[]
  env: (service: ServiceName) => Record<string, string>
  /** Undefined: stderr. */
  logDir: string | undefined
}

export interface Supervisor extends AsyncDisposable {
  /** Aborts with an AppError as the reason when a child can't be started, unless `started` was called before. */
  failed: AbortSignal
  /** The start is over: from now on an exited child is restarted, however often. */
  started(): void
  /** Drains the children one after the other, callers before the services that they call. */
  drain(graceMs: number): Promise<void>
  /** Kills all children at once. */
  kill(): void
}

/** Runs the services as child processes; disposing kills those that still run. */
export function superviseAll({ command, env, logDir }: SupervisorOptions): Supervisor {
  const failed = new AbortController()
  const own = sink(logDir, 'stack')
  const sinks: LogSink[] = [own]
  let isStarted = false
  const failedStarts = new Map<ServiceName, number>()
  const onExit = (name: ServiceName, exit: ExitInfo) => {
    own.write(line({ level: 'warn', message: 'child exited', child: name, ...exit }))
    if (isStarted) {
      process.stderr.write(`${name} stopped (${exit.signal ?? `exit ${exit.exitCode}`}); restarting in ${exit.restartMs} ms.\n`)
      return
    }
    const count = (failedStarts.get(name) ?? 0) + 1
    failedStarts.set(name, count)
    if (count >= FAILED_STARTS_MAX)
      failed.abort(new AppError('unavailable', exit.stderrTail || `${name} can't be started; its log says why.`))
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
      onExit: (exit) => onExit(name, exit),
    })
  })
  const stopAll = async (graceMs: (name: string) => number) => {
    for (const child of children) await child.stop(graceMs(child.name))
  }
  return {
    failed: failed.signal,
    started() {
      isStarted = true
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

const BYTES_MAX = 10 * 1024 * 1024

/** Takes the output of a process. */
interface LogSink extends Disposable {
  write(bytes: Uint8Array): void
}

/** Appends to a file. At `bytesMax` the file is renamed to `<path>.1`, so that a log takes at most twice that size. */
export function logFile(path: string, bytesMax = BYTES_MAX): LogSink {
  let file = openSync(path, 'a', 0o600)
  let size = statSync(path).size
  const rotate = () => {
    closeSync(file)
    if (existsSync(path)) renameSync(path, `${path}.1`)
    file = openSync(path, 'a', 0o600)
    size = 0
  }
  return {
    write(bytes) {
      try {
        if (size > 0 && size + bytes.length > bytesMax) rotate()
        size += writeSync(file, bytes)
      } catch {
        // NOTE: a full disk costs log lines, never the service.
      }
    },
    [Symbol.dispose]: () => closeSync(file),
  }
}
