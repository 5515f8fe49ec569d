import * as grpc from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import type { ProtoGrpcType as Llm } from './gen/llm'
import type { ProtoGrpcType as Memory } from './gen/memory'
import type { ProtoGrpcType as Rag } from './gen/rag'
import { files, options } from './options'

/** What the .proto files say, as reflection tells it. */
export const packageDefinition = loadSync(files, { ...options, includeDirs: [import.meta.dir] })
// The one cast of the repository: the types in gen/ are made from the same files with the same options.
const { collabry } = grpc.loadPackageDefinition(packageDefinition) as unknown as Llm & Memory & Rag

/** Client constructors; each has the definition of its service as `.service`. */
export const LlmService = collabry.llm.v1.LlmService
export const MemoryService = collabry.memory.v1.MemoryService
export const RagService = collabry.rag.v1.RagService
