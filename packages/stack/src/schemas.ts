import { GatewayConfig } from '@collabry/gateway/config'
import { LlmConfig } from '@collabry/llm/config'
import { MemoryConfig } from '@collabry/memory/config'
import { RagConfig } from '@collabry/rag/config'
import type { TObject } from '@sinclair/typebox'
import { StackConfig } from './config'

/** The schemas of all settings, by the service that reads them. */
export const schemas = {
  gateway: GatewayConfig,
  llm: LlmConfig,
  memory: MemoryConfig,
  rag: RagConfig,
  start: StackConfig,
} satisfies Record<string, TObject>
