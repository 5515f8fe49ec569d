import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { join } from 'node:path'
import { ROOT } from '../source'
import { type Product, startProduct } from './product'

setDefaultTimeout(180_000) // a busy machine and its disk

const JWT_SECRET_KEY = 'a key of the smoke test, long enough'
let product: Product
beforeAll(async () => {
  product = await startProduct({ env: { JWT_SECRET_KEY } })
})
afterAll(() => product[Symbol.asyncDispose]())

async function smoke(url: string, env: Record<string, string>): Promise<{ code: number; said: string }> {
  const command = [process.execPath, join(ROOT, 'deploy/smoke/main.ts'), url]
  const child = Bun.spawn(command, { env, stdout: 'pipe', stderr: 'ignore' })
  return { code: await child.exited, said: await new Response(child.stdout).text() }
}

test('the smoke test passes on the product, and leaves nothing behind', async () => {
  const { code, said } = await smoke(product.url, { JWT_SECRET_KEY })
  expect(said).toContain(' 0 failed')
  expect(said).not.toContain('FAIL')
  expect(code).toBe(0)
})

test('the smoke test fails where another key is in force, or nobody answers', async () => {
  const wrongKey = await smoke(product.url, { JWT_SECRET_KEY: `not ${JWT_SECRET_KEY}` })
  expect([wrongKey.code, wrongKey.said.includes('FAIL a session is made and listed')]).toEqual([1, true])
  expect((await smoke('http://127.0.0.1:1', { JWT_SECRET_KEY })).code).toBe(1)
})
