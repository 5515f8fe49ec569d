import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '@collabry/runtime/abort'
import { AppError } from '@collabry/runtime/errors'
import { type Subprocess, spawn } from 'bun'
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
  /** The start is over: from now on a child is restarted whenever it exits. */
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

/** A restart waits 100 ms, then twice as long each time, at most 5 s; after 10 s of life it starts again with 100 ms. */
const BACKOFF_MS_FIRST = 100
const BACKOFF_MS_MAX = 5_000
const STABLE_MS = 10_000

interface ChildOptions {
  name: string
  command: string[]
  env: Record<string, string>
  /** All output of the child, as it arrives. */
  onOutput: (bytes: Uint8Array) => void
  onStart: (pid: number) => void
  /** The child has exited without being stopped and will be restarted. */
  onExit: (exit: ExitInfo) => void
}

export interface ExitInfo {
  exitCode: number | null
  signal: string | number | null
  /** The last line that the child wrote to stderr; empty: none. */
  stderrTail: string
  /** Pause before the restart. */
  restartMs: number
}

/** A process that is restarted when it exits. */
export interface Child {
  name: string
  /** Sends SIGTERM, then SIGKILL after `graceMs`; resolves when the process has exited. It is not restarted. */
  stop(graceMs: number): Promise<void>
  /** Sends SIGKILL at once. It is not restarted. */
  kill(): void
}

/** Starts the child, and restarts it whenever it exits, until it is stopped. */
export function keepAlive(options: ChildOptions): Child {
  const stopped = new AbortController()
  let running: Running | undefined
  const life = (async () => {
    let restartMs = BACKOFF_MS_FIRST
    while (!stopped.signal.aborted) {
      const startedAt = performance.now()
      running = launch(options)
      const exit = await running.exited
      if (stopped.signal.aborted) return
      if (performance.now() - startedAt >= STABLE_MS) restartMs = BACKOFF_MS_FIRST
      options.onExit({ ...exit, restartMs })
      await sleep(restartMs, stopped.signal).catch(() => undefined)
      restartMs = Math.min(restartMs * 2, BACKOFF_MS_MAX)
    }
  })()
  return {
    name: options.name,
    async stop(graceMs) {
      stopped.abort()
      running?.process.kill('SIGTERM')
      const killer = setTimeout(() => running?.process.kill('SIGKILL'), graceMs)
      await life
      clearTimeout(killer)
    },
    kill() {
      stopped.abort()
      running?.process.kill('SIGKILL')
    },
  }
}

interface Running {
  process: Subprocess
  exited: Promise<Omit<ExitInfo, 'restartMs'>>
}

/**
 * Starts the child in a process group of its own, so that Ctrl-C in a terminal reaches only this process and the children
 * drain in order. Its stdin is a pipe without data: the pipe closes when this process ends, in whatever way, and the child
 * drains then.
 */
function launch({ command, env, onOutput, onStart }: ChildOptions): Running {
  const child = spawn(command, { env, stdin: 'pipe', stdout: 'pipe', stderr: 'pipe', detached: true })
  onStart(child.pid)
  const tail = lastLine()
  const output = Promise.all([
    forward(child.stdout, onOutput),
    forward(child.stderr, (bytes) => {
      tail.add(bytes)
      onOutput(bytes)
    }),
  ])
  const exited = child.exited.then(async () => {
    await Promise.race([output, Bun.sleep(OUTPUT_MS_MAX)])
    return { exitCode: child.exitCode, signal: child.signalCode, stderrTail: tail.text() }
  })
  return { process: child, exited }
}

/** The output of an exited child is available at once, unless a process that it started still holds the pipe. */
const OUTPUT_MS_MAX = 200

async function forward(stream: ReadableStream<Uint8Array>, take: (bytes: Uint8Array) => void): Promise<void> {
  for await (const bytes of stream) take(bytes)
}

const LAST_BYTES_MAX = 2_000

/** The last readable line: neither JSON nor the version line that Bun prints after an error. */
function lastLine() {
  const decoder = new TextDecoder()
  let tail = ''
  return {
    add(bytes: Uint8Array) {
      tail = (tail + decoder.decode(bytes, { stream: true })).slice(-LAST_BYTES_MAX)
    },
    text: () =>
      tail
        .split('\n')
        .filter((line) => line.trim() !== '' && !/^\{|^Bun v/.test(line))
        .at(-1) ?? '',
  }
}
