import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as grpc from '@grpc/grpc-js'
import { loadSync, type PackageDefinition } from '@grpc/proto-loader'
import { Reader } from 'protobufjs'
import type { GenerateResponse, GenerateResponseInit } from './gen/collabry/llm/v1/GenerateResponse'
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

shortenTexts(LlmService.service.Generate)

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

/** Tag of a field of bytes with the number 1: `deltas` of GenerateResponse, and `texts` of Deltas. */
const FIRST_FIELD = 0x0a
/** Text over 127 bytes has a longer length field; the general codec reads and writes it. */
const SHORT_BYTES_MAX = 127

/**
 * A message of one short text is what nearly all messages between two processes are. It is written and read without the
 * objects that protobufjs makes of it; the bytes are the same, and every other message takes the general way.
 */
function shortenTexts(method: typeof LlmService.service.Generate): void {
  const { responseSerialize, responseDeserialize } = method
  method.responseSerialize = (reply) => encodeText(reply) ?? responseSerialize(reply)
  method.responseDeserialize = (bytes) => decodeText(bytes) ?? responseDeserialize(bytes)
}

function encodeText({ deltas, finish, toolCalls, partsLeftOut }: GenerateResponseInit): Buffer | undefined {
  if (!deltas || finish || toolCalls || partsLeftOut) return undefined
  const { texts = [], reasoning = [], quoted } = deltas
  const [text = ''] = texts
  if (texts.length !== 1 || reasoning.length > 0 || quoted || text.length > SHORT_BYTES_MAX || !text.isWellFormed())
    return undefined
  const length = Buffer.byteLength(text)
  if (length + 2 > SHORT_BYTES_MAX) return undefined
  const bytes = Buffer.allocUnsafe(4 + length)
  bytes[0] = bytes[2] = FIRST_FIELD
  bytes[1] = length + 2
  bytes[3] = length
  bytes.write(text, 4)
  return bytes
}

function decodeText(bytes: Buffer): GenerateResponse | undefined {
  const length = bytes[3] ?? 0
  if (bytes[0] !== FIRST_FIELD || bytes[2] !== FIRST_FIELD || length + 2 > SHORT_BYTES_MAX) return undefined
  if (bytes.length !== length + 4 || bytes[1] !== length + 2) return undefined
  const text = bytes.toString('utf8', 4)
  // Half of a surrogate pair, which protobufjs keeps, or bytes that are no text.
  if (text.includes('\ufffd')) return undefined
  return { deltas: { texts: [text], reasoning: [], quoted: false }, partsLeftOut: 0, event: 'deltas' }
}

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
