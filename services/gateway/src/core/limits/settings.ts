import { Type as t } from '@sinclair/typebox'

const amount = (description: string) =>
  t.Integer({ default: 0, minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: `${description}; 0: no limit` })

/** Settings of the gateway that say how much whom. None is set by default: on a machine of one's own nobody is in the way. */
export const limitSettings = {
  rateLimitRequests: amount('Requests that one user may send within RATE_LIMIT_SECONDS'),
  rateLimitAddressRequests: amount('Requests without a good token that one client address may send within RATE_LIMIT_SECONDS'),
  rateLimitSeconds: t.Integer({ default: 60, minimum: 1, maximum: 86_400, description: 'Window of the rate limits' }),
  streamsPerUserMax: amount('Answers of models that one user may have made at once, streamed or not'),
  quotaTokensPerDay: amount('Tokens of models that one user may use on a day (UTC)'),
  quotaDocumentsPerDay: amount('Documents that one user may upload on a day (UTC)'),
  quotaBytesPerDay: amount('Bytes that one user may upload on a day (UTC)'),
  redisUrl: t.Optional(
    t.String({
      secret: true,
      pattern: '^rediss?://',
      description: 'Redis in which all gateways count together, redis:// or rediss://; unset: each counts for itself',
    }),
  ),
  limitStoreDown: t.Union([t.Literal('local'), t.Literal('allow'), t.Literal('refuse')], {
    default: 'local',
    description:
      'While the store of a limit is away: `local`, each gateway judges by what it has seen; `allow`, nothing is limited; `refuse`, 503',
  }),
  trustedProxies: t.Array(t.String({ minLength: 1 }), {
    default: [],
    description:
      'Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For is believed, comma-separated; none: the header counts for nothing',
  }),
}
