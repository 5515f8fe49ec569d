import { mongoConfig, processConfig } from '@collabry/runtime/config'
import { AppError } from '@collabry/runtime/errors'
import { type Static, Type as t } from '@sinclair/typebox'

export const MemoryConfig = t.Object({
  ...processConfig,
  ...mongoConfig,
  dataDir: t.String({ default: './data', description: 'Folder of the embedded stores; sessions are in `memory` below it' }),
  mongoStreamDb: t.Optional(
    t.String({ minLength: 1, description: 'Database in MongoDB for the logs of resumable streams; unset: that of the rest' }),
  ),
  sessionDays: t.Integer({
    default: 0,
    minimum: 0,
    maximum: 36_500,
    description: 'A session without activity for this many days is deleted; 0: never',
  }),
  messageDays: t.Integer({
    default: 0,
    minimum: 0,
    maximum: 36_500,
    description: 'A question and its answer are deleted after this many days, even if their session is kept; 0: never',
  }),
  streamLogSeconds: t.Integer({
    default: 3_600,
    minimum: 60,
    maximum: 90_000,
    description: 'How long the log of a resumable stream is kept',
  }),
  idempotencyHours: t.Integer({
    default: 24,
    minimum: 1,
    maximum: 168,
    description: 'How long the answer to a request with an Idempotency-Key is kept',
  }),
})
export type MemoryConfig = Static<typeof MemoryConfig>

/** Each of several processes on embedded stores would have sessions that the others know nothing of. */
export function checkMemoryConfig({ nodeEnv, replicas, mongoUri }: MemoryConfig): void {
  if (nodeEnv !== 'production' || replicas === 1 || mongoUri !== undefined) return
  throw new AppError('validation_error', `REPLICAS: ${replicas} processes need a store that all of them reach; set MONGO_URI.`)
}
