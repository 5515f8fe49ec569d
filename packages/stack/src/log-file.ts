import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs'

const BYTES_MAX = 10 * 1024 * 1024

/** Where lines of a process go. */
export interface LogSink extends Disposable {
  write(bytes: Uint8Array): void
}

/** Appends to a file; at `bytesMax` it becomes `<path>.1` and a new one begins, so that a log takes at most twice that. */
export function logFile(path: string, bytesMax = BYTES_MAX): LogSink {
  let file = openSync(path, 'a', 0o600)
  let size = statSync(path).size
  const turn = () => {
    closeSync(file)
    if (existsSync(path)) renameSync(path, `${path}.1`)
    file = openSync(path, 'a', 0o600)
    size = 0
  }
  return {
    write(bytes) {
      try {
        if (size > 0 && size + bytes.length > bytesMax) turn()
        size += writeSync(file, bytes)
      } catch {
        // NOTE: a full disk costs log lines, never the service.
      }
    },
    [Symbol.dispose]: () => closeSync(file),
  }
}
