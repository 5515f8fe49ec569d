import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PackageDefinition } from '@grpc/proto-loader'
import { Reader } from 'protobufjs'

const FILE_FIELD = 1

/**
 * The descriptors of all .proto files as they are written (names, comments, optional fields), and those of the health
 * protocol, in the form of which the reflection service reads `fileDescriptorProtos`. The ones that proto-loader makes have
 * camelCase names.
 */
export function descriptors(): PackageDefinition {
  const fileDescriptorProtos: Buffer[] = []
  const reader = Reader.create(readFileSync(join(import.meta.dir, 'gen', 'descriptors.binpb')))
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (tag >>> 3 === FILE_FIELD) fileDescriptorProtos.push(Buffer.from(reader.bytes()))
    else reader.skipType(tag & 7)
  }
  return { collabry: { format: 'Protocol Buffer 3 EnumDescriptorProto', type: {}, fileDescriptorProtos } }
}
