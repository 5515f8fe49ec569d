import { join } from 'node:path'
import { type RagClient, ragClient } from './rag-client'
import { ragEnv } from './rag-in-process'

export interface RagProcess extends AsyncDisposable {
  client: RagClient
  pid: number
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number>
}

/** The real process, as it is started in production. */
export async function startProcess(dataDir: string, llmAddress: string, more: Record<string, string> = {}): Promise<RagProcess> {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, '../src/main.ts')], {
    env: { ...ragEnv(dataDir, llmAddress), LOG_LEVEL: 'info', ...more },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const client = ragClient(await portOf(child.stdout))
  const kill = async (signal: 'SIGKILL' | 'SIGTERM') => {
    client[Symbol.dispose]()
    child.kill(signal)
    return child.exited
  }
  return { client, pid: child.pid, kill, [Symbol.asyncDispose]: async () => void (await kill('SIGKILL')) }
}

async function portOf(stdout: ReadableStream<Uint8Array>): Promise<number> {
  let text = ''
  const reader = stdout.getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) throw new Error('the process ended before it was ready')
    text += new TextDecoder().decode(value)
    const port = /"port":(\d+).*"ready"/.exec(text)?.[1]
    if (!port) continue
    void (async () => {
      while (!(await reader.read()).done);
    })()
    return Number(port)
  }
}
