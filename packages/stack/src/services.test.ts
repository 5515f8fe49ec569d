import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig, variableOf } from '@collabry/runtime/config'
import type { TObject } from '@sinclair/typebox'
import { StackConfig, schemas } from './config'
import { makeSecrets } from './secrets'
import { callerKeysOf, choosePorts, environmentOf, SERVICES, settingsOf, withoutEffect } from './services'

const shared = { host: '127.0.0.1', dataDir: '/tmp/data', ports: choosePorts(8_000), secrets: makeSecrets() }
const env = {
  PATH: '/bin',
  JWT_SECRET_KEY: 'mine',
  JWT_SECRET_KEY_FILE: '/run/jwt',
  OLLAMA_BASE_URL: 'http://ollama',
  MONGO_URI: 'mongodb://u:p@h',
}

test('every setting that the start decides is one that the service reads', () => {
  const known = ['COLLABRY_PARENT_PIPE', 'BUN_CONFIG_MAX_HTTP_REQUESTS']
  for (const name of SERVICES) {
    const properties = Object.entries(schemas[name].properties).map(([key, property]) => variableOf(key, property))
    expect([...properties, ...known]).toEqual(expect.arrayContaining(Object.keys(settingsOf(name, shared))))
  }
})

test('a secret reaches only the services that read it', () => {
  const see = (variable: string) => SERVICES.filter((name) => variable in environmentOf(name, env, shared))
  expect(see('PATH')).toEqual([...SERVICES])
  expect(environmentOf('gateway', env, shared).BUN_JSC_useFTLJIT).toBe('0')
  expect(environmentOf('gateway', { BUN_JSC_useFTLJIT: '1' }, shared).BUN_JSC_useFTLJIT).toBe('1')
  expect(see('JWT_SECRET_KEY')).toEqual(['gateway'])
  expect(see('JWT_SECRET_KEY_FILE')).toEqual([])
  expect(see('OLLAMA_BASE_URL')).toEqual(['llm'])
  expect(see('MONGO_URI')).toEqual(['rag', 'memory'])
})

test('every secret of a schema is withheld from the other services', () => {
  for (const reader of SERVICES) {
    const schema: TObject = schemas[reader]
    const secrets = Object.entries(schema.properties).filter(([, property]) => property.secret)
    for (const [key, property] of secrets) {
      const variable = variableOf(key, property)
      const seen = SERVICES.filter((name) => environmentOf(name, { [variable]: 'planted' }, shared)[variable] === 'planted')
      expect({ reader, variable, others: seen.filter((name) => !(key in schemas[name].properties)) }).toEqual({
        reader,
        variable,
        others: [],
      })
    }
  }
})

test('a service gets the keys it checks and the key it sends, and no other', () => {
  const names = (service: (typeof SERVICES)[number]) =>
    environmentOf(service, {}, shared)
      .INTERNAL_API_KEYS?.split(',')
      .map((entry) => entry.split(':')[0])
  expect(SERVICES.map(names)).toEqual([['gateway'], ['gateway', 'rag'], ['gateway', 'rag'], ['gateway']])
})

test('a service may have a level of logs of its own', () => {
  const levels = (given: Record<string, string>) => SERVICES.map((name) => environmentOf(name, given, shared).LOG_LEVEL)
  expect(levels({ LOG_LEVEL: 'warn', RAG_LOG_LEVEL: 'debug' })).toEqual(['warn', 'debug', 'warn', 'warn'])
  expect(levels({ MEMORY_LOG_LEVEL: 'error' })).toEqual([undefined, undefined, undefined, 'error'])
  expect(() => readConfig(StackConfig, { LLM_LOG_LEVEL: 'loud' })).toThrow('LLM_LOG_LEVEL')
})

test('callers that the deployment adds are known to the services that they may call, beside the generated keys', () => {
  const callerKeys = callerKeysOf(['notes:secret', 'gateway:mine', 'grader:other'])
  const keys = (service: (typeof SERVICES)[number]) =>
    environmentOf(service, {}, { ...shared, callerKeys })
      .INTERNAL_API_KEYS?.split(',')
      .filter((key) => /^(notes|grader|gateway:mine)/.test(key))
  expect(SERVICES.map(keys)).toEqual([
    [],
    ['notes:secret', 'grader:other'],
    ['notes:secret', 'grader:other'],
    ['notes:secret', 'grader:other'],
  ])
})

test('gRPC ports follow the base that is given', () => {
  const { llm, rag, memory } = choosePorts(8_000, 50_051)
  expect([llm.port, rag.port, memory.port]).toEqual([50_051, 50_052, 50_053])
})

test('a setting that the start overrides is named with the reason', () => {
  const lines = withoutEffect({ GRPC_PORT: '50051', PATH: '/bin' }, { internalApiKeys: ['gateway:mine'] })
  expect(lines).toEqual([
    'GRPC_PORT has no effect on `bun run start`: set GRPC_PORT_BASE instead.',
    'INTERNAL_API_KEYS: `bun run start` generates the keys of its own services; those of other names are added.',
  ])
  expect(withoutEffect({ PORT: '8000' }, { internalApiKeys: ['notes:secret'] })).toEqual([])
})

test('each service runs with the settings of Bun that the image has, unless the environment says otherwise', () => {
  const image = readFileSync(join(import.meta.dir, '../../../Dockerfile'), 'utf8')
  for (const setting of ['BUN_JSC_useFTLJIT', 'BUN_JSC_forceRAMSize', 'MIMALLOC_PURGE_HOLES_MIN_INTERVAL']) {
    const values = (given: Record<string, string>) => SERVICES.map((name) => environmentOf(name, given, shared)[setting])
    const [value] = values({})
    expect(values({})).toEqual(SERVICES.map(() => value))
    expect(image.split(/\s/)).toContain(`${setting}=${value}`)
    expect(values({ [setting]: '7' })).toEqual(SERVICES.map(() => '7'))
  }
})
