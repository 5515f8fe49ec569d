import { GatewayConfig } from '@collabry/gateway/config'
import { LlmConfig } from '@collabry/llm/config'
import { MemoryConfig } from '@collabry/memory/config'
import { RagConfig } from '@collabry/rag/config'
import { processConfig } from '@collabry/runtime/config'
import { type Static, type TObject, Type as t } from '@sinclair/typebox'

const { host, port, jwtSecretKey, jwtAlgorithm, jwtIssuer, jwtAudience } = GatewayConfig.properties

const logLevelOf = (service: string) =>
  t.Optional(t.Union(processConfig.logLevel.anyOf, { description: `\`LOG_LEVEL\` of ${service} alone` }))

/** Settings of `bun run start` and `bun run token`; each service reads its own by its own schema. */
export const StackConfig = t.Object({
  nodeEnv: processConfig.nodeEnv,
  secretsDir: processConfig.secretsDir,
  shutdownGraceSeconds: processConfig.shutdownGraceSeconds,
  shutdownDelaySeconds: processConfig.shutdownDelaySeconds,
  host,
  port,
  dataDir: t.String({ default: './data', description: 'Folder of the embedded stores, the secrets and the logs' }),
  logTo: t.Union([t.Literal('file'), t.Literal('stderr')], {
    default: 'file',
    description: 'Where `bun run start` writes the log lines of the services: file (DATA_DIR/logs) or stderr (containers)',
  }),
  gatewayLogLevel: logLevelOf('gateway'),
  llmLogLevel: logLevelOf('llm'),
  memoryLogLevel: logLevelOf('memory'),
  ragLogLevel: logLevelOf('rag'),
  grpcPortBase: t.Optional(
    t.Integer({
      minimum: 1,
      maximum: 65_533,
      description:
        'The gRPC servers of `bun run start` listen on this port of 127.0.0.1 (llm), the next one (rag) and the one after (memory), for services of your own; unset: free ports, others at each start',
    }),
  ),
  internalApiKeys: processConfig.internalApiKeys,
  jwtSecretKey,
  jwtAlgorithm,
  jwtIssuer,
  jwtAudience,
})
export type StackConfig = Static<typeof StackConfig>

/** The schemas of all settings, by the service that reads them. */
export const schemas = {
  gateway: GatewayConfig,
  llm: LlmConfig,
  memory: MemoryConfig,
  rag: RagConfig,
  start: StackConfig,
} satisfies Record<string, TObject>
