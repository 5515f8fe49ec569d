import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { Glob, YAML } from 'bun'
import { ROOT } from '../source'

export const K8S = join(ROOT, 'deploy/k8s')

interface Selector {
  matchLabels?: Record<string, string>
  matchExpressions?: { key: string; operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'; values?: string[] }[]
}

interface Port {
  name?: string
  port?: number | string
  endPort?: number
  containerPort?: number
  targetPort?: number | string
}

interface Peer {
  podSelector?: Selector
  namespaceSelector?: Selector
  ipBlock?: { cidr: string }
}

export interface Rule {
  from?: Peer[]
  to?: Peer[]
  ports?: Port[]
}

export interface Policy {
  podSelector: Selector
  policyTypes: ('Ingress' | 'Egress')[]
  ingress?: Rule[]
  egress?: Rule[]
}

interface Probe {
  httpGet?: { path: string; port: string | number }
  grpc?: { port: number; service?: string }
}

export interface Container {
  name: string
  image: string
  args?: string[]
  ports?: Port[]
  env?: { name: string; value?: string; valueFrom?: unknown }[]
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string; optional?: boolean } }[]
  startupProbe?: Probe
  readinessProbe?: Probe
  livenessProbe?: Probe
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> }
  securityContext?: {
    allowPrivilegeEscalation?: boolean
    readOnlyRootFilesystem?: boolean
    privileged?: boolean
    runAsUser?: number
    capabilities?: { drop?: string[]; add?: string[] }
  }
  volumeMounts?: { name: string; mountPath: string }[]
}

export interface PodSpec {
  serviceAccountName?: string
  automountServiceAccountToken?: boolean
  hostNetwork?: boolean
  hostPID?: boolean
  hostIPC?: boolean
  terminationGracePeriodSeconds?: number
  securityContext?: { runAsNonRoot?: boolean; runAsUser?: number; seccompProfile?: { type: string } }
  topologySpreadConstraints?: { topologyKey: string }[]
  containers: Container[]
  initContainers?: Container[]
  volumes?: Volume[]
}

interface Volume {
  name: string
  secret?: { secretName?: string; optional?: boolean }
  configMap?: { name?: string }
  hostPath?: object
  projected?: { sources: { secret?: { name: string; optional?: boolean } }[] }
}

/** Names of the Secrets without which a volume, and so its pod, cannot start. */
export const secretsOf = ({ secret, projected }: Volume): string[] => [
  ...(secret?.secretName && !secret.optional ? [secret.secretName] : []),
  ...(projected?.sources ?? []).flatMap(({ secret: source }) => (source && !source.optional ? [source.name] : [])),
]

/** The parts of a Kubernetes object that the rules look at. */
export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> }
  data?: Record<string, string>
  spec?: Partial<Omit<Policy, 'podSelector'>> & {
    podSelector?: Selector
    replicas?: number
    selector?: Record<string, string> & Selector
    strategy?: { type?: string }
    template?: { metadata: { labels: Record<string, string> }; spec: PodSpec }
    clusterIP?: string
    ports?: Port[]
    accessModes?: string[]
    scaleTargetRef?: { name: string }
    jobTemplate?: { spec: { template: { metadata: { labels: Record<string, string> }; spec: PodSpec } } }
    target?: { name: string }
  }
}

export type Workload = Manifest & { spec: { template: { metadata: { labels: Record<string, string> }; spec: PodSpec } } }

/** Everything that has pods; those of a CronJob are those of its Jobs. */
export const workloads = (manifests: Manifest[]): Workload[] =>
  manifests
    .map((manifest) => {
      const { jobTemplate } = manifest.spec ?? {}
      return jobTemplate ? { ...manifest, spec: { template: jobTemplate.spec.template } } : manifest
    })
    .filter((manifest): manifest is Workload => manifest.spec?.template !== undefined)

/** Workloads that run until they are asked to leave. */
export const servers = (manifests: Manifest[]): Workload[] =>
  workloads(manifests).filter(({ kind }) => kind !== 'Job' && kind !== 'CronJob')

/** Whether the labels match a selector; an empty selector matches everything. */
export const selects = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Record<string, string>): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, operator, values = [] }) => {
    const value = labels[key]
    if (operator === 'Exists') return value !== undefined
    if (operator === 'DoesNotExist') return value === undefined
    return (value !== undefined && values.includes(value)) === (operator === 'In')
  })

const parse = (text: string): Manifest[] => [YAML.parse(text)].flat().filter((value): value is Manifest => value !== null)

/** Every YAML file of ours as it lies there, kustomizations included. */
export const files = (): { path: string; manifests: Manifest[] }[] =>
  [...new Glob('**/*.yaml').scanSync(K8S)]
    .sort()
    .map((path) => ({ path, manifests: parse(readFileSync(join(K8S, path), 'utf8')) }))

/** The command that builds a kustomization; undefined: neither kubectl nor kustomize is installed. */
const builder = Bun.which('kubectl') ? ['kubectl', 'kustomize'] : Bun.which('kustomize') ? ['kustomize', 'build'] : undefined
export const canBuild = builder !== undefined
if (!canBuild && process.env.REQUIRE_KUSTOMIZE === '1')
  throw new Error('REQUIRE_KUSTOMIZE=1, and neither kubectl nor kustomize is installed')

/** The objects of a kustomization, as a folder below deploy/k8s. */
export function build(folder: string): Manifest[] {
  const { stdout, stderr, success } = Bun.spawnSync([...(builder ?? ['kustomize', 'build']), folder], { cwd: K8S })
  if (!success) throw new Error(`${folder}: ${stderr}`)
  return parse(stdout.toString())
}

/** What the base and some components come to, as an overlay of one's own would have it; `more` are other fields of it. */
export function combine(components: string[], more: object = {}): Manifest[] {
  const folder = mkdtempSync(join(tmpdir(), 'collabry-k8s-'))
  try {
    const from = (path: string) => relative(folder, join(K8S, path))
    const kustomization = {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      namespace: 'collabry',
      resources: [from('base')],
      components: components.map((name) => from(`components/${name}`)),
      ...more,
    }
    const file = join(folder, 'kustomization.yaml')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, YAML.stringify(kustomization))
    return build(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
