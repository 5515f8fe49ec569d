import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Glob, YAML } from 'bun'
import { notesOf } from '../deploy/release/notes'
import { pinCompose, pinOverlay } from '../deploy/release/pin-image'
import { version } from '../package.json'
import { ROOT } from './source'

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const workflows = [...new Glob('.github/workflows/*.yml').scanSync({ cwd: ROOT, dot: true })].sort()
const DIGEST = `sha256:${'ab'.repeat(32)}`

test('the notes of a release are its section of the changelog, and nothing else', () => {
  const changelog =
    '# Changelog\n\n## [Unreleased]\n\n- later\n\n## [1.2.0] - 2026-12-01\n\n### Added\n\n- this\n\n## [1.20.0]\n\n- not this\n'
  expect(notesOf(changelog, '1.2.0')).toBe('### Added\n\n- this')
  expect(notesOf(changelog, '1.20.0')).toBe('- not this')
  expect(notesOf(changelog, '1.2')).toBeUndefined()
  expect(notesOf(`${changelog}\n## [2.0.0]\n\n`, '2.0.0')).toBeUndefined()
})

test('an image is pinned in every overlay and in compose by its digest, and a second time by another', () => {
  const name = 'ghcr.io/example/ai'
  for (const path of new Glob('deploy/k8s/overlays/*/kustomization.yaml').scanSync(ROOT)) {
    const before = read(path)
    if (!before.includes('\nimages:')) continue
    const pinned = pinOverlay(before, name, DIGEST)
    expect((YAML.parse(pinned) as { images: object[] }).images).toEqual([
      { name: 'collabry-ai-core', newName: name, digest: DIGEST },
    ])
    const other = `sha256:${'cd'.repeat(32)}`
    expect(pinOverlay(pinned, name, other)).toBe(pinOverlay(before, name, other))
  }
  const compose = pinCompose(read('compose.yaml'), name, DIGEST)
  expect(compose).toContain(`image: \${COLLABRY_IMAGE:-${name}@${DIGEST}}`)
  expect(compose).not.toContain('-collabry-ai-core:dev}')
  const { services } = YAML.parse(compose) as { services: Record<string, { build?: unknown }> }
  expect(Object.values(services).filter(({ build }) => build)).toEqual([])
})

test('the version stands in the package.json of the root and of what is published, and the production overlay has it', () => {
  const packages = ['proto', 'test', 'bench', 'packages/*', 'services/*'].flatMap((folder) => [
    ...new Glob(`${folder}/package.json`).scanSync(ROOT),
  ])
  expect(packages.length).toBeGreaterThan(8)
  for (const path of packages) {
    const { version: own, private: isPrivate } = JSON.parse(read(path)) as { version?: string; private?: boolean }
    expect([path, own]).toEqual([path, isPrivate ? undefined : version])
  }
  expect(read('deploy/k8s/overlays/production/kustomization.yaml')).toContain(`newTag: ${version}}`)
})

test('every action is pinned by its commit, and every job may do only what it says', () => {
  expect(workflows.length).toBeGreaterThanOrEqual(3)
  for (const path of workflows) {
    const text = read(path)
    const used = [...text.matchAll(/uses: (\S+)(.*)/g)]
    expect([path, used.filter(([, action, note]) => !/@[0-9a-f]{40}$/.test(action ?? '') || !/# v\d/.test(note ?? ''))]).toEqual([
      path,
      [],
    ])
    expect(YAML.parse(text)).toMatchObject({ permissions: { contents: 'read' } })
  }
})

const actionlint = Bun.which('actionlint')
if (!actionlint && process.env.REQUIRE_ACTIONLINT === '1')
  throw new Error('REQUIRE_ACTIONLINT=1, and actionlint is not installed')
test.skipIf(!actionlint)('the workflows pass actionlint', () => {
  const { stdout, exitCode } = Bun.spawnSync([actionlint ?? '', ...workflows], { cwd: ROOT })
  expect([stdout.toString(), exitCode]).toEqual(['', 0])
})
