import type { Options } from '@grpc/proto-loader'

/** The one set of proto-loader options: the runtime loads with it, and gen.ts makes the types with the same flags. */
export const options = { longs: Number, enums: String, defaults: true, oneofs: true } satisfies Options

/** The files of the contract, relative to this folder. */
export const files = [
  'collabry/link/v1/link.proto',
  'collabry/llm/v1/llm.proto',
  'collabry/memory/v1/erasure.proto',
  'collabry/memory/v1/idempotency.proto',
  'collabry/memory/v1/keys.proto',
  'collabry/memory/v1/sessions.proto',
  'collabry/memory/v1/status.proto',
  'collabry/memory/v1/streams.proto',
  'collabry/memory/v1/tokens.proto',
  'collabry/memory/v1/turns.proto',
  'collabry/memory/v1/usage.proto',
  'collabry/rag/v1/rag.proto',
]
