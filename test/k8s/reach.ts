import { type Manifest, type Policy, type Rule, selects, workloads } from './manifests'

export interface Pod {
  name: string
  namespace: string
  labels: Record<string, string>
  /** Its ports by name. */
  ports: Record<string, number>
}

/** The pods that the workloads come to, one each. */
export const podsOf = (manifests: Manifest[]): Pod[] =>
  workloads(manifests).map(({ metadata, spec: { template } }) => ({
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    labels: template.metadata.labels,
    ports: Object.fromEntries(
      template.spec.containers.flatMap(({ ports = [] }) => ports.map((port) => [port.name, port.containerPort])),
    ),
  }))

const NAMESPACE_LABEL = 'kubernetes.io/metadata.name'

/** Whether NetworkPolicies let `from` open a connection to a port of `to`: both ends must allow it. */
export function reaches(manifests: Manifest[], from: Pod, to: Pod, port: number): boolean {
  const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy')
  const of = (pod: Pod, type: 'Ingress' | 'Egress') =>
    policies
      .filter(({ metadata }) => metadata.namespace === pod.namespace)
      .flatMap(({ spec }) => (spec?.podSelector && selects(spec.podSelector, pod.labels) ? [spec as Policy] : []))
      .filter(({ policyTypes }) => policyTypes.includes(type))
  const out = of(from, 'Egress')
  const into = of(to, 'Ingress')
  return (
    (out.length === 0 || out.some(({ egress = [] }) => egress.some((rule) => allows(rule, rule.to, from, to, to, port)))) &&
    (into.length === 0 || into.some(({ ingress = [] }) => ingress.some((rule) => allows(rule, rule.from, to, from, to, port))))
  )
}

/** Whether a rule of `own`'s policy takes the other end and the port of the one that is called. */
function allows(rule: Rule, peers: Rule['from'], own: Pod, other: Pod, called: Pod, port: number): boolean {
  const portFits = (rule.ports ?? [{ port }]).some(
    (allowed) =>
      (typeof allowed.port === 'number' && allowed.port <= port && port <= (allowed.endPort ?? allowed.port)) ||
      called.ports[String(allowed.port)] === port,
  )
  const peerFits =
    peers === undefined ||
    peers.some(
      ({ podSelector, namespaceSelector }) =>
        (namespaceSelector
          ? selects(namespaceSelector, { [NAMESPACE_LABEL]: other.namespace })
          : other.namespace === own.namespace) && selects(podSelector ?? {}, other.labels),
    )
  return portFits && peerFits
}
