import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs'

const BYTES_MAX = 10 * 1024 * 1024

/** Takes the output of a process. */
export interface LogSink extends Disposable {
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
