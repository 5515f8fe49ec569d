import type { Container, Manifest, PodSpec, Workload } from './manifests'
import { secretsOf, workloads } from './manifests'

const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret']

/** What the restricted Pod Security Standard has against a pod, and our own: a numeric user, a read-only root, no token. */
export function podFindings(pod: PodSpec): string[] {
  const { securityContext = {}, volumes = [], containers, initContainers = [] } = pod
  const says = (condition: boolean, finding: string) => (condition ? [finding] : [])
  return [
    ...says(pod.hostNetwork || pod.hostPID || pod.hostIPC || false, 'uses a namespace of the host'),
    ...says(securityContext.runAsNonRoot !== true, 'may run as root'),
    ...says(!securityContext.runAsUser, 'has no numeric user, or is root'),
    ...says(securityContext.seccompProfile?.type !== 'RuntimeDefault', 'has no seccomp profile'),
    ...says(pod.automountServiceAccountToken !== false, 'is given a token for the API server'),
    ...volumes.flatMap(({ name, ...source }) =>
      says(!VOLUMES.includes(Object.keys(source)[0] ?? ''), `volume ${name} is of a forbidden kind`),
    ),
    ...[...initContainers, ...containers].flatMap((container) =>
      containerFindings(container).map((what) => `${container.name} ${what}`),
    ),
  ]
}

function containerFindings({ securityContext = {}, resources = {}, envFrom = [] }: Container): string[] {
  const { privileged, allowPrivilegeEscalation, readOnlyRootFilesystem, runAsUser, capabilities = {} } = securityContext
  const checks: [boolean, string][] = [
    [privileged === true, 'is privileged'],
    [allowPrivilegeEscalation !== false, 'may gain privileges'],
    [readOnlyRootFilesystem !== true, 'may write its root'],
    [runAsUser === 0, 'is root'],
    [!capabilities.drop?.includes('ALL'), 'keeps capabilities'],
    [(capabilities.add ?? []).length > 0, 'adds capabilities'],
    [!resources.requests?.cpu || !resources.requests.memory, 'asks for no resources'],
    [!resources.limits?.memory, 'may take all memory'],
    [envFrom.some(({ secretRef }) => secretRef), 'has a secret in its environment'],
  ]
  return checks.flatMap(([wrong, what]) => (wrong ? [what] : []))
}

/**
 * The settings of a container: its variables, with the values of the ConfigMaps, and the files of SECRETS_DIR. A Secret holds
 * what `secrets` says of its name.
 */
export function environmentOf(container: Container, manifests: Manifest[], secrets: Record<string, Record<string, string>>) {
  const env: Record<string, string> = {}
  const valuesOf = (name: string) => {
    const values = secrets[name]
    if (!values) throw new Error(`${container.name} reads a Secret that nobody tells of: ${name}`)
    return values
  }
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    const map =
      configMapRef && manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMapRef.name)
    if (configMapRef && !map) throw new Error(`${container.name} reads a ConfigMap that is not there: ${configMapRef.name}`)
    Object.assign(env, map?.data, secretRef && valuesOf(secretRef.name))
  }
  for (const { name, value } of container.env ?? []) if (value !== undefined) env[name] = value
  const { SECRETS_DIR, ...variables } = env
  const pod = workloads(manifests)
    .map(({ spec }) => spec.template.spec)
    .find(({ containers, initContainers = [] }) => [...initContainers, ...containers].includes(container))
  const mount = container.volumeMounts?.find(({ mountPath }) => mountPath === SECRETS_DIR)?.name
  const mounted = (pod?.volumes ?? []).filter(({ name }) => name === mount).flatMap(secretsOf)
  return { ...Object.assign({}, ...mounted.map(valuesOf)), ...variables } as Record<string, string>
}

/** The service whose code a container runs, as its argument names it. */
export const serviceIn = ({ args }: Container): string =>
  /^services\/([a-z]+)\/src\/(?:.+\/)?main\.ts$/.exec(args?.[0] ?? '')?.[1] ?? ''

/** The service that a workload runs. */
export const serviceOf = ({ spec }: Workload): string => {
  const [container] = spec.template.spec.containers
  return container ? serviceIn(container) : ''
}

/** Workloads that more than one pod may run of, now or by an autoscaler. */
export const scaled = (manifests: Manifest[]): string[] => {
  const targets = manifests.flatMap(({ spec }) => (spec?.scaleTargetRef ? [spec.scaleTargetRef.name] : []))
  return workloads(manifests)
    .filter(({ metadata, spec }) => (spec.replicas ?? 1) > 1 || targets.includes(metadata.name))
    .map(({ metadata }) => metadata.name)
}
