import { grpcAddress, processConfig } from '@collabry/runtime/config'
import { AppError } from '@collabry/runtime/errors'
import { type Static, Type as t } from '@sinclair/typebox'

const amount = (description: string, byDefault = 0) =>
  t.Integer({ default: byDefault, minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: `${description}; 0: no limit` })

/** Far more answers than a person reads, and few enough that one client cannot take all of a machine. */
const STREAMS_PER_USER = 256

/** Limits per user and address. Only the one that protects the machine is set by default. */
const limitSettings = {
  rateLimitRequests: amount('Requests that one user may send within RATE_LIMIT_SECONDS'),
  rateLimitAddressRequests: amount('Requests without a valid token that one client address may send within RATE_LIMIT_SECONDS'),
  rateLimitSeconds: t.Integer({ default: 60, minimum: 1, maximum: 86_400, description: 'Window of the rate limits' }),
  streamsPerUserMax: amount('Concurrent answers of models for one user, streamed or not', STREAMS_PER_USER),
  quotaTokensPerDay: amount('Tokens of models that one user may use on a day (UTC)'),
  quotaDocumentsPerDay: amount('Documents that one user may upload on a day (UTC)'),
  quotaBytesPerDay: amount('Bytes that one user may upload on a day (UTC)'),
  redisUrl: t.Optional(
    t.String({
      secret: true,
      pattern: '^rediss?://',
      error: 'must begin with redis:// or rediss://',
      description: 'Redis in which all gateways count together, redis:// or rediss://; unset: each gateway counts alone',
    }),
  ),
  limitStoreDown: t.Union([t.Literal('local'), t.Literal('allow'), t.Literal('refuse')], {
    default: 'local',
    description:
      'While the store of a limit is unavailable: `local`, each gateway counts the requests that it has seen; `allow`, nothing is limited; `refuse`, 503',
  }),
  trustedProxies: t.Array(t.String({ minLength: 1 }), {
    default: [],
    description:
      'Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For is believed, comma-separated; none: the header counts for nothing',
  }),
}

const bytes = (mebibytes: number, description: string) =>
  t.Integer({ default: mebibytes * 1_048_576, minimum: 1_024, maximum: 268_435_456, description })

const SECRET_BYTES_MIN = 32

// The gateway serves no gRPC.
const { grpcHost: _host, grpcPort: _port, grpcReflection: _reflection, internalCallers: _callers, ...process } = processConfig

export const GatewayConfig = t.Object({
  ...process,
  host: t.String({ default: '127.0.0.1', description: 'Address the public server binds; 0.0.0.0 opens it to the network' }),
  port: t.Integer({ default: 8000, minimum: 0, maximum: 65_535, description: 'Port of the public server; 0: a free one' }),
  jwtSecretKey: t.String({ default: '', secret: true, description: 'Key that access tokens are signed with, at least 32 bytes' }),
  jwtPreviousSecretKeys: t.Array(t.String({ minLength: 1 }), {
    default: [],
    secret: true,
    description: 'Keys that still verify while the key is rotated, comma-separated',
  }),
  jwtAlgorithm: t.Union([t.Literal('HS256'), t.Literal('HS384'), t.Literal('HS512')], {
    default: 'HS256',
    description: 'The only algorithm a token may have: HS256, HS384, HS512',
  }),
  jwtJwksUrl: t.Optional(
    t.String({
      pattern: '^https?://',
      error: 'must begin with https:// or http://',
      description:
        'Address of public keys (JWKS) of other issuers, beside the secret keys; no other address is ever requested; in production only with JWT_ISSUER and JWT_AUDIENCE',
    }),
  ),
  jwtJwksAlgorithms: t.Array(t.Union([t.Literal('RS256'), t.Literal('ES256'), t.Literal('EdDSA')]), {
    default: ['RS256', 'ES256', 'EdDSA'],
    minItems: 1,
    description: 'The only algorithms that tokens of JWT_JWKS_URL may have, comma-separated: RS256, ES256, EdDSA',
  }),
  jwtIssuer: t.Optional(t.String({ description: 'Required value of `iss`; unset: any' })),
  jwtAudience: t.Optional(t.String({ description: 'Required value in `aud`; unset: any' })),
  corsOrigins: t.Array(t.String({ minLength: 1 }), {
    default: [],
    description:
      'Origins of web pages that may call, comma-separated, such as `https://app.example.org`; `*`: any, without credentials; none: same origin only',
  }),
  maxBodyBytes: bytes(10, 'Longest request body, except that of /ai/upload'),
  maxUploadBodyBytes: bytes(32, 'Longest body of /ai/upload'),
  maxUploadBytes: bytes(50, 'Largest file that /ai/upload/file accepts'),
  streamStallSeconds: t.Integer({
    default: 30,
    minimum: 1,
    maximum: 3_600,
    description: 'A client that reads nothing of its stream for this long is disconnected',
  }),
  streamResumeSeconds: t.Integer({
    default: 60,
    minimum: 1,
    maximum: 3_600,
    description: 'Time that a resumable stream continues without a reader',
  }),
  digestSeconds: t.Integer({
    default: 30,
    minimum: 0,
    maximum: 3_600,
    description: 'Interval at which an idle model makes titles and summaries of conversations; 0: never',
  }),
  serperApiKey: t.Optional(
    t.String({
      minLength: 1,
      secret: true,
      description: 'Key of the search engine serper.dev; unset: chat never searches the web',
    }),
  ),
  serperBaseUrl: t.String({
    default: 'https://google.serper.dev',
    pattern: '^https?://',
    error: 'must begin with https:// or http://',
    description: 'Address of the search engine',
  }),
  ...limitSettings,
  llmAddress: grpcAddress('llm', 50_051),
  ragAddress: grpcAddress('rag', 50_052),
  memoryAddress: grpcAddress('memory', 50_053),
})
export type GatewayConfig = Static<typeof GatewayConfig>

/** A shorter key can be guessed from a single token. An empty one is not set. */
export function checkSigningKeys(keys: string[]): void {
  if (keys.some((key) => key !== '' && Buffer.byteLength(key) < SECRET_BYTES_MIN))
    throw wrong(
      'JWT_SECRET_KEY (and each of JWT_PREVIOUS_SECRET_KEYS)',
      `it must have at least ${SECRET_BYTES_MIN} bytes, such as those of "openssl rand -base64 32"`,
    )
}

/**
 * Rules that no schema can express. In production nothing unsafe starts; elsewhere only what could not work at all is refused.
 */
export function checkGatewayConfig(config: GatewayConfig): void {
  const { nodeEnv, jwtSecretKey, jwtPreviousSecretKeys, jwtJwksUrl, jwtAudience, jwtIssuer, corsOrigins } = config
  if (jwtSecretKey === '') throw wrong('JWT_SECRET_KEY', 'set it to the key that access tokens are signed with')
  checkSigningKeys([jwtSecretKey, ...jwtPreviousSecretKeys])
  if (corsOrigins.some((origin) => origin !== '*' && origin.includes('*')))
    throw wrong('CORS_ORIGINS', 'name each origin whole, such as https://app.example.org; a * stands alone, for any')
  if (nodeEnv !== 'production') return
  if (jwtJwksUrl !== undefined && !jwtJwksUrl.startsWith('https://')) {
    throw wrong('JWT_JWKS_URL', 'in production it must begin with https://')
  }
  if (jwtJwksUrl !== undefined && (jwtAudience === undefined || jwtIssuer === undefined)) {
    throw wrong(
      'JWT_JWKS_URL',
      'in production set JWT_AUDIENCE and JWT_ISSUER too, or a token made for any other application of its issuer logs in',
    )
  }
  if (corsOrigins.includes('*')) throw wrong('CORS_ORIGINS', 'in production name the origins instead of *')
}

const wrong = (variable: string, rule: string) => new AppError('validation_error', `${variable}: ${rule}.`)
