import { expect, test } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AnyDefinition, loadSync, type MessageTypeDefinition, type MethodDefinition } from '@grpc/proto-loader'
import type { GenerateRequestInit } from './gen/collabry/llm/v1/GenerateRequest'
import type { MessageInit } from './gen/collabry/llm/v1/Message'
import { contract, LlmService, options } from './index'

interface Field {
  name: string
  number: number
  label: string
  type: string
  typeName: string
}

type Values = Record<string, unknown>
type Message = MessageTypeDefinition<object, object> & { type: { name: string; field: Field[] } }

const files = [...new Bun.Glob('collabry/**/*.proto').scanSync({ cwd: import.meta.dir })]
const definitions = loadSync(files, { ...options, includeDirs: [import.meta.dir] })
const isMessage = (definition: AnyDefinition | undefined): definition is Message =>
  definition?.format === 'Protocol Buffer 3 DescriptorProto'
const messages = Object.entries(definitions).flatMap(([name, definition]): [string, Message][] =>
  isMessage(definition) ? [[name, definition]] : [],
)
const served = Object.values(contract.services()).flatMap((service) => Object.values(service))
const general = (path: string) => {
  const [, service = '', method = ''] = path.split('/')
  const definition = (definitions[service] as Record<string, MethodDefinition<object, object>> | undefined)?.[method]
  if (!definition) throw new Error(`${path} is in no .proto file`)
  return definition
}
const requests = served.map(({ path }): [string, Message['type']] => [path, (general(path).requestType as Message).type])

const SAMPLES: Values = {
  TYPE_STRING: 'žluť\n漢字 🙂',
  TYPE_BOOL: true,
  TYPE_BYTES: Buffer.from([0, 255, 10]),
  TYPE_DOUBLE: 0.25,
  TYPE_INT32: -2_147_483_648,
  TYPE_UINT32: 4_294_967_295,
  TYPE_INT64: Number.MAX_SAFE_INTEGER,
  TYPE_UINT64: Number.MAX_SAFE_INTEGER,
}

/** A message with every field set; `only` names the one field of a oneof that is. */
function sample(scope: string, { field }: Message['type'], skipped: ReadonlySet<string>): Values {
  const entries = field
    .filter(({ name }) => !skipped.has(name))
    .map(({ name, type, typeName, label }): [string, unknown] => {
      const value = sampleValue(scope, type, typeName)
      return [name, label === 'LABEL_REPEATED' ? [value, value] : value]
    })
  return Object.fromEntries(entries)
}

function sampleValue(scope: string, type: string, typeName: string): unknown {
  if (type in SAMPLES) return SAMPLES[type]
  const definition = definitions[`${scope}.${typeName}`]
  if (isMessage(definition)) return sample(scope, definition.type, new Set())
  return (definition?.type as { value: { name: string }[] } | undefined)?.value.at(-1)?.name
}

/** Fields that exclude each other, as proto-loader declares them: all but the first are left out of a sample. */
function excluded(name: string): Set<string> {
  const folder = `${name.split('.').slice(0, 3).join('/')}/`
  const texts = files.filter((file) => file.startsWith(folder)).map((file) => readFileSync(join(import.meta.dir, file), 'utf8'))
  const text = texts.join('\n')
  const body = new RegExp(`message ${name.split('.').at(-1)} \\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? ''
  const [, group = ''] = /oneof \w+ \{([\s\S]*?)\n {2}\}/.exec(body) ?? []
  return new Set(
    [...group.matchAll(/^\s+[\w.]+ (\w+) = \d+;/gm)]
      .slice(1)
      .map(([, field = '']) => field.replace(/_(\w)/g, (_, c) => c.toUpperCase())),
  )
}

test.each(requests)('%s names its user first', (_path, { field }) => {
  expect(field.find(({ number }) => number === 1)).toMatchObject({ name: 'userId', type: 'TYPE_STRING', label: 'LABEL_OPTIONAL' })
})

test.each(messages)('%s comes back as it was sent, in the shape of its generated type', (name, message) => {
  const sent = sample(name.split('.').slice(0, -1).join('.'), message.type, excluded(name))
  const received = message.deserialize(message.serialize(sent))
  expect(received).toMatchObject(sent)
  const generated = join(import.meta.dir, 'gen', `${name.replaceAll('.', '/')}.ts`)
  expect(existsSync(generated)).toBe(true)
  const [, body = ''] = readFileSync(generated, 'utf8').split(`export interface ${message.type.name} {`)
  const typed = [...body.matchAll(/^ {2}'(\w+)'\??: /gm)].map(([, field]) => field)
  expect(typed).toEqual(expect.arrayContaining(Object.keys(received)))
})

test.each(served.map((method) => [method.path, method] as const))('%s is as proto-loader defines it', (path, method) => {
  const expected = general(path)
  const { requestStream, responseStream, originalName } = expected
  expect(method).toMatchObject({ path, requestStream, responseStream, originalName })
  for (const [type, write, read] of [
    [expected.requestType, method.requestSerialize, method.requestDeserialize],
    [expected.responseType, method.responseSerialize, method.responseDeserialize],
  ] as const) {
    const message = type as Message
    const bytes = message.serialize(sample(path.slice(1).split('.').slice(0, -1).join('.'), message.type, new Set()))
    const value: object = message.deserialize(bytes)
    expect(read(bytes)).toEqual(value)
    expect(write(value)).toEqual(bytes)
  }
})

test('a short text is written and read as the general codec does it', () => {
  const general = definitions['collabry.llm.v1.GenerateResponse'] as Message
  const { responseSerialize, responseDeserialize } = LlmService.service.Generate
  const deltas = ['a', 'žluť\n漢字 🙂', 'x'.repeat(125), 'x'.repeat(126), '漢'.repeat(42), '', '\ud800', '\ufffd'].map(
    (text) => ({
      texts: [text],
    }),
  )
  const more = [{ texts: ['a', 'b'] }, { texts: ['a'], quoted: true }, { texts: ['a'], reasoning: ['b'] }, { texts: [] }]
  for (const one of [...deltas, ...more].flatMap((deltas) => [{ deltas }, { deltas, partsLeftOut: 1 }])) {
    const bytes = responseSerialize(one)
    expect(bytes).toEqual(general.serialize(one))
    expect<object>(responseDeserialize(bytes)).toEqual(general.deserialize(bytes))
  }
  // Fields in another order, unknown ones and lengths that are not true are left to the general codec.
  for (const hex of ['0a030a0161', '0a0310011a00', '0a041a0161', '0a030a01612001', '20010a030a0161', '0a050a01611801', '']) {
    const bytes = Buffer.from(hex, 'hex')
    const read = (from: (bytes: Buffer) => object) => {
      try {
        return from(bytes)
      } catch {
        return 'refused'
      }
    }
    expect(read(responseDeserialize)).toEqual(read(general.deserialize))
  }
})

test('a large prompt is written in pieces that are its encoding together, and its bytes are given back', () => {
  const general = definitions['collabry.llm.v1.GenerateRequest'] as Message
  const { requestPieces, requestDeserialize } = LlmService.service.Generate as typeof LlmService.service.Generate & {
    requestPieces(request: GenerateRequestInit): Iterator<Buffer> | undefined
  }
  const call = (size: number) => ({ id: 'a', name: 'f', argumentsJson: '['.repeat(size) })
  const messages: MessageInit[] = [
    { role: 'ROLE_SYSTEM', content: '漢'.repeat(50_000) },
    { role: 'ROLE_USER', content: '' },
    { role: 'ROLE_ASSISTANT', content: 'a', toolCalls: [call(40_000), call(40_000), call(1)] },
    { role: 'ROLE_TOOL', content: 'x'.repeat(400_000), toolCallId: 'a', toolName: 'f' },
    { role: 'ROLE_USER', content: 'ü' },
  ]
  const request = { userId: 'ann', model: 'm', maxTokens: 3, temperature: 0, stop: ['a'], brief: { question: 'q' }, messages }
  const made = requestPieces(request)
  const pieces: Buffer[] = []
  for (let next = made?.next(); next && !next.done; next = made?.next()) pieces.push(next.value)
  expect(pieces.length).toBeGreaterThan(3)
  const whole = general.deserialize(general.serialize(request))
  expect(general.deserialize(Buffer.concat(pieces))).toEqual(whole)
  const own = Buffer.allocUnsafeSlow(pieces.reduce((sum, { length }) => sum + length, 0))
  own.set(Buffer.concat(pieces))
  const shared = Buffer.concat([Buffer.alloc(9), own]).subarray(9)
  expect<object>(requestDeserialize(own)).toEqual(whole)
  expect<object>(requestDeserialize(shared)).toEqual(whole)
  expect([own.length, shared.length > 0]).toEqual([0, true])
  expect(requestPieces({ ...request, messages: messages.slice(3, 3) })).toBeUndefined()
  expect(requestPieces({ userId: 'ann', messages: [{ role: 'ROLE_USER', content: 'short' }] })).toBeUndefined()
})
