import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What users of the product have said in this run, and the tokens they said it with: none of it may be in a log line. */
const said = new Set<string>()

const CHARS_MIN = 16
const CHARS_KEPT = 60
const SAID_MAX = 20_000

/** Remembers every text in what a client sends; ids, names of routes and settings have no blanks and are not texts. */
export function remember(value: unknown): void {
  if (typeof value === 'string') {
    const text = value.trim().split('\n')[0]?.slice(0, CHARS_KEPT) ?? ''
    const isText = text.length >= CHARS_MIN && (text.includes(' ') || text.startsWith('eyJ') || text.includes('@'))
    if (isText && said.size < SAID_MAX) said.add(text)
  } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) remember(part)
}

interface Leak {
  file: string
  why: string
  line: string
}

/**
 * Lines of the logs in a folder that are not JSON objects of ours, or that contain a text of a client, a token or an e-mail
 * address.
 */
export function leaksIn(logDir: string): Leak[] {
  return readdirSync(logDir).flatMap((file) =>
    readFileSync(join(logDir, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => {
        const why = wrongWith(line)
        return why ? [{ file, why, line: line.slice(0, 500) }] : []
      }),
  )
}

const EMAIL = /[\w.+-]+@[\w-]+\.[a-z]{2,}/i
const TOKEN = /\beyJ[\w-]{10,}\.|Bearer\s+\S/
/** Where a package is installed, as the stacks of errors name it: `package@1.2.3`. */
const PATHS = /\/[^\s"]*node_modules[^\s"]*/g

function wrongWith(line: string): string | undefined {
  if (!isEvent(line)) return 'not one JSON object with level, time, service and message'
  if (TOKEN.test(line)) return 'a token'
  if (EMAIL.test(line.replace(PATHS, ''))) return 'an e-mail address'
  for (const text of said) if (line.includes(text) || line.includes(JSON.stringify(text).slice(1, -1))) return `said: ${text}`
  return undefined
}

function isEvent(line: string): boolean {
  try {
    const event: unknown = JSON.parse(line)
    return typeof event === 'object' && event !== null && ['level', 'time', 'service', 'message'].every((name) => name in event)
  } catch {
    return false
  }
}
