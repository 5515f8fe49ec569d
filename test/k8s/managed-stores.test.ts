import { expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { YAML } from 'bun'
import { ROOT } from '../source'
import { canBuild, combine, type Manifest, type PodSpec, workloads } from './manifests'
import { checkAgainstSchemas } from './schemas'

setDefaultTimeout(180_000) // the compiler, on a busy machine

const page = readFileSync(join(ROOT, 'docs/managed-stores.md'), 'utf8')
const examples = [...page.matchAll(/^## (.+)$[\s\S]*?(?=^## |$(?![\s\S]))/gm)].flatMap(([section, title = '']) =>
  [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => ({ title, yaml })),
)
const COMPONENTS = ['rag-workers', 'mongo', 'milvus', 'redis', 'migrate', 'smoke', 'backup', 'network-policies']

test('the page has an example for every managed store', () => {
  expect(new Set(examples.map(({ title }) => title)).size).toBeGreaterThanOrEqual(4)
})

/** The condition that each pod meets with the example of a section, by the title of the section. */
const HOLDS: Record<string, (pod: PodSpec) => boolean> = {
  'A certificate authority of your own': ({ containers, initContainers = [] }) =>
    [...containers, ...initContainers]
      .filter(({ envFrom = [] }) => envFrom.some(({ configMapRef }) => configMapRef?.name.startsWith('common')))
      .every(({ volumeMounts = [] }) => volumeMounts.some(({ mountPath }) => mountPath === '/authority')),
  OpenShift: ({ securityContext }) => securityContext?.runAsUser === undefined,
}

for (const { title, yaml } of examples)
  test.skipIf(!canBuild)(`${title}: the example is taken by kustomize and by the schemas`, async () => {
    const { components = [], ...rest } = YAML.parse(yaml) as {
      components?: string[]
      patches?: object[]
      configMapGenerator?: object[]
    }
    const named = components.map((path) => path.split('/').at(-1) ?? '')
    const before = combine([...COMPONENTS, ...named])
    const generators = rest.configMapGenerator?.map((generator) => ({ ...generator, files: undefined, literals: ['ca.crt=x'] }))
    const manifests = combine([...COMPONENTS, ...named], { ...rest, ...(generators && { configMapGenerator: generators }) })
    expect(await checkAgainstSchemas(manifests)).toEqual([])
    const holds = HOLDS[title] ?? (() => true)
    const left = workloads(manifests).filter(({ spec }) => !holds(spec.template.spec))
    expect(left.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([])
    const changed = (all: Manifest[]) => all.map((manifest) => JSON.stringify(manifest)).sort()
    expect(Bun.deepEquals(changed(manifests), changed(before))).toBe(false)
  })
