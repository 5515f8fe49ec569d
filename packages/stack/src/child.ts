import { sleep } from '@collabry/runtime/abort'
import { type Subprocess, spawn } from 'bun'

/** A restart waits 100 ms, then twice as long each time, at most 5 s; after 10 s of life it starts again with 100 ms. */
const BACKOFF_MS_FIRST = 100
const BACKOFF_MS_MAX = 5_000
const STABLE_MS = 10_000

export interface ChildOptions {
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
