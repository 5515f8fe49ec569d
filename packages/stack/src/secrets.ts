import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import { Type as t } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { unwritable } from './data-dir'

const Secrets = t.Object({
  jwtSecretKey: t.String({ minLength: 32 }),
  gatewayKey: t.String({ minLength: 32 }),
  ragKey: t.String({ minLength: 32 }),
})

/** Secrets of the processes of one machine: the key that signs tokens, and a key for each service that calls another. */
export type Secrets = typeof Secrets.static

/** New secrets, which are not stored. */
export const makeSecrets = (): Secrets => ({ jwtSecretKey: random(), gatewayKey: random(), ragKey: random() })
const random = () => randomBytes(32).toString('base64url')

/** The secrets of a data folder, generated the first time and stored in a file that only its owner can read. */
export function keptSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets')
  try {
    if (!existsSync(path)) create(path)
    chmodSync(path, 0o600)
  } catch (cause) {
    throw unwritable(dataDir, cause)
  }
  return read(path)
}

function create(path: string): void {
  const draft = `${path}.${process.pid}.${random()}`
  try {
    writeFileSync(draft, `${JSON.stringify(makeSecrets(), null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    linkSync(draft, path) // fails if the file exists, so that two first starts at the same time read the same secrets
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function read(path: string): Secrets {
  try {
    return Value.Decode(Secrets, JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new AppError(
      'failed_precondition',
      `${path} is damaged; restore it, or remove it to make new secrets (existing tokens then stop working).`,
      { cause },
    )
  }
}
