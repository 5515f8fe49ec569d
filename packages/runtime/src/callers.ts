import { createHash, timingSafeEqual } from 'node:crypto'
import type { Metadata } from '@grpc/grpc-js'
import { AppError } from './errors'

/** Metadata keys by which a service names itself. */
export const CALLER = 'x-collabry-caller'
export const KEY = 'x-collabry-key'

/** Which methods a named caller may use; who is not in the table may use none. */
export type Callers = Record<string, '*' | string[]>

const digest = (text: string) => createHash('sha256').update(text).digest()

/** `name:key` entries by name; a name may have two keys while they are rotated. */
export function keysByName(entries: readonly string[]): Map<string, Buffer[]> {
  const keys = new Map<string, Buffer[]>()
  for (const entry of entries) {
    const colon = entry.indexOf(':')
    if (colon < 1 || colon === entry.length - 1) throw new AppError('validation_error', 'INTERNAL_API_KEYS: expected name:key,….')
    const name = entry.slice(0, colon)
    keys.set(name, [...(keys.get(name) ?? []), digest(entry.slice(colon + 1))])
  }
  return keys
}

/** The key a process sends: the first one of its own name. */
export function keyOf(name: string, entries: readonly string[]): string {
  const entry = entries.find((candidate) => candidate.startsWith(`${name}:`))
  if (!entry) throw new AppError('validation_error', `INTERNAL_API_KEYS: has no key of the name ${name}.`)
  return entry.slice(name.length + 1)
}

/** Names the caller of a method, or refuses it. Constant time in the key. */
export function authenticate(metadata: Metadata, method: string, keys: Map<string, Buffer[]>, callers: Callers): string {
  const name = String(metadata.get(CALLER)[0] ?? '')
  const offered = digest(String(metadata.get(KEY)[0] ?? ''))
  if (!(keys.get(name) ?? []).some((key) => timingSafeEqual(key, offered))) {
    throw new AppError('invalid_token', 'Name the calling service and send its key.')
  }
  const allowed = Object.hasOwn(callers, name) ? callers[name] : undefined
  if (allowed !== '*' && !allowed?.includes(method)) throw new AppError('forbidden', 'This service may not call this method.')
  return name
}
