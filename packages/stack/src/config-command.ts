import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { schemas } from './schemas'
import { envExample, replaceTable, settingsOf, table } from './settings-reference'

/** The most used settings, which the README lists; docs/configuration.md lists all. */
const README_SETTINGS = [
  'HOST',
  'PORT',
  'DATA_DIR',
  'JWT_SECRET_KEY',
  'CORS_ORIGINS',
  'OLLAMA_BASE_URL',
  'OLLAMA_MODEL',
  'EMBEDDING_MODEL',
  'LLM_FALLBACK',
  'LOG_LEVEL',
  'LOG_TO',
]

const ROOT = resolve(import.meta.dir, '../../..')

/** The up-to-date text of each file that lists settings, by path. A README without marks is not changed. */
function referenceFiles(): Map<string, string> {
  const settings = settingsOf(schemas)
  const files = new Map([
    ['.env.example', envExample(settings)],
    [
      'docs/configuration.md',
      `# Configuration\n\nMade by \`bun run config --write\` from the schemas of the services.\n\n${table(settings)}`,
    ],
  ])
  const readme = join(ROOT, 'README.md')
  const first = README_SETTINGS.flatMap((name) => settings.filter((setting) => setting.name === name))
  const text = existsSync(readme) ? replaceTable(readFileSync(readme, 'utf8'), table(first)) : undefined
  return text === undefined ? files : files.set('README.md', text)
}

/** The files that are out of date. */
export const staleFiles = (): string[] =>
  [...referenceFiles()]
    .filter(([path, text]) => !existsSync(join(ROOT, path)) || readFileSync(join(ROOT, path), 'utf8') !== text)
    .map(([path]) => path)

/** `bun run config`: prints the reference; with `--write` updates the files. */
export async function printConfig(args: string[]): Promise<void> {
  const [flag, ...more] = args
  if (more.length > 0 || (flag !== undefined && flag !== '--write')) {
    throw new AppError('validation_error', 'Usage: bun run config [--write]')
  }
  if (flag === undefined) {
    process.stdout.write(table(settingsOf(schemas)))
    return
  }
  const stale = new Set(staleFiles())
  for (const [path, text] of referenceFiles()) if (stale.has(path)) await Bun.write(join(ROOT, path), text)
  process.stdout.write(stale.size === 0 ? 'Everything is up to date.\n' : `Written: ${[...stale].join(', ')}\n`)
}
