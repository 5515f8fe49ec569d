import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { variableOf } from '@collabry/runtime/config'
import { readArguments } from '@collabry/runtime/run'
import { Kind, type TObject, type TSchema } from '@sinclair/typebox'
import { schemas } from './config'

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
  const { write } = readArguments(args, {
    usage: 'Usage: bun run config [--write]',
    options: { write: { type: 'boolean' } },
  }).values
  if (!write) {
    process.stdout.write(table(settingsOf(schemas)))
    return
  }
  const stale = new Set(staleFiles())
  for (const [path, text] of referenceFiles()) if (stale.has(path)) await Bun.write(join(ROOT, path), text)
  process.stdout.write(stale.size === 0 ? 'Everything is up to date.\n' : `Written: ${[...stale].join(', ')}\n`)
}

/** One environment variable, as the reference describes it. */
interface Setting {
  name: string
  /** The services that read it. */
  readers: string[]
  /** As it would be written; empty: unset. Several if the services have different defaults. */
  defaults: string[]
  description: string
}

/** All variables of the schemas in order; a variable of several services is listed once. */
export function settingsOf(schemas: Readonly<Record<string, TObject>>): Setting[] {
  const settings = new Map<string, Setting>()
  for (const [reader, schema] of Object.entries(schemas)) {
    for (const [key, property] of Object.entries(schema.properties)) {
      const name = variableOf(key, property)
      const known = settings.get(name)
      const setting = known ?? { name, readers: [], defaults: [], description: describe(property) }
      setting.readers.push(reader)
      const fallback = [property.default ?? ''].flat().join(',')
      if (!setting.defaults.includes(fallback)) setting.defaults.push(fallback)
      settings.set(name, setting)
    }
  }
  return [...settings.values()]
}

function describe(property: TSchema): string {
  const aliases = (property.aliases as string[] | undefined)?.map((name) => `\`${name}\``) ?? []
  const oldNames = (property.renamedFrom as string[] | undefined)?.map((name) => `\`${name}\``) ?? []
  const notes = [
    property.description ?? '',
    range(property),
    aliases.length > 0 ? `also read as ${aliases.join(', ')}` : '',
    oldNames.length > 0 ? `formerly ${oldNames.join(', ')}` : '',
    property.secret ? 'a secret: the name with `_FILE` appended may name a file that holds it' : '',
  ]
  return notes.filter((note) => note !== '').join('; ')
}

function range(property: TSchema): string {
  const { minimum, maximum } = property
  const number = property[Kind] === 'Integer' || property[Kind] === 'Number'
  return number && minimum !== undefined && maximum !== undefined ? `${minimum}–${maximum}` : ''
}

/** The settings as a Markdown table. */
export function table(settings: Setting[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|')
  const rows = settings.map(({ name, readers, defaults, description }) => {
    const shown = defaults.map((value) => (value === '' ? 'unset' : `\`${value}\``)).join(' / ')
    return `| \`${name}\` | ${shown} | ${readers.join(', ')} | ${cell(description)} |`
  })
  return `| variable | default | read by | what it does |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`
}

/** The settings as an environment file in which every line is a comment. */
export function envExample(settings: Setting[]): string {
  const blocks = settings.map(
    ({ name, readers, defaults, description }) => `# ${description} (${readers.join(', ')})\n# ${name}=${defaults[0] ?? ''}\n`,
  )
  return `# Copy to .env and uncomment what you want to change; "bun run start" needs none of it.\n# Made by "bun run config --write".\n\n${blocks.join('\n')}`
}

const BEGIN = '<!-- settings: made by "bun run config --write" -->'
const END = '<!-- /settings -->'

/** A text with the part between the two marks replaced; undefined when it has no marks. */
export function replaceTable(text: string, part: string): string | undefined {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (from < 0 || to < from) return undefined
  return `${text.slice(0, from + BEGIN.length)}\n${part}${text.slice(to)}`
}
