import { afterEach, expect, test } from 'bun:test'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { YAML } from 'bun'
import { K8S } from './manifests'

interface CronJob {
  spec: { jobTemplate: { spec: { template: { spec: { containers: { args: [string] }[] } } } } }
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A volume with the files, and a script of the component `backup` that runs on it with these commands for MongoDB's own tools. */
function volume(files: string[], commands: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'backup-'))
  folders.push(root)
  for (const name of ['backups', 'secrets', 'bin']) mkdirSync(join(root, name))
  writeFileSync(join(root, 'secrets/MONGO_URI'), 'mongodb://mongo:27017')
  for (const name of files) writeFileSync(join(root, 'backups', name), name)
  for (const [name, text] of Object.entries(commands)) {
    writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(root, 'bin', name), 0o755)
  }
  const run = (manifest: string, env: Record<string, string>) => {
    const job = YAML.parse(readFileSync(join(K8S, 'components/backup', manifest), 'utf8')) as CronJob
    const script = job.spec.jobTemplate.spec.template.spec.containers[0]?.args[0] ?? ''
    const here = script.replace(/\/(backups|secrets)\b/g, `${root}/$1`).replaceAll('/tmp/config.yaml', `${root}/config.yaml`)
    const { exitCode, stderr } = Bun.spawnSync(['sh', '-euc', here], {
      env: { PATH: `${root}/bin:/usr/bin:/bin`, MONGO_DB: 'collabry', ...env },
    })
    return { exitCode, stderr: String(stderr) }
  }
  return { run, backups: join(root, 'backups'), names: () => readdirSync(join(root, 'backups')).sort() }
}

/** Writes to the file of `--archive=`, then ends with the code. */
const dump = (code: number) =>
  `for word; do case $word in --archive=*) echo data >"\${word#--archive=}" ;; esac; done; exit ${code}`

test('a dump that fails leaves no part on the volume', () => {
  const { run, names } = volume(['collabry-20260101T000000Z.gz'], { mongodump: dump(1) })
  expect(run('backup.yaml', { KEEP: '14' }).exitCode).toBe(1)
  expect(names()).toEqual(['collabry-20260101T000000Z.gz'])
})

test('a dump that was told to end leaves no part on the volume', () => {
  const { run, names } = volume([], { mongodump: `${dump(0).replace('; exit 0', '')}; kill -TERM $PPID; exit 0` })
  expect(run('backup.yaml', { KEEP: '14' }).exitCode).toBe(143)
  expect(names()).toEqual([])
})

test('parts of killed pods are removed before the dump, those of a Job that runs beside it stay', () => {
  const { run, names, backups } = volume(['collabry-old.gz.part', 'collabry-now.gz.part'], { mongodump: dump(0) })
  utimesSync(join(backups, 'collabry-old.gz.part'), 1, 1)
  expect(run('backup.yaml', { KEEP: '14' }).exitCode).toBe(0)
  expect(names()).toEqual([expect.stringMatching(/^collabry-\d{8}T\d{6}Z\.gz$/), 'collabry-now.gz.part'])
})

test('a restore without a file says so and calls no tool', () => {
  const tool = 'echo called >&2'
  const { run } = volume([], { mongorestore: tool, mongosh: tool })
  const { exitCode, stderr } = run('restore.yaml', { FILE: 'collabry-*.gz' })
  expect(exitCode).toBe(1)
  expect(stderr).toContain('No file on the volume is named collabry-*.gz')
  expect(stderr).not.toContain('called')
})
