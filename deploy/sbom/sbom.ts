/** The software bill of materials as CycloneDX JSON: `bun run --silent sbom > sbom.json`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The workspace that starts all four services; its dependencies are those of the image. */
const START = '@collabry/stack'

/** The software bill of materials of the image's packages, as CycloneDX 1.6. The same lockfile gives the same document. */
export function sbom(root: string) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>
  const packages = productionPackages(root, START)
  const installed = readdirSync(join(root, 'node_modules/.bun'))
  const components = [...packages.values()].map((locked) => ({
    type: 'library',
    'bom-ref': purl(locked.name, locked.version),
    ...names(locked.name),
    version: locked.version,
    ...(locked.integrity.startsWith('sha512-')
      ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(locked.integrity.slice('sha512-'.length), 'base64').toString('hex') }] }
      : {}),
    ...licenseOf(licenseIn(root, installed, locked)),
    purl: purl(locked.name, locked.version),
  }))
  const refOf = (id: string) => purl(id.slice(0, id.lastIndexOf('@')), id.slice(id.lastIndexOf('@') + 1))
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': `pkg:generic/${name}@${version}`, name, version, ...licenseOf(license) },
    },
    components,
    dependencies: [...packages].map(([id, { needs }]) => ({ ref: refOf(id), dependsOn: needs.map(refOf) })),
  }
}

const purl = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`

function names(full: string): { group?: string; name: string } {
  const [, group, name = full] = /^(@[^/]+)\/(.+)$/.exec(full) ?? []
  return group === undefined ? { name: full } : { group, name }
}

/** A valid SPDX expression is marked as one; anything else is a name. */
function licenseOf(text: string | undefined) {
  if (text === undefined) return {}
  const isExpression = /^[A-Za-z0-9.+-]+( (OR|AND|WITH) [A-Za-z0-9.+-]+)+$|^\(.*\)$/.test(text)
  return { licenses: isExpression ? [{ expression: text }] : [{ license: { name: text } }] }
}

/** The metadata of an installed package; undefined: it has none, or it is not for this platform. */
function licenseIn(root: string, installed: string[], { name, version }: LockedPackage): string | undefined {
  const prefix = `${name.replace('/', '+')}@${version}`
  const folder = installed.find((entry) => entry === prefix || entry.startsWith(`${prefix}+`))
  if (folder === undefined) return undefined
  const { license } = JSON.parse(
    readFileSync(join(root, 'node_modules/.bun', folder, 'node_modules', name, 'package.json'), 'utf8'),
  )
  return typeof license === 'string' ? license : license?.type
}

interface Dependencies {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalPeers?: string[]
}

interface Lockfile {
  workspaces: Record<string, Dependencies & { name: string }>
  /** Packages by path (`parent/name` if the parent needs its own version): name@version, registry, dependencies, hash. */
  packages: Record<string, [string, string, Dependencies, string] | [string]>
}

interface LockedPackage {
  name: string
  version: string
  /** `sha512-…` in base64, as the registry has it. */
  integrity: string
  /** `name@version` of its dependencies. */
  needs: string[]
}

/** Every package that a workspace needs at run time, by `name@version`, as bun.lock has fixed it. Our own are passed through. */
function productionPackages(root: string, start: string): Map<string, LockedPackage> {
  const { workspaces, packages } = Bun.JSONC.parse(readFileSync(join(root, 'bun.lock'), 'utf8')) as Lockfile
  const ours = new Map(Object.values(workspaces).map((workspace) => [workspace.name, workspace]))
  const found = new Map<string, LockedPackage>()
  const seen = new Set<string>()

  const needsOf = (key: string, { dependencies, optionalDependencies, peerDependencies, optionalPeers = [] }: Dependencies) =>
    Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
      .filter((name) => !optionalPeers.includes(name))
      .flatMap((name) => visit(resolve(packages, key, name)))

  /** The package itself, or for one of our own its dependencies. */
  function visit(key: string | undefined): string[] {
    const entry = key === undefined ? undefined : packages[key]
    if (key === undefined || entry === undefined) return [] // optional, and not for any platform of ours
    const id = entry[0]
    const at = id.lastIndexOf('@')
    const workspace = ours.get(id.slice(0, at).replace(/@workspace:.*/, ''))
    if (workspace) {
      if (seen.has(id)) return []
      seen.add(id)
      return needsOf(workspace.name, workspace)
    }
    if (!found.has(id)) {
      const [, , needs = {}, integrity = ''] = entry
      const locked: LockedPackage = { name: id.slice(0, at), version: id.slice(at + 1), integrity, needs: [] }
      found.set(id, locked)
      locked.needs = [...new Set(needsOf(key, needs))].sort()
    }
    return [id]
  }

  const first = ours.get(start)
  if (!first) throw new Error(`bun.lock has no workspace ${start}`)
  needsOf(start, first)
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The nearest version: below the parent, below the parent's parent, and so on to the top. */
function resolve(packages: Lockfile['packages'], parent: string, name: string): string | undefined {
  for (let path = parent; path !== ''; path = path.replace(/(^|\/)(@[^/]+\/)?[^/]+$/, '')) {
    if (packages[`${path}/${name}`]) return `${path}/${name}`
  }
  return packages[name] ? name : undefined
}

if (import.meta.main) {
  const [arg] = process.argv.slice(2)
  if (arg === undefined) process.stdout.write(`${JSON.stringify(sbom(join(import.meta.dir, '../..')), null, 2)}\n`)
  else {
    process.stderr.write('Usage: bun run --silent sbom > sbom.json; it takes no arguments.\n')
    process.exitCode = arg === '--help' ? 0 : 2
  }
}
