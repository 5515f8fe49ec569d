import { expect, setDefaultTimeout, test } from 'bun:test'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { sbom } from '../deploy/sbom/sbom'
import { ROOT } from './source'

setDefaultTimeout(180_000) // the schema takes seconds to compile on a busy machine

const made = sbom(ROOT)
const names = made.components.map(({ group, name }) => (group ? `${group}/${name}` : name))
const validate = (document: unknown) => new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(JSON.stringify(document))

test('the bill of materials is CycloneDX', async () => {
  expect(await validate(made)).toBeNull()
  expect(await validate({ ...made, components: [{ type: 'library' }] })).not.toBeNull()
})

test('it names what the services need, with hashes, and nothing that only tests need', () => {
  expect(names).toEqual(
    expect.arrayContaining(['@grpc/grpc-js', 'elysia', 'mongodb', '@zilliz/milvus2-sdk-node', 'ollama', 'pino']),
  )
  expect(names.filter((name) => ['@biomejs/biome', 'fast-check', 'kubernetes-models', 'openai'].includes(name))).toEqual([])
  expect(names.filter((name) => name.startsWith('@collabry/'))).toEqual([])
  expect(made.components.filter(({ hashes }) => hashes === undefined)).toEqual([])
  expect(made.components.filter(({ licenses }) => licenses !== undefined).length).toBeGreaterThan(names.length * 0.9)
})

test('every dependency it tells of is one of its components', () => {
  const refs = new Set(made.components.map((component) => component['bom-ref']))
  expect(made.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref))).toEqual([])
})
