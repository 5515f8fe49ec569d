import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as grpc from '@grpc/grpc-js'
import type { Options, PackageDefinition } from '@grpc/proto-loader'
import protobuf from 'protobufjs/light'
import type { GenerateRequestInit } from './gen/collabry/llm/v1/GenerateRequest'
import type { GenerateResponse, GenerateResponseInit } from './gen/collabry/llm/v1/GenerateResponse'
import type { MessageInit } from './gen/collabry/llm/v1/Message'
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

type Contract = (Link & Llm & Memory & Rag)['collabry']
type Memory = Sessions & Turns & Streams & Idempotency & Tokens & Keys & Usage & Erasure & Status

// Client constructors; each has the definition of its service as `.service`.

/** For other implementations and tests: the product's own processes open links by runtime/grpc/link. */
export const LinkService = client('link', 'LinkService')
export const LlmService = client('llm', 'LlmService')
export const RagService = client('rag', 'RagService')
export const SessionService = client('memory', 'SessionService')
export const TurnService = client('memory', 'TurnService')
export const StreamService = client('memory', 'StreamService')
export const IdempotencyService = client('memory', 'IdempotencyService')
export const TokenService = client('memory', 'TokenService')
export const KeyService = client('memory', 'KeyService')
export const UsageService = client('memory', 'UsageService')
export const ErasureService = client('memory', 'ErasureService')
export const StatusService = client('memory', 'StatusService')

const memory = {
  SessionService,
  TurnService,
  StreamService,
  IdempotencyService,
  TokenService,
  KeyService,
  UsageService,
  ErasureService,
  StatusService,
}

const definitionsOf = (clients: Readonly<Record<string, { service: grpc.ServiceDefinition }>>) =>
  Object.fromEntries(Object.entries(clients).map(([name, { service }]) => [name, service]))

/** The services of one process: no two of them have a method of the same name. */
export const memoryServices = () => Object.values(definitionsOf(memory))

/** All services by the name under which a deployment grants their methods to callers of its own. */
const services = () => definitionsOf({ LlmService, RagService, ...memory })

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

/** How messages become objects: gen.ts makes the types with the same options. */
export const options = { longs: Number, enums: String, defaults: true, oneofs: true } satisfies Options

type Packages = { [Package in keyof Contract]: Contract[Package]['v1'] }

/**
 * A client constructor whose definition is made when it is first used: a process holds the services that it serves or calls.
 * proto-loader would make a descriptor of each message beside it, which takes 4 MB, and its parser and descriptors 6 MB more.
 */
function client<P extends keyof Packages & string, S extends keyof Packages[P] & string>(name: P, service: S): Packages[P][S] {
  let made: grpc.ServiceClientConstructor | undefined
  const make = () => {
    made ??= grpc.makeClientConstructor(definitionOf(typesOf(name).lookupService(service)), service)
    return made
  }
  class Deferred {
    constructor(...settings: ConstructorParameters<grpc.ServiceClientConstructor>) {
      // biome-ignore lint/correctness/noConstructorReturn: a client is of the class that is made at its first use
      return new (make())(...settings)
    }
    static get service() {
      return make().service
    }
  }
  // The one cast of the repository: the types in gen/ are made from the same files with the same options.
  return Deferred as unknown as Packages[P][S]
}

const loaded = new Map<string, protobuf.Root>()

/** The messages and services of one package of the contract. */
function typesOf(name: string): protobuf.Root {
  const known = loaded.get(name)
  if (known) return known
  const { nested } = JSON.parse(readFileSync(join(import.meta.dir, 'gen', 'contract.json'), 'utf8'))
  const root = protobuf.Root.fromJSON({ nested: { collabry: { nested: { [name]: nested.collabry.nested[name] } } } })
  root.resolveAll()
  loaded.set(name, root)
  return root
}

function definitionOf(service: protobuf.Service): grpc.ServiceDefinition {
  const methods = service.methodsArray.map(
    ({ name, requestStream, responseStream, resolvedRequestType, resolvedResponseType }) => {
      const [request, response] = [codecOf(resolvedRequestType), codecOf(resolvedResponseType)]
      const definition: grpc.MethodDefinition<object, object> = {
        path: `/${service.fullName.slice(1)}/${name}`,
        requestStream: requestStream === true,
        responseStream: responseStream === true,
        requestSerialize: request.serialize,
        requestDeserialize: request.deserialize,
        responseSerialize: response.serialize,
        responseDeserialize: response.deserialize,
        originalName: name.charAt(0).toLowerCase() + name.slice(1),
      }
      return [name, definition]
    },
  )
  const definition = Object.fromEntries(methods)
  if (service.name === 'LlmService') {
    shortenTexts(definition.Generate)
    sparePrompts(definition.Generate)
  }
  return definition
}

function codecOf(type: protobuf.Type | null) {
  if (!type) throw new Error('The contract names a message that it does not have; run "bun run gen".')
  return {
    serialize: (message: object) => {
      const bytes = type.encode(type.fromObject(message)).finish()
      return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes)
    },
    deserialize: (bytes: Buffer) => type.toObject(type.decode(bytes), options),
  }
}

/** Tag of a field of bytes with the number 1: `deltas` of GenerateResponse, and `texts` of Deltas. */
const FIRST_FIELD = 0x0a
/** Text over 127 bytes has a longer length field; the general codec reads and writes it. */
const SHORT_BYTES_MAX = 127

/**
 * A message of one short text is what nearly all messages between two processes are. It is written and read without the
 * objects that protobufjs makes of it; the bytes are the same, and every other message takes the general way.
 */
function shortenTexts(method: Contract['llm']['v1']['LlmService']['service']['Generate']): void {
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

/** Characters of a piece of a prompt; a prompt of several pieces is large. */
const PIECE_CHARS = 65_536

/**
 * A prompt may fill a whole body of the public API. A large one is written piece by piece while it is sent: the encodings of
 * the parts of a message, one after the other, are the encoding of the message. Its bytes are given back when they were read,
 * because none of its fields is a view of them.
 */
function sparePrompts(method: Contract['llm']['v1']['LlmService']['service']['Generate']): void {
  const { requestSerialize, requestDeserialize } = method
  const requestPieces = (request: GenerateRequestInit) =>
    (request.messages ?? []).reduce((sum, message) => sum + charactersOf(message), 0) > PIECE_CHARS
      ? piecesOf(request, requestSerialize)
      : undefined
  Object.assign(method, { requestPieces })
  method.requestDeserialize = (bytes) => {
    const request = requestDeserialize(bytes)
    const { buffer, byteLength } = bytes
    if (byteLength > PIECE_CHARS && buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
    return request
  }
}

function* piecesOf(request: GenerateRequestInit, write: (request: GenerateRequestInit) => Buffer): Generator<Buffer> {
  const { messages = [], ...head } = request
  yield write(head)
  for (let start = 0, end = 0; start < messages.length; start = end) {
    for (let characters = 0; end < messages.length && characters < PIECE_CHARS; end++)
      characters += charactersOf(messages[end] ?? {})
    yield write({ messages: messages.slice(start, end) })
  }
}

const charactersOf = ({ content = '', toolCalls = [] }: MessageInit): number =>
  toolCalls.reduce((sum, { argumentsJson = '' }) => sum + argumentsJson.length, content.length)

const FILE_FIELD = 1

/**
 * The descriptors of all .proto files as they are written (names, comments, optional fields), and those of the health
 * protocol, in the form of which the reflection service reads `fileDescriptorProtos`. The ones that proto-loader makes have
 * camelCase names.
 */
function descriptors(): PackageDefinition {
  const fileDescriptorProtos: Buffer[] = []
  const reader = protobuf.Reader.create(readFileSync(join(import.meta.dir, 'gen', 'descriptors.binpb')))
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (tag >>> 3 === FILE_FIELD) fileDescriptorProtos.push(Buffer.from(reader.bytes()))
    else reader.skipType(tag & 7)
  }
  return { collabry: { format: 'Protocol Buffer 3 EnumDescriptorProto', type: {}, fileDescriptorProtos } }
}
