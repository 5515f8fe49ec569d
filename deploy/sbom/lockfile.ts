import { readFileSync } from 'node:fs'
import { join } from 'node:path'

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

export interface LockedPackage {
  name: string
  version: string
  /** `sha512-…` in base64, as the registry has it. */
  integrity: string
  /** `name@version` of its dependencies. */
  needs: string[]
}

/** Every package that a workspace needs at run time, by `name@version`, as bun.lock has fixed it. Our own are passed through. */
export function productionPackages(root: string, start: string): Map<string, LockedPackage> {
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
