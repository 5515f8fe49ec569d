import { processConfig } from '@collabry/runtime/config'
import { type Static, Type as t } from '@sinclair/typebox'

/** What the one-command start itself reads; the services read the rest of the environment by their own schemas. */
export const StackConfig = t.Object({
  nodeEnv: processConfig.nodeEnv,
  shutdownGraceSeconds: processConfig.shutdownGraceSeconds,
  host: t.String({ default: '127.0.0.1', description: 'Address the gateway binds; 0.0.0.0 opens it to the network' }),
  port: t.Integer({ default: 8000, minimum: 0, maximum: 65_535, description: 'Port of the gateway; 0: a free one' }),
  dataDir: t.String({ default: './data', description: 'Folder of the embedded stores, the secrets and the logs' }),
  logTo: t.Union([t.Literal('file'), t.Literal('stderr')], {
    default: 'file',
    description: 'Where `bun run start` writes the log lines of the services: file (DATA_DIR/logs) or stderr (containers)',
  }),
  jwtSecretKey: t.Optional(
    t.String({
      secret: true,
      description: 'Key that signs and verifies tokens (HS256); `bun run start` makes and keeps one when unset',
    }),
  ),
})
export type StackConfig = Static<typeof StackConfig>
