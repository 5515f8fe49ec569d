import { expect, test } from 'bun:test'
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canMakeDisk, smallDisk } from '../../../test/small-disk'
import { isDataDirLocked, lockDataDir, prepareDataDir } from './data-dir'
import { keptSecrets } from './secrets'
import { logFile } from './supervisor'

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'collabry-stack-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

test('a folder that can not be made is one sentence that names it', () => {
  using dir = folder()
  writeFileSync(join(dir.path, 'file'), '')
  expect(() => prepareDataDir(join(dir.path, 'file', 'data'))).toThrow(
    `DATA_DIR: ${dir.path}/file/data can't be written (ENOTDIR)`,
  )
})

test('a second start in the same folder is refused until the first has ended', async () => {
  using dir = folder()
  const hold = `import { lockDataDir } from '${import.meta.dir}/data-dir'; globalThis.lock = lockDataDir('${dir.path}'); console.log('held'); setInterval(() => {}, 1000)`
  const other = Bun.spawn([process.execPath, '-e', hold], { stdout: 'pipe' })
  await other.stdout.getReader().read()
  expect(() => lockDataDir(dir.path)).toThrow('in use by another start')
  expect(isDataDirLocked(dir.path)).toBe(true)
  other.kill('SIGKILL')
  await other.exited
  expect(isDataDirLocked(dir.path)).toBe(false)
  using _lock = lockDataDir(dir.path)
})

test('a lock that can not be written is not taken for another start', () => {
  using dir = folder()
  mkdirSync(join(dir.path, 'lock'))
  expect(() => lockDataDir(dir.path)).toThrow(`DATA_DIR: ${dir.path} can't be written (SQLITE_CANTOPEN)`)
})

test.skipIf(!canMakeDisk())('on a full disk neither the lock nor the secrets are made, and the sentence says what to do', () => {
  using dir = smallDisk('64k')
  const filler = openSync(join(dir.path, 'filler'), 'w')
  expect(() => {
    for (;;) writeSync(filler, Buffer.alloc(4_096))
  }).toThrow('ENOSPC')
  closeSync(filler)
  expect(() => lockDataDir(dir.path)).toThrow(`${dir.path} can't be written (SQLITE_FULL); its disk is full: make room.`)
  expect(() => keptSecrets(dir.path)).toThrow(`${dir.path} can't be written (ENOSPC); its disk is full: make room.`)
  rmSync(join(dir.path, 'filler'))
  using _lock = lockDataDir(dir.path)
  expect(readdirSync(dir.path).filter((name) => name.startsWith('secrets'))).toEqual([])
})

test('secrets are made once, kept, and readable by their owner alone', () => {
  using dir = folder()
  const made = keptSecrets(dir.path)
  expect(keptSecrets(dir.path)).toEqual(made)
  expect(new Set(Object.values(made)).size).toBe(3)
  expect(statSync(join(dir.path, 'secrets')).mode & 0o777).toBe(0o600)
})

test('damaged secrets are one sentence that says what to do', () => {
  using dir = folder()
  writeFileSync(join(dir.path, 'secrets'), '{"jwtSecretKey": "short"}')
  expect(() => keptSecrets(dir.path)).toThrow('secrets is damaged; restore it, or remove it')
})

test('a log takes at most twice its bound and keeps the newest lines', async () => {
  using dir = folder()
  const path = join(dir.path, 'a.log')
  using sink = logFile(path, 100)
  for (let line = 10; line < 60; line++) sink.write(new TextEncoder().encode(`line ${line}\n`))
  const newest = await Bun.file(path).text()
  expect(newest.endsWith('line 59\n')).toBe(true)
  expect([newest.length <= 100, statSync(`${path}.1`).size <= 100]).toEqual([true, true])
})
