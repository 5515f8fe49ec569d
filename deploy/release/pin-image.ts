/**
 * Writes a published image into every overlay and into compose.yaml, by its digest:
 *   bun deploy/release/pin-image.ts ghcr.io/collabry/ai-core sha256:…
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Glob } from 'bun'

const ROOT = join(import.meta.dir, '../..')
const OUR_IMAGE = /^( *- \{name: collabry-ai-core, )newName: [^,}]+, (?:newTag|digest): [^,}]+\}$/gm

/** A kustomization whose image of ours is the given one. */
export const pinOverlay = (text: string, name: string, digest: string): string =>
  text.replace(OUR_IMAGE, `$1newName: ${name}, digest: "${digest}"}`)

/**
 * compose.yaml with the given image as the default of COLLABRY_IMAGE, and nothing to build: beside a release there are no sources,
 * and no build can be given a digest as its name.
 */
export const pinCompose = (text: string, name: string, digest: string): string =>
  text.replaceAll(/(?<=COLLABRY_IMAGE:-)[^}]+/g, `${name}@${digest}`).replaceAll(/^ +build: .*\n/gm, '')

if (import.meta.main) {
  const [name = '', digest = ''] = process.argv.slice(2)
  if (!/^[a-z0-9./:-]+$/.test(name) || !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    process.stderr.write('usage: pin-image.ts IMAGE sha256:DIGEST\n')
    process.exit(2)
  }
  const overlays = [...new Glob('deploy/k8s/overlays/*/kustomization.yaml').scanSync(ROOT)]
  for (const [path, pin] of [...overlays.map((path) => [path, pinOverlay] as const), ['compose.yaml', pinCompose] as const]) {
    const file = join(ROOT, path)
    const before = readFileSync(file, 'utf8')
    const after = pin(before, name, digest)
    if (after === before) continue
    writeFileSync(file, after)
    process.stdout.write(`${path}: ${name}@${digest}\n`)
  }
}
