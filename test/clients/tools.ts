import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

// Clients of other makers, from their registries, in a cache folder: this repository depends on none of them.

const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'collabry-clients')
const INSTALL_MS_MAX = 600_000

/** Without one of these programs its clients are not tried; with REQUIRE_CLIENTS=1 that is a failure. */
export function isMissing(program: 'python3' | 'go' | 'chromium'): boolean {
  if (pathOf(program)) return false
  if (process.env.REQUIRE_CLIENTS === '1') throw new Error(`REQUIRE_CLIENTS=1, and ${program} is not installed`)
  process.stdout.write(
    `Not run: the clients that need ${program}, which is not installed (REQUIRE_CLIENTS=1 makes that a failure)\n`,
  )
  return true
}

export const pathOf = (program: string): string | undefined =>
  (program === 'chromium'
    ? (process.env.CHROMIUM ?? Bun.which('chromium') ?? Bun.which('chromium-browser') ?? Bun.which('google-chrome'))
    : Bun.which(program)) ?? undefined

export interface Ran {
  exitCode: number
  output: string
}

export async function run(
  command: string[],
  { cwd, env = {}, msMax = 120_000 }: { cwd?: string; env?: Record<string, string>; msMax?: number } = {},
): Promise<Ran> {
  const child = Bun.spawn(command, {
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: msMax,
    killSignal: 'SIGKILL',
  })
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  return { exitCode: await child.exited, output: out + err }
}

/** The output of a command that has to work. */
export async function output(...[command, options]: Parameters<typeof run>): Promise<string> {
  const ran = await run(command, options)
  if (ran.exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${ran.exitCode}:\n${ran.output.slice(-6_000)}`)
  return ran.output
}

/** Opens a page in Chromium until `isDone`. Its profile is made in `folder`. */
export async function inChromium(url: string, folder: string, isDone: () => boolean): Promise<void> {
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
  const command = [pathOf('chromium') ?? '', ...flags, `--user-data-dir=${join(folder, 'profile')}`, url]
  const chromium = Bun.spawn(command, { stdout: 'ignore', stderr: 'ignore' })
  try {
    while (!isDone()) {
      if (chromium.exitCode !== null) throw new Error(`Chromium ended with ${chromium.exitCode}`)
      await Bun.sleep(50)
    }
  } finally {
    chromium.kill()
    await chromium.exited
  }
}

/** A folder of the cache that `fill` has filled for exactly these packages. */
async function cached(kind: string, packages: string[], fill: (folder: string) => Promise<unknown>): Promise<string> {
  const hash = createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 12)
  const folder = join(CACHE, `${kind}-${hash}`)
  const complete = join(folder, '.complete')
  if (existsSync(complete)) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await fill(folder)
  writeFileSync(complete, packages.join('\n'))
  return folder
}

/** A folder whose node_modules hold these packages (`name@version`); no install script runs. */
export const npmFolder = (packages: string[]): Promise<string> =>
  cached('npm', packages, async (folder) => {
    writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}\n')
    const command = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...packages]
    return output(command, { cwd: folder, msMax: INSTALL_MS_MAX })
  })

/** The folder of the programs of a virtual environment with these packages (`name==version`). */
export const pythonBin = async (packages: string[]): Promise<string> => {
  const folder = await cached('python', packages, async (folder) => {
    await output(['python3', '-m', 'venv', folder], { msMax: INSTALL_MS_MAX })
    const command = [join(folder, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', ...packages]
    return output(command, { msMax: INSTALL_MS_MAX })
  })
  return join(folder, 'bin')
}
