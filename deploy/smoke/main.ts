/**
 * The contract's smoke test against any address where the product runs. It makes a user of its own and removes what it made.
 *
 *   JWT_SECRET_KEY=… bun run smoke http://localhost:8000
 *   SMOKE_TOKEN=… bun run smoke https://ai.example.org        (without the key: one user, so nothing is said about two)
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { checks } from './checks'
import { clientOf, signToken } from './client'

const USAGE = 'Usage: bun run smoke [ADDRESS], as in JWT_SECRET_KEY=… bun run smoke https://ai.example.org'
const [address = 'http://localhost:8000', ...more] = process.argv.slice(2)
if (address === '--help' || address === '-h') {
  process.stdout.write(`${USAGE}\n`)
  process.exit(0)
}
if (!/^https?:\/\//i.test(address) || more.length > 0) {
  process.stderr.write(`The argument is one address that begins with http:// or https://. ${USAGE}\n`)
  process.exit(2)
}
const url = address.replace(/\/+$/, '')
const keyFile = process.env.JWT_SECRET_KEY_FILE
const key = process.env.JWT_SECRET_KEY ?? (keyFile ? readFileSync(keyFile, 'utf8').trim() : undefined)
const token = process.env.SMOKE_TOKEN ?? (key ? signToken(key, `smoke-${randomUUID()}`) : undefined)
if (token === undefined) {
  process.stderr.write(
    'Set JWT_SECRET_KEY or JWT_SECRET_KEY_FILE (the key that the gateway verifies with) or SMOKE_TOKEN (a token it takes).\n',
  )
  process.exit(2)
}
const users = {
  url,
  nobody: clientOf(url),
  alice: clientOf(url, token),
  bob: key ? clientOf(url, signToken(key, `smoke-${randomUUID()}`)) : undefined,
}
let failed = 0
for (const [sentence, run] of checks) {
  const startedAt = performance.now()
  const failure = await run(users).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  if (failure !== undefined) failed += 1
  const ms = Math.round(performance.now() - startedAt)
  process.stdout.write(`${failure === undefined ? 'ok  ' : 'FAIL'} ${sentence} (${ms} ms)${failure ? `: ${failure}` : ''}\n`)
}
process.stdout.write(`smoke test of ${url}: ${checks.length - failed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
