/**
 * Prints the notes of the version in package.json, as CHANGELOG.md has them; `--version` prints the version alone. A version
 * without notes ends with 1.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { version } from '../../package.json'

/** The section of a version without its heading; undefined: there is none, or it is empty. */
export function notesOf(changelog: string, wanted: string): string | undefined {
  const [, section] = changelog.split(new RegExp(`^## \\[${wanted.replaceAll('.', '\\.')}\\].*$`, 'm'))
  return section?.split(/^## /m)[0]?.trim() || undefined
}

if (import.meta.main) {
  if (process.argv.includes('--version')) process.stdout.write(`${version}\n`)
  else {
    const notes = notesOf(readFileSync(join(import.meta.dir, '../../CHANGELOG.md'), 'utf8'), version)
    if (!notes) {
      process.stderr.write(`CHANGELOG.md has no section "## [${version}]": move what is unreleased into one.\n`)
      process.exit(1)
    }
    process.stdout.write(`${notes}\n`)
  }
}
