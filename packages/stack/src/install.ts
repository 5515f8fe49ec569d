/** Before anything else is imported: is this Bun new enough, and is what the lockfile names installed? */
import { engines } from '../../../package.json'

const needed = engines.bun
if (!Bun.semver.satisfies(Bun.version, needed)) {
  fail(`Bun ${Bun.version} is too old: this needs ${needed}, as in "npx --yes bun@${needed.replace('>=', '')} run start".`)
}
const ROOT = `${import.meta.dir}/../../..`
const done = Bun.spawnSync([process.execPath, 'install', '--frozen-lockfile', '--ignore-scripts'], {
  cwd: ROOT,
  stdout: 'pipe',
  stderr: 'pipe',
})
if (!done.success) fail(`${done.stderr}\nThe packages of bun.lock can't be installed; is the npm registry in reach?`)

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
