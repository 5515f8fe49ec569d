import { expect, test } from 'bun:test'
import { basename } from 'node:path'
import { cycles, violations } from './architecture'
import { isTest, ROOT, sourceFiles } from './source'

const all = sourceFiles()
const shipped = all.filter(({ path }) => !isTest(path))
const lines = (text: string) => text.split('\n').length - 1

test('every import is one that the layers allow', () => {
  expect(violations(shipped)).toEqual([])
})

test('an import against the layers is found', () => {
  const path = 'services/gateway/src/http/x.ts'
  const imports = ['services/gateway/src/clients/llm', 'services/rag/src/search/search', 'elysia']
  expect(violations([{ path, text: '', imports, loads: [] }])).toHaveLength(2)
})

test('no file imports itself through others', () => {
  expect(cycles(all)).toEqual([])
  const ring = ['a', 'b', 'c'].map((name, index, names) => ({
    path: `${name}.ts`,
    text: '',
    imports: [],
    loads: [names[(index + 1) % 3] ?? ''],
  }))
  expect(cycles(ring)).toEqual(['a > b > c > a'])
})

test('only main files read the environment', () => {
  const readers = shipped.filter(
    ({ path, text }) => basename(path) !== 'main.ts' && /\b(process|Bun|import\.meta)\.env\b/.test(text),
  )
  expect(readers.map(({ path }) => path)).toEqual([])
})

test('text is normalised in one place, which bounds what that costs', () => {
  const places = shipped.filter(({ text }) => /\.normalize\(/.test(text))
  expect(places.map(({ path }) => path)).toEqual(['packages/runtime/src/fold-text.ts'])
})

test('no file is a drawer for odds and ends', () => {
  const drawers = all.filter(({ path }) => /(^|[/-])(utils?|helpers?|common|misc)(\.ts$|\/)/.test(path))
  expect(drawers.map(({ path }) => path)).toEqual([])
})

test('no file only passes on what others export', () => {
  const passing = /^export\s+(type\s+)?(\*|\{[^}]*\})(\s+as\s+\w+)?\s*from\b.*$/gm
  const barrels = all.filter(({ text }) => /^export\s+\*/m.test(text) || text.replace(passing, '').trim() === '')
  expect(barrels.map(({ path }) => path)).toEqual([])
})

test('no type is switched off', async () => {
  const { linter } = await Bun.file(`${ROOT}/biome.json`).json()
  expect(linter.rules.suspicious.noExplicitAny).toBe('error')
  const loose = all.filter(({ text }) =>
    /biome-ignore\S* lint\/suspicious\/noExplicitAny|@ts-(ignore|nocheck|expect-error)\b/.test(text),
  )
  expect(loose.map(({ path }) => path)).toEqual([])
})

test('files stay short', () => {
  const long = all.filter(({ path, text }) => lines(text) > (isTest(path) ? 350 : 300))
  expect(long.map(({ path, text }) => `${path}: ${lines(text)}`)).toEqual([])
  const sizes = shipped.map(({ text }) => lines(text)).sort((a, b) => a - b)
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(100)
})
