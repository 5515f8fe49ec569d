import type { Manifest } from './manifests'

/** Where the models of a group are, whose validators are made from the OpenAPI documents of Kubernetes and of its extensions. */
const PACKAGES: Record<string, string> = {
  'cert-manager.io': '@kubernetes-models/cert-manager',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'keda.sh': '@kubernetes-models/keda',
  'external-secrets.io': '@kubernetes-models/external-secrets',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
}

/** The module of a manifest's model, and its name there. */
export function modelOf({ apiVersion, kind }: Manifest): { module: string; kind: string } {
  const [group = ''] = apiVersion.split('/')
  return { module: `${PACKAGES[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`, kind }
}

interface Model {
  new (data: Manifest): { validate(): void }
}

/** `kind name: what is wrong`, for every object that its schema has something against, or that has none. */
export async function checkAgainstSchemas(manifests: Manifest[]): Promise<string[]> {
  const findings = await Promise.all(
    manifests.map(async (manifest) => {
      const { module, kind } = modelOf(manifest)
      try {
        const models: Record<string, Model> = await import(module)
        const Kind = models[kind]
        if (Kind === undefined) throw new Error('no such kind')
        new Kind(manifest).validate()
        return []
      } catch (error) {
        return [`${kind} ${manifest.metadata.name}: ${error instanceof Error ? error.message : error}`]
      }
    }),
  )
  return findings.flat()
}
