import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { variableOf } from '@collabry/runtime/config'
import { schemas } from '@collabry/stack/schemas'
import { SERVICES } from '@collabry/stack/services'
import { YAML } from 'bun'
import { ROOT } from '../source'

interface Service {
  image: string
  command?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  ports?: string[]
  read_only?: boolean
  cap_drop?: string[]
  healthcheck?: object
  depends_on?: Record<string, { condition: string }>
}

const read = (path: string) => YAML.parse(readFileSync(join(ROOT, path), 'utf8')) as { services: Record<string, Service> }
const { services } = read('compose.yaml')
const ours = SERVICES.map((name) => [name, services[name] ?? { image: '' }] as const)

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

test('with stores outside, nothing but our processes is left', () => {
  const outside = Object.keys(read('deploy/compose.outside.yaml').services)
  const left = Object.keys(services).filter((name) => !outside.includes(name))
  expect(left.sort()).toEqual([...SERVICES, 'keys'].sort())
})
