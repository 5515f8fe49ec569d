import type { Options } from '@grpc/proto-loader'

/** The one set of proto-loader options: the runtime loads with it, and gen.ts makes the types with the same flags. */
export const options = { longs: Number, enums: String, defaults: true, oneofs: true } satisfies Options

/** The files of the contract, relative to this folder. */
export const files = ['collabry/llm/v1/llm.proto', 'collabry/memory/v1/memory.proto', 'collabry/rag/v1/rag.proto']
