import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LockedPackage, productionPackages } from './lockfile'

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
