import { expect, setDefaultTimeout, test } from 'bun:test'
import { basename } from 'node:path'
import { cycles, layouts, longFunctions, trespasses, violations, wideFolders } from './architecture'
import { expressionsIn, isSuperlinear } from './regular-expressions'
import { isTest, ROOT, sourceFiles } from './source'

// Each expression of the product is tried on long texts, which takes seconds on a busy machine.
setDefaultTimeout(60_000)

const all = sourceFiles()
const shipped = all.filter(({ path }) => !isTest(path))

test('every import is one that the layers allow', () => {
  expect(violations(shipped)).toEqual([])
})

test('an import against the layers is found', () => {
  const path = 'services/gateway/src/chat/routes.ts'
  const imports = ['services/gateway/src/generation/llm-client', 'services/rag/src/search/search', 'elysia']
  expect(violations([{ path, text: '', imports, loads: [] }])).toHaveLength(2)
  const others = {
    'services/gateway/src/core/router.ts': 'proto/index',
    'packages/client/src/client.ts': 'packages/runtime/src/log',
  }
  for (const [path, name] of Object.entries(others)) {
    expect(violations([{ path, text: '', imports: [name], loads: [] }])).toHaveLength(1)
  }
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

/** Files with an expression of which the input can't be long, and why. */
const BOUNDED_INPUT: Record<string, string> = { 'ambiguity.ts': 'messages of at most 200 characters' }

test('no regular expression takes more than linear time, whatever the text', () => {
  const served = shipped.filter(({ path }) => /^(services|packages)\/[^/]+\/src\//.test(path))
  const all = served.flatMap(({ path, text }) => expressionsIn(path, text))
  expect(all.length).toBeGreaterThan(300)
  const slow = all.filter(isSuperlinear)
  const unbounded = slow.filter(({ path }) => BOUNDED_INPUT[basename(path)] === undefined)
  expect(unbounded.map(({ path, source }) => `${path}: ${source}`)).toEqual([])
  expect(slow).toHaveLength(Object.keys(BOUNDED_INPUT).length)
})

test('an expression that goes over a text again and again is found', () => {
  const text = String.raw`x.replace(/\s+$/, '').replace(/(a|aa)+b/g, '').replace(/(?<!\s)\s+$/, '').split(/\s*,/)`
  expect(expressionsIn('x.ts', text).map(isSuperlinear)).toEqual([true, true, false, true])
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

/**
 * Functions and folders over the limits. This list only gets shorter: an entry that is within the limits again fails the
 * test until it is removed.
 */
const TOO_LONG: string[] = []
const TOO_WIDE: string[] = []

test('functions and methods have at most 70 lines, closures counted, and folders at most 40 files', () => {
  const names = longFunctions(shipped).map((entry) => entry.split(' ').at(-1) ?? '')
  expect(names.sort()).toEqual(TOO_LONG)
  expect(wideFolders(shipped)).toEqual(TOO_WIDE)
})

test('a function over the limit is found, a table of data is not', () => {
  const file = (text: string) => ({ path: 'a/b.ts', text, imports: [], loads: [] })
  const body = (line: string) => `${line}\n`.repeat(70)
  expect(longFunctions([file(`export function long() {\n${body('  if (a) b()')}}\n`)])).toEqual(['a/b.ts long'])
  expect(longFunctions([file(`const store = () => ({\n${body('  get: () => {\n  },')}})\n`)])).toEqual(['a/b.ts store'])
  expect(longFunctions([file(`const routes = () =>\n  new App()\n${body('    .get(() => {')}\nconst next = 1\n`)])).toEqual([
    'a/b.ts routes',
  ])
  expect(longFunctions([file(`const open = ({\n  a,\n}: A) => {\n${body('  if (a) b()')}}\n`)])).toEqual(['a/b.ts open'])
  expect(longFunctions([file(`const words = [\n${body("  'word',")}]\n`)])).toEqual([])
  const folder = Array.from({ length: 41 }, (_, n) => ({ ...file(''), path: `wide/${n}.ts` }))
  expect(wideFolders(folder)).toEqual(['wide'])
  expect(wideFolders(folder.slice(1))).toEqual([])
})

test('a capability is used by its port', () => {
  expect(trespasses(shipped)).toEqual([])
  for (const [service, { capabilities }] of Object.entries(layouts)) {
    const [own = '', other = ''] = capabilities
    const root = `services/${service}/src`
    const file = (name: string) => ({ path: `${root}/${own}/x.ts`, text: '', imports: [], loads: [name] })
    expect(trespasses([file(`${root}/${other}/y`)])).toHaveLength(1)
    expect(trespasses([file(`${root}/${other}/ports`), file(`${root}/core/z`), file(`${root}/${own}/y`)])).toEqual([])
  }
})
