import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig, variableOf } from '@collabry/runtime/config'
import { schemas } from '@collabry/stack/config'
import type { ServiceName } from '@collabry/stack/services'
import { ROOT } from '../source'
import { build, canBuild, combine, files, type Manifest, selects, servers, workloads } from './manifests'
import { type Pod, podsOf, reaches } from './reach'
import { environmentOf, podFindings, scaled, serviceIn, serviceOf } from './rules'
import { checkAgainstSchemas } from './schemas'
import { unknownFields } from './strict'

setDefaultTimeout(180_000) // the compiler, on a busy machine

/** What Secrets hold, by the names that the manifests refer to. */
const KEY = 'k'.repeat(40)
const secrets: Record<string, Record<string, string>> = {
  gateway: { JWT_SECRET_KEY: KEY, INTERNAL_API_KEYS: 'gateway:a' },
  llm: { INTERNAL_API_KEYS: 'gateway:a,rag:b' },
  rag: { INTERNAL_API_KEYS: 'gateway:a,rag:b' },
  memory: { INTERNAL_API_KEYS: 'gateway:a' },
  mongo: { MONGO_URI: 'mongodb://mongo.example' },
  milvus: { MILVUS_ADDRESS: 'milvus.example:19530' },
  redis: { REDIS_URL: 'redis://redis.example' },
}

const STORES = ['rag-workers', 'mongo', 'milvus', 'ollama']
/** Overlays, and combinations that one's own overlay may be of. */
const combinations: [name: string, make: () => Manifest[]][] = [
  ['overlays/dev', () => build('overlays/dev')],
  ['overlays/production', () => build('overlays/production')],
  ['overlays/production-keda', () => build('overlays/production-keda')],
  ['try', () => build('try')],
  ['try-scaled', () => build('try-scaled')],
  ['embedded with models of vLLM', () => combine(['embedded', 'vllm'])],
  ['stores and redis', () => combine(['mongo', 'milvus', 'vllm', 'redis', 'network-policies'])],
  ['everything by CPU', () => combine([...STORES, 'redis', 'autoscaling', 'network-policies', 'ingress', 'external-secrets'])],
  ['everything by metrics', () => combine([...STORES, 'autoscaling', 'network-policies', 'monitoring', 'keda', 'mtls'])],
]

/** Images of others, which have users and roots of their own. */
const STORE_FILES = ['mongo', 'milvus', 'redis', 'ollama'].map((name) => `overlays/quickstart/${name}.yaml`)

describe('every file below deploy/k8s', () => {
  test('is YAML, and its workloads are restricted', () => {
    const all = files()
    expect(all.length).toBeGreaterThan(20)
    const findings = all
      .filter(({ path }) => path !== 'try/clients.yaml') // not deployed: the load and the model that try.sh brings
      .filter(({ path }) => !STORE_FILES.includes(path))
      .flatMap(({ path, manifests }) =>
        workloads(manifests).flatMap(({ spec }) => podFindings(spec.template.spec).map((what) => `${path}: ${what}`)),
      )
    expect(findings).toEqual([])
  })

  test('holds no secret', () => {
    const found = files().flatMap(({ path, manifests }) => manifests.filter(({ kind }) => kind === 'Secret').map(() => path))
    expect(found).toEqual([])
  })

  test('a workload that may do too much is found', () => {
    const container = { name: 'x', image: 'x', envFrom: [{ secretRef: { name: 'x' } }] }
    expect(podFindings({ containers: [container], hostNetwork: true, volumes: [{ name: 'v', hostPath: {} }] })).toHaveLength(12)
  })
})

const whereKubectlIs = canBuild ? describe : describe.skip // it brings kustomize; without it only the files are judged

for (const [name, make] of combinations) {
  whereKubectlIs(name, () => {
    const manifests = canBuild ? make() : []

    test('is made of objects as Kubernetes has them', async () => {
      expect(await checkAgainstSchemas(manifests)).toEqual([])
    })

    test('has restricted pods of one image', () => {
      const pods = workloads(manifests).map(({ spec }) => spec.template.spec)
      expect(pods.flatMap(podFindings)).toEqual([])
      expect(new Set(pods.flatMap(({ containers }) => containers.map(({ image }) => image))).size).toBe(1)
      expect(pods.length).toBeGreaterThanOrEqual(4)
    })

    test('gives every process settings that it reads and takes', () => {
      const pods = workloads(manifests).map(({ spec }) => spec.template.spec)
      for (const container of pods.flatMap(({ containers, initContainers = [] }) => [...initContainers, ...containers])) {
        const service = serviceIn(container) as ServiceName
        const env = environmentOf(container, manifests, secrets)
        const schema = schemas[service]
        const config = readConfig(schema, env)
        const known = Object.entries(schema.properties).flatMap(([key, property]) => [
          variableOf(key, property),
          ...(property.aliases ?? []),
        ])
        const ofBun = ['BUN_CONFIG_DNS_TIME_TO_LIVE_SECONDS']
        expect(Object.keys(env).filter((key) => !known.includes(key) && !ofBun.includes(key))).toEqual([])
        expect(config).toMatchObject({ nodeEnv: 'production', adminHost: '0.0.0.0' })
      }
    })

    test('asks for its probes on the admin port, and gives streams the time that they are promised', () => {
      for (const { spec } of servers(manifests)) {
        const { containers, terminationGracePeriodSeconds, topologySpreadConstraints } = spec.template.spec
        expect(topologySpreadConstraints).toHaveLength(2)
        for (const container of containers) {
          const { startupProbe, readinessProbe, livenessProbe } = container
          const ready = { path: '/readyz', port: 'admin' }
          expect([startupProbe?.httpGet, readinessProbe?.httpGet]).toEqual([ready, ready])
          expect(livenessProbe?.httpGet).toEqual({ path: '/livez', port: 'admin' })
          const { SHUTDOWN_DELAY_SECONDS, SHUTDOWN_GRACE_SECONDS } = environmentOf(container, manifests, secrets)
          const needed = Number(SHUTDOWN_DELAY_SECONDS) + Number(SHUTDOWN_GRACE_SECONDS)
          expect(needed).toBeGreaterThanOrEqual(120)
          expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(needed + 5)
        }
      }
    })

    test('has headless Services for gRPC, and shows nothing but the public port of the gateway', () => {
      const services = manifests.filter(({ kind }) => kind === 'Service')
      for (const { metadata, spec } of services) {
        const isGrpc = spec?.ports?.some(({ name: port }) => port === 'grpc')
        expect([metadata.name, isGrpc ? spec?.clusterIP : 'any']).toEqual([metadata.name, isGrpc ? 'None' : 'any'])
        const selected = workloads(manifests).filter((workload) =>
          selects({ matchLabels: spec?.selector as Record<string, string> }, workload.spec.template.metadata.labels),
        )
        expect(selected).toHaveLength(1)
      }
      const gateway = services.find(({ metadata }) => metadata.name === 'gateway')
      expect(gateway?.spec?.ports?.map(({ targetPort }) => targetPort)).toEqual(['http'])
    })

    test('runs embedded stores once, on a volume that only one pod may hold', () => {
      const embedded = workloads(manifests).filter((workload) => ['memory', 'rag'].includes(serviceOf(workload)))
      for (const workload of embedded) {
        const [container] = workload.spec.template.spec.containers
        const env = container ? environmentOf(container, manifests, secrets) : {}
        if (env.MONGO_URI) continue
        expect(scaled(manifests)).not.toContain(workload.metadata.name)
        expect(workload.spec.strategy?.type).toBe('Recreate')
        expect(container?.volumeMounts?.map(({ mountPath }) => mountPath)).toContain('/data')
      }
      const volumes = manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim')
      expect(volumes.every(({ spec }) => Bun.deepEquals(spec?.accessModes, ['ReadWriteOncePod']))).toBe(true)
    })

    test('autoscales workloads that are there and that nobody else counts', () => {
      const scalers = manifests.filter(({ spec }) => spec?.scaleTargetRef)
      for (const { spec } of scalers) {
        const target = workloads(manifests).find(({ metadata }) => metadata.name === spec?.scaleTargetRef?.name)
        expect(target?.spec.replicas).toBeUndefined()
        expect(target).toBeDefined()
      }
    })
  })
}

whereKubectlIs('all combinations', () => {
  const [first, ...others] = canBuild ? combinations.flatMap(([, make]) => make()) : []

  test('have no field that Kubernetes does not know', () => {
    expect(unknownFields(first ? [first, ...others] : [])).toEqual([])
    const misspelt = { ...first, metadata: { name: 'x' }, spek: {} } as unknown as Manifest
    expect(unknownFields([misspelt]).join()).toMatch(/'"spek"' does not exist/)
  })
})

whereKubectlIs('an overlay', () => {
  test('says by a patch where models are, and the pods read it', () => {
    const manifests = build('overlays/production')
    const llm = workloads(manifests).find(({ metadata }) => metadata.name === 'llm')?.spec.template.spec.containers[0]
    expect(llm && environmentOf(llm, manifests, secrets).OLLAMA_BASE_URL).toBe('http://ollama.models:11434')
  })
})

whereKubectlIs('network policies', () => {
  const manifests = canBuild ? build('overlays/production') : []
  const pods = podsOf(manifests)
  const stranger: Pod = { name: 'stranger', namespace: 'elsewhere', labels: { app: 'x' }, ports: {} }
  const dns: Pod = { name: 'dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, ports: {} }
  const store: Pod = { name: 'store', namespace: 'stores', labels: {}, ports: {} }

  test('let a service be called by its callers alone', () => {
    const calls = [...pods, stranger].flatMap((from) =>
      pods.flatMap((to) =>
        [8000, 50051, 9464].flatMap((port) =>
          from !== to && reaches(manifests, from, to, port) ? [`${from.name} → ${to.name}:${port}`] : [],
        ),
      ),
    )
    expect(calls.sort()).toEqual(
      [
        'gateway → llm:50051',
        'gateway → memory:50051',
        'gateway → rag:50051',
        'rag → llm:50051',
        'rag-worker → llm:50051',
        'stranger → gateway:8000',
      ].sort(),
    )
  })

  test('let everyone ask for names, and only who needs a store reach one', () => {
    expect(pods.every((pod) => reaches(manifests, pod, dns, 53))).toBe(true)
    const reaching = (port: number) =>
      pods
        .filter((pod) => reaches(manifests, pod, store, port))
        .map(({ name }) => name)
        .sort()
    for (const port of [27015, 27016, 27017]) expect(reaching(port)).toEqual(['memory', 'migrate', 'rag', 'rag-worker'])
    expect(reaching(27018)).toEqual([])
    expect(reaching(19530)).toEqual(['migrate', 'rag', 'rag-worker'])
    expect(reaching(11434)).toEqual(['llm'])
    expect(reaching(6379)).toEqual(['gateway'])
    expect(reaching(4318)).toEqual(pods.map(({ name }) => name).sort())
    expect(reaching(5432)).toEqual([])
    expect(pods.filter((pod) => reaches(manifests, pod, stranger, 9464))).toEqual([])
  })

  test('let the pod be reached by which cert-manager proves the host (HTTP-01)', () => {
    const labels = { 'acme.cert-manager.io/http01-solver': 'true' }
    const solver: Pod = { name: 'solver', namespace: 'collabry', labels, ports: {} }
    expect(reaches(manifests, stranger, solver, 8089)).toBe(true)
    expect(reaches(manifests, stranger, { ...solver, labels: {} }, 8089)).toBe(false)
    expect(reaches(manifests, stranger, solver, 22)).toBe(false)
  })
})

whereKubectlIs('backups', () => {
  const manifests = canBuild ? combine([...STORES, 'network-policies', 'backup']) : []
  const jobs = workloads(manifests).filter(({ kind }) => kind === 'CronJob')

  test('are made and brought back by restricted pods, of an image that has the tools, which reach MongoDB alone', async () => {
    expect(jobs.map(({ metadata }) => metadata.name).sort()).toEqual(['backup', 'restore'])
    expect(jobs.flatMap(({ spec }) => podFindings(spec.template.spec))).toEqual([])
    expect(await checkAgainstSchemas(manifests)).toEqual([])
    const known: { image: string; has: string[] }[] = JSON.parse(readFileSync(join(ROOT, 'deploy/images.json'), 'utf8'))
    for (const { image, args = [] } of jobs.flatMap(({ spec }) => spec.template.spec.containers)) {
      const has = known.find((entry) => entry.image === image)?.has ?? []
      const called = args.join('\n').match(/\bmongo(?:sh|dump|restore)\b/g) ?? []
      expect(called.length).toBeGreaterThan(0)
      expect(called.filter((tool) => !has.includes(tool))).toEqual([])
    }
    const [backup] = podsOf(manifests).filter(({ name }) => name === 'backup')
    if (!backup) throw new Error('no backup')
    const reached = [27017, 19530, 11434, 6379, 443].filter((port) =>
      reaches(manifests, backup, { name: 'store', namespace: 'stores', labels: {}, ports: {} }, port),
    )
    expect(reached).toEqual([27017])
  })
})

whereKubectlIs('the quick start', () => {
  const manifests = canBuild ? build('overlays/quickstart') : []
  const pods = podsOf(manifests)
  const STORES = { mongo: 27017, milvus: 19530, redis: 6379, ollama: 11434 }

  test('brings our services, the stores that they use, their models and the smoke test', async () => {
    const names = workloads(manifests).map(({ metadata }) => metadata.name)
    expect(names.sort()).toEqual(
      ['gateway', 'llm', 'memory', 'rag', 'rag-worker', 'smoke', 'models', ...Object.keys(STORES)].sort(),
    )
    expect(await checkAgainstSchemas(manifests)).toEqual([])
    const exempt = [...Object.keys(STORES), 'models']
    const ours = workloads(manifests).filter(({ metadata }) => !exempt.includes(metadata.name))
    expect(ours.flatMap(({ spec }) => podFindings(spec.template.spec))).toEqual([])
  })

  test('takes images that were looked up, the same as compose', () => {
    const known: { image: string }[] = JSON.parse(readFileSync(join(ROOT, 'deploy/images.json'), 'utf8'))
    const images = workloads(manifests).flatMap(({ spec }) => spec.template.spec.containers.map(({ image }) => image))
    const others = [...new Set(images.filter((image) => !image.startsWith('collabry-ai-core:')))]
    expect(others.sort()).toEqual(known.map(({ image }) => image).sort())
    const etcd = (path: string) => readFileSync(join(ROOT, 'deploy', path), 'utf8')
    expect(etcd('k8s/overlays/quickstart/milvus-etcd.yaml')).toBe(etcd('compose/milvus-etcd.yaml'))
  })

  test('lets a store be reached by the services that use it, and by nothing else', () => {
    const stranger: Pod = { name: 'stranger', namespace: 'elsewhere', labels: { app: 'x' }, ports: {} }
    const callers = (store: string, port: number) => {
      const to = pods.find(({ name }) => name === store)
      if (!to) throw new Error(`no ${store}`)
      return [...pods, stranger]
        .filter((from) => from !== to && reaches(manifests, from, to, port))
        .map(({ name }) => name)
        .sort()
    }
    expect(callers('mongo', STORES.mongo)).toEqual(['memory', 'rag', 'rag-worker'])
    expect(callers('milvus', STORES.milvus)).toEqual(['rag', 'rag-worker'])
    expect(callers('milvus', 9091)).toEqual([])
    expect(callers('redis', STORES.redis)).toEqual(['gateway'])
    expect(callers('ollama', STORES.ollama)).toEqual(['llm', 'models'])
    expect(callers('gateway', 8000)).toEqual(['smoke', 'stranger'])
  })

  test('reads settings that every process takes', () => {
    const stores = { ...secrets, milvus: { MILVUS_ADDRESS: 'milvus:19530', MILVUS_TOKEN: 'root:k' } }
    for (const workload of workloads(manifests).filter((one) => serviceOf(one) !== '')) {
      const container = workload.spec.template.spec.containers[0]
      if (!container) throw new Error('no container')
      expect(readConfig(schemas[serviceOf(workload) as ServiceName], environmentOf(container, manifests, stores))).toBeDefined()
    }
  })
})
