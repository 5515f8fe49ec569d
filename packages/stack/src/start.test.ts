import { expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@collabry/runtime/config'
import { StackConfig } from './config'
import { choosePorts, type Ports } from './services'
import { start } from './start'

setDefaultTimeout(180_000) // processes start slowly on a busy machine

test('a port that another process has taken since it was chosen is chosen anew', async () => {
  using taken = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response() })
  const dataDir = mkdtempSync(join(tmpdir(), 'collabry-start-'))
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', LLM_PROVIDER: 'builtin', EMBEDDING_PROVIDER: 'none' }
  const stop = new AbortController()
  const chosen: Ports[] = []
  const choose = (port: number) => {
    const ports = choosePorts(port)
    if (chosen.length === 0) ports.llm.port = taken.port ?? 0
    chosen.push(ports)
    return ports
  }
  const running = start({
    config: readConfig(StackConfig, env),
    env,
    stop: stop.signal,
    kill: new AbortController().signal,
    choose,
  })
  try {
    const isReady = () =>
      fetch(`http://127.0.0.1:${chosen[1]?.gateway.port ?? 0}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      )
    while (!(await Promise.race([isReady(), running.then(() => true)]))) await Bun.sleep(20)
    expect(chosen).toHaveLength(2)
  } finally {
    stop.abort()
    await running
    rmSync(dataDir, { recursive: true, force: true })
  }
})
