import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../source'

/** The version before the first release: it has the upload protocol and the schema of rag that processes of today share. */
const BEFORE_RELEASES = '5096eef7628168de1c852479f95602915ccfa7b3'

interface Build extends Disposable {
  /** The tag or the commit. */
  name: string
  /** A checkout with its packages. */
  root: string
  /** Whether its processes may start beside newer ones that have changed the schema. */
  goesBack: boolean
}

function run(command: string[], cwd: string): string {
  const { success, stdout, stderr } = Bun.spawnSync(command, { cwd })
  if (!success) throw new Error(`${command.join(' ')}: ${stderr}`)
  return stdout.toString().trim()
}

/** The newest tag of a release before this commit. */
function previousName(): string {
  const { success, stdout } = Bun.spawnSync(['git', 'describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*', 'HEAD^'], {
    cwd: ROOT,
  })
  return success ? stdout.toString().trim() : BEFORE_RELEASES
}

const nameOfPrevious = () => process.env.PREVIOUS_VERSION || previousName()

/** Whether the history of the repository has the version before this one: a shallow clone does not. */
export const hasPreviousBuild = (): boolean =>
  Bun.spawnSync(['git', 'cat-file', '-e', `${nameOfPrevious()}^{commit}`], { cwd: ROOT }).success

/** The version before this one. Throws where `hasPreviousBuild` is false. */
export function previousBuild(): Build {
  const name = nameOfPrevious()
  const root = mkdtempSync(join(tmpdir(), 'collabry-previous-'))
  const dispose = () => rmSync(root, { recursive: true, force: true })
  try {
    run(['git', 'archive', '--format=tar', '--output', join(root, 'source.tar'), name], ROOT)
    run(['tar', '-xf', 'source.tar'], root)
    run([process.execPath, 'install', '--frozen-lockfile', '--ignore-scripts'], root)
    const goesBack = readFileSync(join(root, 'packages/storage/src/mongo-schema.ts'), 'utf8').includes('additive')
    return { name, root, goesBack, [Symbol.dispose]: dispose }
  } catch (error) {
    dispose()
    throw error
  }
}
