import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../source'
import type { Manifest } from './manifests'
import { modelOf } from './schemas'

/**
 * Fields that Kubernetes does not know. The validators let them pass, as the OpenAPI documents do; the compiler does not: each
 * manifest becomes a constant of the type of its kind.
 */
export function unknownFields(manifests: Manifest[]): string[] {
  const folder = mkdtempSync(join(import.meta.dir, '.strict-')) // inside, where the packages are found
  try {
    const constants = manifests.map((manifest, index) => {
      const { module, kind } = modelOf(manifest)
      return `import type { I${kind} as T${index} } from '${module}'\nexport const m${index}: T${index} = ${JSON.stringify(manifest, null, 1)}\n`
    })
    writeFileSync(join(folder, 'manifests.ts'), constants.join(''))
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'preserve',
      '--moduleResolution',
      'bundler',
      '--target',
      'esnext',
    ]
    const command = [
      process.execPath,
      join(ROOT, 'node_modules/typescript/bin/tsc'),
      ...options,
      '--ignoreConfig',
      '--types',
      '',
      join(folder, 'manifests.ts'),
    ]
    const { stdout, exitCode } = Bun.spawnSync(command, { cwd: folder })
    const said = stdout
      .toString()
      .split('\n')
      .filter((line) => line.includes('error'))
    return exitCode === 0 ? [] : said.length > 0 ? said : [`tsc ended with ${exitCode}`]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
