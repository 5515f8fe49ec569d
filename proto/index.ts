import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as grpc from '@grpc/grpc-js'
import { loadSync, type PackageDefinition } from '@grpc/proto-loader'
import { Reader } from 'protobufjs'
import type { ProtoGrpcType as Erasure } from './gen/erasure'
import type { ProtoGrpcType as Idempotency } from './gen/idempotency'
import type { ProtoGrpcType as Keys } from './gen/keys'
import type { ProtoGrpcType as Link } from './gen/link'
import type { ProtoGrpcType as Llm } from './gen/llm'
import type { ProtoGrpcType as Rag } from './gen/rag'
import type { ProtoGrpcType as Sessions } from './gen/sessions'
import type { ProtoGrpcType as Status } from './gen/status'
import type { ProtoGrpcType as Streams } from './gen/streams'
import type { ProtoGrpcType as Tokens } from './gen/tokens'
import type { ProtoGrpcType as Turns } from './gen/turns'
import type { ProtoGrpcType as Usage } from './gen/usage'
import { files, options } from './options'

type Memory = Sessions & Turns & Streams & Idempotency & Tokens & Keys & Usage & Erasure & Status

const packageDefinition = loadSync(files, { ...options, includeDirs: [import.meta.dir] })
// The one cast of the repository: the types in gen/ are made from the same files with the same options.
const { collabry } = grpc.loadPackageDefinition(packageDefinition) as unknown as Link & Llm & Memory & Rag

/** Client constructors; each has the definition of its service as `.service`. */
/** For other implementations and tests: the product's own processes open links by runtime/grpc/link. */
export const LinkService = collabry.link.v1.LinkService
export const LlmService = collabry.llm.v1.LlmService
export const RagService = collabry.rag.v1.RagService
export const SessionService = collabry.memory.v1.SessionService
export const TurnService = collabry.memory.v1.TurnService
export const StreamService = collabry.memory.v1.StreamService
export const IdempotencyService = collabry.memory.v1.IdempotencyService
export const TokenService = collabry.memory.v1.TokenService
export const KeyService = collabry.memory.v1.KeyService
export const UsageService = collabry.memory.v1.UsageService
export const ErasureService = collabry.memory.v1.ErasureService
export const StatusService = collabry.memory.v1.StatusService

const memory = {
  SessionService: SessionService.service,
  TurnService: TurnService.service,
  StreamService: StreamService.service,
  IdempotencyService: IdempotencyService.service,
  TokenService: TokenService.service,
  KeyService: KeyService.service,
  UsageService: UsageService.service,
  ErasureService: ErasureService.service,
  StatusService: StatusService.service,
}

/** The services of one process: no two of them have a method of the same name. */
export const memoryServices = Object.values(memory)

/** All services by the name under which a deployment grants their methods to callers of its own. */
const services: Readonly<Record<string, grpc.ServiceDefinition>> = {
  LlmService: LlmService.service,
  RagService: RagService.service,
  ...memory,
}

/** Services and methods for the product's own processes alone: erasure, tokens, keys, and work that is not one user's. */
const internalOnly: ReadonlySet<string> = new Set([
  'ErasureService',
  'TokenService',
  'KeyService',
  'RagService/EraseUser',
  'TurnService/ClaimDigests',
  'TurnService/EndDigest',
])

/** The contract as the servers of its services need it: to grant methods, and to describe themselves. */
export const contract = { services, internalOnly, descriptors }

const FILE_FIELD = 1

/**
 * The descriptors of all .proto files as they are written (names, comments, optional fields), and those of the health
 * protocol, in the form of which the reflection service reads `fileDescriptorProtos`. The ones that proto-loader makes have
 * camelCase names.
 */
function descriptors(): PackageDefinition {
  const fileDescriptorProtos: Buffer[] = []
  const reader = Reader.create(readFileSync(join(import.meta.dir, 'gen', 'descriptors.binpb')))
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (tag >>> 3 === FILE_FIELD) fileDescriptorProtos.push(Buffer.from(reader.bytes()))
    else reader.skipType(tag & 7)
  }
  return { collabry: { format: 'Protocol Buffer 3 EnumDescriptorProto', type: {}, fileDescriptorProtos } }
}
