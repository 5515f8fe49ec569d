import { type Manifest, secretsOf, workloads } from './manifests'

interface Claims {
  secretName?: string
  target?: { name?: string }
  tls?: { secretName?: string }[]
  scaleTargetRef?: { name: string }
}

const claimsOf = (manifest: Manifest) => (manifest.spec ?? {}) as Claims

/** Names of the Secrets that an operator makes for a manifest. */
function madeBy(manifest: Manifest): string[] {
  const { secretName, target, tls = [] } = claimsOf(manifest)
  if (manifest.kind === 'Certificate') return secretName ? [secretName] : []
  if (manifest.kind === 'ExternalSecret') return [target?.name ?? manifest.metadata.name]
  if (
    manifest.kind === 'Ingress' &&
    Object.keys(manifest.metadata.annotations ?? {}).some((key) => key.startsWith('cert-manager.io/'))
  )
    return tls.flatMap(({ secretName: name }) => (name ? [name] : []))
  return []
}

/** Secrets that pods cannot start without, and ConfigMaps that they read. */
function readBy(manifests: Manifest[]) {
  const secrets = new Set<string>()
  const configMaps = new Set<string>()
  for (const { spec } of workloads(manifests)) {
    const { containers, initContainers = [], volumes = [] } = spec.template.spec
    for (const { envFrom = [] } of [...containers, ...initContainers])
      for (const { secretRef, configMapRef } of envFrom) {
        if (secretRef && !secretRef.optional) secrets.add(secretRef.name)
        if (configMapRef) configMaps.add(configMapRef.name)
      }
    for (const volume of volumes) {
      for (const name of secretsOf(volume)) secrets.add(name)
      if (volume.configMap?.name) configMaps.add(volume.configMap.name)
    }
  }
  return { secrets, configMaps }
}

const twice = (names: string[]) => [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]

/**
 * What components do to each other: an object with two owners, a Secret that nobody makes, a ConfigMap that nobody reads, a
 * number of replicas that both an apply and an autoscaler set. `byHand` are Secrets that deploy/k8s/make-secrets.sh or an
 * operator makes.
 */
export function ownershipFindings(manifests: Manifest[], byHand: string[]): string[] {
  const objects = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
  const made = manifests.flatMap(madeBy)
  const { secrets, configMaps } = readBy(manifests)
  const isManaged = manifests.some(({ kind }) => kind === 'ExternalSecret')
  const makers = isManaged ? made : [...made, ...byHand]
  const scalers = manifests.flatMap((manifest) => claimsOf(manifest).scaleTargetRef?.name ?? [])
  const unread = manifests.filter(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' && metadata.labels?.grafana_dashboard === undefined && !configMaps.has(metadata.name),
  )
  const counted = workloads(manifests).filter(
    ({ metadata, spec }) => scalers.includes(metadata.name) && spec.replicas !== undefined,
  )
  return [
    ...twice(objects).map((name) => `${name} is there twice`),
    ...twice(made).map((name) => `Secret ${name} has two owners`),
    ...twice(scalers).map((name) => `${name} has two autoscalers`),
    ...[...secrets].filter((name) => !makers.includes(name)).map((name) => `Secret ${name} is made by nobody`),
    ...unread.map(({ metadata }) => `ConfigMap ${metadata.name} is read by nobody`),
    ...counted.map(({ metadata }) => `${metadata.name} has an autoscaler and a number of replicas`),
  ]
}
