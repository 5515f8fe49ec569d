import { checkSigningKeys } from '@collabry/gateway/config'
import { readConfig } from '@collabry/runtime/config'
import { AppError } from '@collabry/runtime/errors'
import { readArguments } from '@collabry/runtime/run'
import { SignJWT } from 'jose'
import { StackConfig } from './config'
import { isDataDirLocked, prepareDataDir } from './data-dir'
import { keptSecrets } from './secrets'

const HOUR_S = 3_600
const TTL_S = 24 * HOUR_S
const REFRESH_TTL_S = 30 * 24 * HOUR_S

export interface Claims {
  user: string
  scope?: string | undefined
  ttlSeconds?: number | undefined
  refresh?: boolean | undefined
}

/** The settings by which the gateway verifies a token. */
export interface Signer {
  jwtSecretKey: string
  jwtAlgorithm?: string
  jwtIssuer?: string | undefined
  jwtAudience?: string | undefined
}

/** A token that the gateway accepts. A refresh token has an id and can be used once. */
export async function signToken(signer: Signer, { user, scope, refresh = false, ttlSeconds }: Claims): Promise<string> {
  const extra = { ...(scope === undefined ? {} : { scope }), ...(refresh ? { typ: 'refresh' } : {}) }
  const now = Math.floor(Date.now() / 1_000)
  const jwt = new SignJWT(extra)
    .setProtectedHeader({ alg: signer.jwtAlgorithm ?? 'HS256', typ: 'JWT' })
    .setSubject(user)
    .setIssuedAt(now)
    .setExpirationTime(now + (ttlSeconds ?? (refresh ? REFRESH_TTL_S : TTL_S)))
  if (refresh) jwt.setJti(crypto.randomUUID())
  if (signer.jwtIssuer) jwt.setIssuer(signer.jwtIssuer)
  if (signer.jwtAudience) jwt.setAudience(signer.jwtAudience)
  return jwt.sign(new TextEncoder().encode(signer.jwtSecretKey))
}

const USAGE = 'Usage: bun run token --user alice [--scope "documents:publish"] [--ttl 24h] [--refresh]'

/** `bun run token`: a token signed with the key that the start in the same folder uses. */
export async function printToken(args: string[], env: Record<string, string | undefined>): Promise<void> {
  const claims = readTokenFlags(args)
  const config = readConfig(StackConfig, env)
  checkSigningKeys([config.jwtSecretKey])
  const jwtSecretKey = config.jwtSecretKey || keyOfDataDir(config.dataDir)
  process.stdout.write(`${await signToken({ ...config, jwtSecretKey }, claims)}\n`)
}

/** The key of a data folder. If no server runs on it, a note goes to stderr: another folder has another key. */
function keyOfDataDir(dataDir: string): string {
  const path = prepareDataDir(dataDir)
  if (!isDataDirLocked(path))
    process.stderr.write(
      `No server runs on ${path} now. The token is signed with the key of this folder: a server that was started with another DATA_DIR, or with JWT_SECRET_KEY, refuses it. Set the same here.\n`,
    )
  return keptSecrets(path).jwtSecretKey
}

/** Parses the flags of `bun run token`; throws with a sentence that names the wrong one. */
export function readTokenFlags(args: string[]): Claims {
  const { user, scope, ttl, refresh } = readArguments(args, {
    usage: USAGE,
    options: { user: { type: 'string' }, scope: { type: 'string' }, ttl: { type: 'string' }, refresh: { type: 'boolean' } },
  }).values
  if (user === undefined) throw new AppError('validation_error', `--user is missing. ${USAGE}`)
  if (user.length < 1 || user.length > 256 || !user.isWellFormed() || /\p{Cc}/u.test(user)) {
    throw new AppError('validation_error', `--user takes 1 to 256 characters without control characters. ${USAGE}`)
  }
  return { user, scope, refresh, ttlSeconds: ttl === undefined ? undefined : readTtl(ttl) }
}

const SECONDS = { s: 1, m: 60, h: HOUR_S, d: 24 * HOUR_S }
const YEARS_10_S = 10 * 365 * 24 * HOUR_S

function readTtl(text: string): number {
  const [, amount, unit = 's'] = /^(\d{1,9})([smhd])?$/.exec(text) ?? []
  const seconds = Number(amount) * SECONDS[unit as keyof typeof SECONDS]
  if (!(seconds >= 1 && seconds <= YEARS_10_S)) {
    throw new AppError('validation_error', `--ttl takes seconds, or a number with s, m, h or d, up to 10 years. ${USAGE}`)
  }
  return seconds
}
