import { type Subprocess, spawn } from 'bun'

/** Restarts wait 100 ms, twice as long after each death, at most 5 s; a child that lived for 10 s begins anew. */
const BACKOFF_MS_FIRST = 100
const BACKOFF_MS_MAX = 5_000
const STABLE_MS = 10_000

export interface ChildOptions {
  name: string
  command: string[]
  env: Record<string, string>
  /** Everything the child writes, as it comes. */
  onOutput: (bytes: Uint8Array) => void
  onStart: (pid: number) => void
  /** A death that nobody asked for, before it is restarted. */
  onDeath: (death: Death) => void
}

export interface Death {
  exitCode: number | null
  signal: string | number | null
  /** What the child said on stderr at last; empty: nothing. */
  lastWords: string
  /** Wait before it is started again. */
  restartMs: number
}

/** A process that is started again when it dies. */
export interface Child {
  name: string
  /** Asks it to drain, kills it after `graceMs`; resolves when the process is gone. It is not started again. */
  stop(graceMs: number): Promise<void>
  /** Ends it at once, for good. */
  kill(): void
}

/** Starts the child, and again whenever it dies, until it is stopped. */
export function keepAlive(options: ChildOptions): Child {
  const stopped = new AbortController()
  let running: Running | undefined
  const life = (async () => {
    let restartMs = BACKOFF_MS_FIRST
    while (!stopped.signal.aborted) {
      const startedAt = performance.now()
      running = launch(options)
      const death = await running.gone
      if (stopped.signal.aborted) return
      if (performance.now() - startedAt >= STABLE_MS) restartMs = BACKOFF_MS_FIRST
      options.onDeath({ ...death, restartMs })
      await pause(restartMs, stopped.signal)
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
  gone: Promise<Omit<Death, 'restartMs'>>
}

/**
 * A process group of its own, so that a terminal's Ctrl-C reaches only us and the children drain in our order. Its stdin is a
 * pipe that never carries anything: it ends when we die, however we die, and the child leaves then.
 */
function launch({ command, env, onOutput, onStart }: ChildOptions): Running {
  const child = spawn(command, { env, stdin: 'pipe', stdout: 'pipe', stderr: 'pipe', detached: true })
  onStart(child.pid)
  const words = lastLine()
  const output = Promise.all([
    forward(child.stdout, onOutput),
    forward(child.stderr, (bytes) => {
      words.add(bytes)
      onOutput(bytes)
    }),
  ])
  const gone = child.exited.then(async () => {
    await Promise.race([output, Bun.sleep(OUTPUT_MS_MAX)])
    return { exitCode: child.exitCode, signal: child.signalCode, lastWords: words.text() }
  })
  return { process: child, gone }
}

/** What a child wrote is there at once; only a process of its own that still holds the pipe could keep us waiting. */
const OUTPUT_MS_MAX = 200

async function forward(stream: ReadableStream<Uint8Array>, take: (bytes: Uint8Array) => void): Promise<void> {
  for await (const bytes of stream) take(bytes)
}

const LAST_BYTES_MAX = 2_000

/** The last line for people: no JSON, and not the version that Bun puts below an error. */
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

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
