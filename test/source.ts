import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { Glob } from 'bun'

export const ROOT = join(import.meta.dir, '..')

/** One file of ours and what it imports: our own files as paths from the root, packages by their specifier. */
export interface SourceFile {
  path: string
  text: string
  /** Of types as well as of values. */
  imports: string[]
  /** What is loaded at run time. */
  loads: string[]
}

const PATTERN = '{proto,packages,services,test,bench,deploy}/**/*.ts'
const OURS: Record<string, string> = {
  proto: 'proto',
  runtime: 'packages/runtime/src',
  'embedding-model': 'packages/embedding-model/src',
  'fake-ollama': 'packages/fake-ollama/src',
  stack: 'packages/stack/src',
  extractive: 'packages/extractive/src',
  storage: 'packages/storage/src',
}

/** Every TypeScript file but the generated ones. */
export function sourceFiles(): SourceFile[] {
  const paths = [...new Glob(PATTERN).scanSync(ROOT)].filter(
    (path) => !path.includes('node_modules/') && !path.startsWith('proto/gen/'),
  )
  return paths.sort().map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    const imports = importsOf(text).map(({ specifier, type }) => ({ name: resolve(path, specifier), type }))
    return {
      path,
      text,
      imports: imports.map(({ name }) => name),
      loads: imports.filter(({ type }) => !type).map(({ name }) => name),
    }
  })
}

export const isTest = (path: string) =>
  /\.(test|contract)\.ts$/.test(path) || path.startsWith('test/') || path.startsWith('packages/fake-ollama/')

const STATEMENT =
  /^(?:import|export)\s[^'"`;]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm

const importsOf = (text: string) =>
  [...text.matchAll(STATEMENT)].map(([statement, a, b, c]) => ({
    specifier: a ?? b ?? c ?? '',
    type: /^(import|export)\s+type\b/.test(statement),
  }))

/** `./x` and `@collabry/runtime/x` as a path from the root without extension; anything else stays. */
function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier)).replace(/\.ts$/, '')
  const [, workspace = '', rest = ''] = /^@collabry\/([^/]+)\/?(.*)$/.exec(specifier) ?? []
  if (workspace === '') return specifier
  const folder = OURS[workspace] ?? `services/${workspace}/src`
  return rest === '' ? `${folder}/index` : `${folder}/${rest}`
}
