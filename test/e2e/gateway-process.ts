import { join } from 'node:path'
import { freePorts } from '@collabry/stack/ports'
import type { Stack } from '@collabry/stack/stack'
import { ROOT } from '../source'
import { until } from './product'

export interface GatewayProcess extends AsyncDisposable {
  url: string
  child: Bun.Subprocess
}

/** Another gateway on the services of a stack, in a separate process that ends when this process does. */
export async function spawnGateway(stack: Stack, changed: Record<string, string> = {}): Promise<GatewayProcess> {
  const [port = 0] = freePorts(1)
  const child = Bun.spawn([process.execPath, join(ROOT, 'services/gateway/src/main.ts')], {
    env: { PATH: process.env.PATH ?? '', ...stack.gatewayEnv(port), ...changed },
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  await until(async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok === true)
  return {
    url,
    child,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await child.exited
    },
  }
}
