import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, canBuild, combine, K8S, type Manifest } from './manifests'
import { ownershipFindings } from './ownership'
import { checkAgainstSchemas } from './schemas'

setDefaultTimeout(1_800_000) // some hundred builds; the long run alone makes all of them

const components = readdirSync(join(K8S, 'components')).sort()
/** What deploy/k8s/make-secrets.sh makes, and what docs/operating.md has the operator make. */
const BY_HAND = ['gateway', 'llm', 'rag', 'memory', 'mongo', 'milvus', 'redis', 'mongo-server', 'milvus-server', 'redis-server']

/** Pairs that make no sense, and the sentence that says why. */
const EXCLUDED: [first: string, second: string, why: string][] = [
  ['embedded', 'mongo', 'Files and MongoDB are two stores of the same data: choose one.'],
  ['embedded', 'milvus', 'Vectors are in the files of rag or in Milvus: choose one.'],
  ['embedded', 'rag-workers', 'Workers cannot open the files that rag holds: they need mongo and milvus.'],
  ['embedded', 'autoscaling', 'Files are held by one replica: nothing can be scaled.'],
  ['ollama', 'vllm', 'Both say where llm finds its models: choose one.'],
  ['ingress', 'gateway-api', 'Two ways in for one host: choose one.'],
  ['embedded', 'migrate', 'Files are brought to a new schema by the process that opens them.'],
  ['embedded', 'backup', 'Files have no MongoDB whose tools could save them.'],
  ['keda', 'replicas', 'KEDA owns the number that `replicas` sets.'],
]
/** Components that another needs beside it. */
const NEEDS: Record<string, string[]> = {
  autoscaling: ['mongo', 'milvus'],
  keda: ['rag-workers', 'mongo', 'milvus', 'monitoring'],
  backup: ['mongo'],
  migrate: ['mongo', 'milvus'],
  milvus: ['mongo'],
  'rag-workers': ['mongo', 'milvus'],
}

const excluded = (set: string[]) => EXCLUDED.find(([first, second]) => set.includes(first) && set.includes(second))
const withNeeds = (set: string[]) => [...new Set([...set, ...set.flatMap((name) => NEEDS[name] ?? [])])]

function subsets(size: number): string[][] {
  const sets: Map<string, string[]> = new Map()
  const choose = (from: number, chosen: string[]): void => {
    if (chosen.length < size) {
      for (let index = from; index < components.length; index++) choose(index + 1, [...chosen, components[index] ?? ''])
      return
    }
    const set = withNeeds(chosen).sort()
    if (!excluded(set)) sets.set(set.join(' '), set)
  }
  choose(0, [])
  return [...sets.values()]
}

const sorted = (manifests: Manifest[]) => manifests.map((manifest) => JSON.stringify(manifest, canonical)).sort()

/** Entries of a list that has no order of its own, in one. */
function canonical(key: string, value: unknown): unknown {
  if (!Array.isArray(value) || !['envFrom', 'env', 'volumes', 'volumeMounts', 'sources'].includes(key)) return value
  return [...value].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}

/** Objects that were held against their schemas: most are the same in many combinations. */
const validated = new Set<string>()

async function findingsOf(set: string[]): Promise<string[]> {
  const manifests = combine(set)
  const unseen = manifests.filter((manifest) => !validated.has(JSON.stringify(manifest)))
  for (const manifest of unseen) validated.add(JSON.stringify(manifest))
  return [...ownershipFindings(manifests, BY_HAND), ...(await checkAgainstSchemas(unseen))].map(
    (what) => `${set.join(' + ')}: ${what}`,
  )
}

const whereKubectlIs = canBuild ? describe : describe.skip
const whenLong = process.env.TEST_LONG ? whereKubectlIs : describe.skip

whereKubectlIs('overlays', () => {
  const overlays = readdirSync(join(K8S, 'overlays')).sort()
  for (const overlay of overlays)
    test(`${overlay}: every object has one owner, every Secret a maker, every ConfigMap a reader`, () => {
      expect(ownershipFindings(build(`overlays/${overlay}`), BY_HAND)).toEqual([])
    })

  test('the order of the components does not matter', () => {
    const sets = [
      ['embedded', 'vllm', 'redis', 'mtls', 'network-policies', 'external-secrets', 'ingress', 'monitoring', 'priority'],
      [
        'keda',
        'rag-workers',
        'mtls',
        'mongo',
        'milvus',
        'ollama',
        'redis',
        'autoscaling',
        'monitoring',
        'gateway-api',
        'priority',
      ],
    ]
    for (const set of sets) expect(Bun.deepEquals(sorted(combine([...set].reverse())), sorted(combine(set)))).toBe(true)
  })
})

whereKubectlIs('the rules', () => {
  const object = (kind: string, name: string, spec: object): Manifest => ({ apiVersion: 'v1', kind, metadata: { name }, spec })
  test('find two owners, a Secret of nobody, a ConfigMap without a reader and a number that two set', () => {
    const pod = {
      metadata: { labels: {} },
      spec: { containers: [{ name: 'x', image: 'x', envFrom: [{ secretRef: { name: 'lost' } }] }] },
    }
    const ingress = object('Ingress', 'in', { tls: [{ secretName: 'tls' }] })
    ingress.metadata.annotations = { 'cert-manager.io/cluster-issuer': 'x' }
    const manifests = [
      object('Certificate', 'a', { secretName: 'tls' }),
      ingress,
      object('Deployment', 'app', { replicas: 2, template: pod }),
      object('ScaledObject', 'app', { scaleTargetRef: { name: 'app' } }),
      object('ConfigMap', 'unread', {}),
    ]
    expect(ownershipFindings(manifests, [])).toEqual([
      'Secret tls has two owners',
      'Secret lost is made by nobody',
      'ConfigMap unread is read by nobody',
      'app has an autoscaler and a number of replicas',
    ])
  })

  test('name every component, and refuse a pair with a sentence', () => {
    const named = [
      ...EXCLUDED.flatMap((entry) => entry.slice(0, 2)),
      ...Object.entries(NEEDS).flatMap(([name, needs]) => [name, ...needs]),
    ]
    expect(named.filter((name) => !components.includes(name))).toEqual([])
    expect(EXCLUDED.every(([, , why]) => why.endsWith('.'))).toBe(true)
  })
})

whenLong('every pair and triple of components', () => {
  test('builds, is taken by the schemas, and nobody takes what is another’s', async () => {
    const findings: string[] = []
    for (const set of [...subsets(2), ...subsets(3)]) findings.push(...(await findingsOf(set)))
    expect(findings).toEqual([])
    expect(validated.size).toBeGreaterThan(100)
  })

  test('is the same in whatever order a pair is listed', () => {
    const differ = subsets(2).filter((set) => !Bun.deepEquals(sorted(combine([...set].reverse())), sorted(combine(set))))
    expect(differ.map((set) => set.join(' + '))).toEqual([])
  })
})
