import { describe, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Type as t } from '@sinclair/typebox'
import { grpcAddress, mongoConfig, processConfig, readConfig } from './config'

const Example = t.Object({
  ...processConfig,
  dataDir: t.String({ default: './data' }),
  ollamaBaseUrl: t.Optional(t.String({ format: 'base-url', aliases: ['OLLAMA_HOST'] })),
  bodyBytesMax: t.Integer({ env: 'MAX_BODY_BYTES', default: 10, minimum: 1 }),
  jwtSecretKey: t.Optional(t.String({ secret: true })),
})

describe('a config', () => {
  test('has its defaults, and an empty variable counts as unset', () => {
    const config = readConfig(Example, { MAX_BODY_BYTES: '' })
    expect(config).toMatchObject({ dataDir: './data', bodyBytesMax: 10, grpcPort: 50051, internalApiKeys: [], logUserIds: false })
    expect(config.ollamaBaseUrl).toBeUndefined()
    expect(Object.isFrozen(config)).toBe(true)
  })

  test('converts numbers, booleans and lists', () => {
    const env = { MAX_BODY_BYTES: '42', INTERNAL_API_KEYS: 'a:1, b:2,', LOG_USER_IDS: 'true' }
    expect(readConfig(Example, env)).toMatchObject({ bodyBytesMax: 42, internalApiKeys: ['a:1', 'b:2'], logUserIds: true })
    expect(readConfig(Example, { MAX_BODY_BYTES: ' 1e9 ' }).bodyBytesMax).toBe(1_000_000_000)
  })

  test('names the variable that is wrong', () => {
    expect(() => readConfig(Example, { MAX_BODY_BYTES: 'many' })).toThrow('MAX_BODY_BYTES: must be a whole number of at least 1.')
    expect(() => readConfig(Example, { LOG_LEVEL: 'loud' })).toThrow('LOG_LEVEL: must be one of debug, info, warn, error.')
    expect(() => readConfig(Example, { LOG_USER_IDS: 'yes' })).toThrow('LOG_USER_IDS: must be true or false.')
    for (const wrong of ['80.5', '80a', ' ', '1e-1', '65536'])
      expect(() => readConfig(Example, { GRPC_PORT: wrong })).toThrow('GRPC_PORT: must be a whole number from 0 to 65535.')
    expect(() => readConfig(Example, { OTEL_TRACES_SAMPLER_ARG: '2' })).toThrow(
      'OTEL_TRACES_SAMPLER_ARG: must be a number from 0 to 1.',
    )
    for (const wrong of ['true', 'TRUE', ' ', 'Infinity', '1,0'])
      expect(() => readConfig(Example, { OTEL_TRACES_SAMPLER_ARG: wrong })).toThrow('OTEL_TRACES_SAMPLER_ARG: must be a number')
    expect(() => readConfig(Example, { INTERNAL_TLS_DIR: ' ' })).toThrow('INTERNAL_TLS_DIR: must not be blank.')
    expect(() => readConfig(t.Object(mongoConfig), { MONGO_URI: 'localhost' })).toThrow(
      'MONGO_URI: must begin with mongodb:// or mongodb+srv://.',
    )
    expect(() => readConfig(Example, { OLLAMA_HOST: 'nonsense' })).toThrow(
      'OLLAMA_HOST: must be an address that begins with http:// or https:// and has no ? and no #.',
    )
  })

  test('takes addresses of gRPC as a client resolves them, and none of the web', () => {
    const Caller = t.Object({ llmAddress: grpcAddress('llm', 50_051) })
    for (const right of [
      'llm:50051',
      '10.0.0.1:1',
      '[::1]:50051',
      'dns:///llm:50051',
      'dns://8.8.8.8/llm:50051',
      'unix:/run/llm',
    ])
      expect(readConfig(Caller, { LLM_ADDRESS: right }).llmAddress).toBe(right)
    for (const wrong of ['http://llm:50051', 'https://llm', 'grpc://llm:50051', 'tcp://10.0.0.1:50051', ' ', 'a:1, b:1'])
      expect(() => readConfig(Caller, { LLM_ADDRESS: wrong })).toThrow('LLM_ADDRESS: must be host:port, without http://')
  })

  test('takes an alias when the name itself is unset', () => {
    expect(readConfig(Example, { OLLAMA_HOST: 'http://a:1' }).ollamaBaseUrl).toBe('http://a:1')
    expect(readConfig(Example, { OLLAMA_HOST: 'http://a:1', OLLAMA_BASE_URL: 'http://b:2' }).ollamaBaseUrl).toBe('http://b:2')
  })

  test('reads a secret from the file that _FILE names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'))
    writeFileSync(join(folder, 'key'), 'hush\n')
    expect(readConfig(Example, { JWT_SECRET_KEY_FILE: join(folder, 'key') }).jwtSecretKey).toBe('hush')
    expect(() => readConfig(Example, { JWT_SECRET_KEY_FILE: join(folder, 'none') })).toThrow('JWT_SECRET_KEY_FILE')
    rmSync(folder, { recursive: true })
  })

  test('reads what is not in the environment from the files of SECRETS_DIR', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'))
    const env = { SECRETS_DIR: folder }
    expect(readConfig(Example, env).jwtSecretKey).toBeUndefined()
    writeFileSync(join(folder, 'JWT_SECRET_KEY'), 'hush\n')
    writeFileSync(join(folder, 'INTERNAL_API_KEYS'), 'a:1,b:2\n')
    writeFileSync(join(folder, 'OLLAMA_HOST'), 'http://a:1')
    writeFileSync(join(folder, 'MAX_BODY_BYTES'), '\n')
    const read = readConfig(Example, env)
    expect(read).toMatchObject({
      jwtSecretKey: 'hush',
      internalApiKeys: ['a:1', 'b:2'],
      ollamaBaseUrl: 'http://a:1',
      bodyBytesMax: 10,
    })
    expect(readConfig(Example, { ...env, JWT_SECRET_KEY: 'mine' }).jwtSecretKey).toBe('mine')
    expect(readConfig(Example, { ...env, JWT_SECRET_KEY: '' }).jwtSecretKey).toBeUndefined()
    writeFileSync(join(folder, 'LOG_LEVEL'), 'loud')
    expect(() => readConfig(Example, env)).toThrow('LOG_LEVEL')
    rmSync(join(folder, 'LOG_LEVEL'))
    mkdirSync(join(folder, 'LOG_LEVEL'))
    expect(() => readConfig(Example, env)).toThrow('SECRETS_DIR: ')
    rmSync(folder, { recursive: true })
    expect(() => readConfig(Example, env)).toThrow('SECRETS_DIR: there is no folder')
  })
})

test('an old name of a setting works and is logged, the new name goes before it', () => {
  const schema = t.Object({ idleSeconds: t.Number({ default: 30, minimum: 1, renamedFrom: ['OLD_IDLE'] }) })
  const warnings: unknown[] = []
  const log = { warn: (...line: unknown[]) => void warnings.push(line) } as never
  expect(readConfig(schema, { OLD_IDLE: '5' }, log).idleSeconds).toBe(5)
  expect(warnings).toEqual([[{ setting: 'OLD_IDLE', newName: 'IDLE_SECONDS' }, 'a setting has a new name']])
  expect(readConfig(schema, { OLD_IDLE: '5', IDLE_SECONDS: '6' }, log).idleSeconds).toBe(6)
  expect(readConfig(schema, {}, log).idleSeconds).toBe(30)
  expect(warnings).toHaveLength(1)
  expect(() => readConfig(schema, { OLD_IDLE: '0' })).toThrow('OLD_IDLE:')
})
