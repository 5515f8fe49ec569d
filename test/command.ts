import { ROOT } from './source'

/** The longest are a hundred kills on real stores. */
const DEADLINE_MS = 60 * 60_000
const MEMORY_BYTES = 4 * 1024 * 1024

export interface Ran {
  exitCode: number
  output: string
}

/** Runs a command in the root of the repository; `show` prints its output as it arrives. */
export async function runCommand(
  command: string[],
  options: { env?: Record<string, string>; show?: boolean } = {},
): Promise<Ran> {
  const child = Bun.spawn(command, {
    cwd: ROOT,
    env: { ...process.env, ...options.env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
  })
  let output = ''
  const read = async (stream: ReadableStream<Uint8Array>, target: NodeJS.WriteStream) => {
    const decoder = new TextDecoder()
    for await (const bytes of stream) {
      if (options.show) target.write(bytes)
      output = (output + decoder.decode(bytes, { stream: true })).slice(-MEMORY_BYTES)
    }
  }
  await Promise.all([read(child.stdout, process.stdout), read(child.stderr, process.stderr)])
  return { exitCode: await child.exited, output }
}
