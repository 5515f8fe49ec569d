import { expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { variableOf } from '@collabry/runtime/config'
import { schemas } from '@collabry/stack/config'
import { SERVICES } from '@collabry/stack/services'
import { YAML } from 'bun'
import { ROOT } from '../source'

interface Service {
  image: string
  command?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  ports?: string[]
  networks?: string[]
  network_mode?: string
  mem_limit?: string
  restart?: string
  read_only?: boolean
  cap_drop?: string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  profiles?: string[]
}

interface Compose {
  services: Record<string, Service>
  networks?: Record<string, { internal?: boolean }>
}

const read = (path: string) => YAML.parse(readFileSync(join(ROOT, path), 'utf8')) as Compose
const { services, networks = {} } = read('compose.yaml')
const outside = read('deploy/compose/outside.yaml')
const ours = SERVICES.map((name) => [name, services[name] ?? { image: '' }] as const)
const STORES = ['mongo', 'redis', 'milvus', 'ollama']

test('compose gives every service settings that it reads, and the keys of no other', () => {
  for (const [name, { environment = {}, volumes = [] }] of ours) {
    const schema = schemas[name]
    const known = Object.entries(schema.properties).flatMap(([key, property]) => {
      const variable = variableOf(key, property)
      return property.secret ? [variable, `${variable}_FILE`] : [variable]
    })
    expect(Object.keys(environment).filter((variable) => !known.includes(variable))).toEqual([])
    expect(volumes.filter((volume) => volume.startsWith('keys-'))).toEqual([`keys-${name}:/keys:ro`])
  }
})

test('compose runs our processes restricted, each waiting for the health of what it needs', () => {
  for (const [name, { image, command, read_only, cap_drop, healthcheck, depends_on = {}, ports }] of ours) {
    expect({ image, command, read_only, cap_drop }).toEqual({
      image: services.gateway?.image ?? '',
      command: [`services/${name}/src/main.ts`],
      read_only: true,
      cap_drop: ['ALL'],
    })
    expect(healthcheck).toBeDefined()
    expect(Object.values(depends_on).every(({ condition }) => /^service_(healthy|completed_successfully)$/.test(condition))).toBe(
      true,
    )
    expect(ports === undefined).toBe(name !== 'gateway')
  }
})

test('every container that stays has a bound of memory', () => {
  const staying = Object.entries(services).filter(([, { restart }]) => restart !== 'no' && restart !== undefined)
  expect(staying.map(([name]) => name).sort()).toEqual([...SERVICES, ...STORES].sort())
  expect(staying.filter(([, { mem_limit }]) => !mem_limit).map(([name]) => name)).toEqual([])
})

test('a store is on a network with the services that use it alone, and the stores of data reach nothing outside', () => {
  const on = (network: string) =>
    Object.entries(services)
      .filter(([, service]) => service.networks?.includes(network))
      .map(([name]) => name)
      .sort()
  expect(on('mongo')).toEqual(['memory', 'mongo', 'rag'])
  expect(on('milvus')).toEqual(['milvus', 'rag'])
  expect(on('redis')).toEqual(['gateway', 'redis'])
  expect(on('models')).toEqual(['llm', 'models', 'ollama'])
  for (const store of STORES) expect([store, services[store]?.networks?.length]).toEqual([store, 1])
  expect(['mongo', 'milvus', 'redis', 'rpc'].filter((network) => networks[network]?.internal !== true)).toEqual([])
})

test('every image of others is one that was looked up, and its commands are in it', () => {
  const images: { image: string; has: string[]; source: string; checked: string }[] = JSON.parse(
    readFileSync(join(ROOT, 'deploy/images.json'), 'utf8'),
  )
  for (const { source, checked } of images) {
    expect(source).toMatch(/^https:\/\//)
    expect(checked).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  }
  const foreign = Object.entries(services).filter(([, { image }]) => !image.includes('collabry-ai-core'))
  const found = new Set(foreign.map(([, { image }]) => image))
  expect([...found].sort()).toEqual(images.map(({ image }) => image).sort())
  for (const [name, { image, command = [], healthcheck }] of foreign) {
    const has = images.find((entry) => entry.image === image)?.has ?? []
    const [kind, probe = ''] = healthcheck?.test ?? []
    const called = [command[0], kind === 'CMD' ? probe : undefined].filter((word) => word !== undefined)
    expect([name, called.filter((word) => !has.includes(word))]).toEqual([name, []])
  }
})

test('with stores outside, nothing but our processes is left, and no password of a store is read', () => {
  const started = Object.keys(services).filter((name) => outside.services[name]?.profiles === undefined)
  expect(started.sort()).toEqual([...SERVICES, 'keys'].sort())
  for (const [name, { environment = {} }] of ours) {
    const files = Object.keys(environment).filter((variable) => /^(MONGO|MILVUS|REDIS).*_FILE$/.test(variable))
    const emptied = Object.entries(outside.services[name]?.environment ?? {}).filter(([, value]) => value === '')
    expect(emptied.map(([variable]) => variable).sort()).toEqual(files.sort())
  }
})

const makeKeys = (folder: string) => {
  const { success, stderr } = Bun.spawnSync([process.execPath, join(ROOT, 'deploy/compose/make-keys.ts'), folder])
  if (!success) throw new Error(stderr.toString())
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((path) => /^\w+\/[\w.-]+$/.test(path)).sort()
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

test('keys are made once, fit together, and a first start that was cut short is finished', () => {
  const folder = mkdtempSync(join(tmpdir(), 'collabry-keys-'))
  try {
    const made = makeKeys(folder)
    expect(makeKeys(folder)).toEqual(made)
    expect(Object.keys(made)).toHaveLength(13)
    expect(made['llm/callers']).toStartWith(`${made['gateway/callers']},rag:`)
    expect(made['rag/mongo-uri']).toContain(`:${made['mongo/password']}@mongo:27017/`)
    expect(made['gateway/redis-url']).toBe(`redis://:${made['redis/password']}@redis:6379`)
    expect(made['rag/milvus-token']).toBe(`root:${made['milvus/password']}`)
    for (const lost of ['rag/mongo-uri', 'rag/callers', 'redis/redis.conf']) rmSync(join(folder, lost))
    writeFileSync(join(folder, 'gateway/jwt.new'), 'half of a k')
    rmSync(join(folder, 'gateway/jwt'))
    const again = makeKeys(folder)
    expect(again).toEqual({ ...made, 'gateway/jwt': again['gateway/jwt'] ?? '' })
    expect(again['gateway/jwt']).toHaveLength(64)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the image is built of every package that it runs', () => {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  const folders = ['packages', 'services'].flatMap((parent) => readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`))
  expect(folders.filter((folder) => !dockerfile.includes(`COPY ${folder}/package.json ${folder}/`))).toEqual([])
  const notRun = ['packages/client', 'packages/fake-ollama']
  const packages = folders.filter((folder) => folder.startsWith('packages/') && !notRun.includes(folder))
  expect(packages.filter((folder) => !dockerfile.includes(`COPY ${folder} ${folder}`))).toEqual([])
})
