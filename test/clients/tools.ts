import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { PIP, RELEASED_BEFORE } from './packages'

// Clients of other makers, from their registries, in a cache folder: this repository depends on none of them.

const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'collabry-clients')
const INSTALL_MS_MAX = 600_000
/** Pauses before a slow or unavailable registry is asked again. */
const INSTALL_PAUSES_MS = [5_000, 30_000]
/** Enough for any client on a busy machine; one that takes longer hangs. */
const RUN_MS_MAX = 600_000

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
  { cwd, env = {}, msMax = RUN_MS_MAX }: { cwd?: string; env?: Record<string, string>; msMax?: number } = {},
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

/** A command that asks a registry, and has to work at last. */
export async function installed(command: string[], at: { cwd?: string; env?: Record<string, string> } = {}): Promise<string> {
  const options = { msMax: INSTALL_MS_MAX, ...at }
  for (const pauseMs of INSTALL_PAUSES_MS) {
    const ran = await run(command, options)
    if (ran.exitCode === 0) return ran.output
    process.stdout.write(`once more, in ${pauseMs / 1_000} s: ${command.join(' ')}: ${ran.output.slice(-500)}\n`)
    await Bun.sleep(pauseMs)
  }
  return await output(command, options)
}

const PAGE_MS_MAX = 600_000

/** Opens a page in Chromium until `isDone`. Its profile is made in `folder`. */
export async function inChromium(url: string, folder: string, isDone: () => boolean): Promise<void> {
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']
  const command = [pathOf('chromium') ?? '', ...flags, `--user-data-dir=${join(folder, 'profile')}`, url]
  const chromium = Bun.spawn(command, { stdout: 'ignore', stderr: 'ignore' })
  const until = performance.now() + PAGE_MS_MAX
  try {
    while (!isDone()) {
      if (performance.now() > until) throw new Error(`${url} is not done after ${PAGE_MS_MAX / 1_000} s`)
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
  const hash = createHash('sha256')
    .update([RELEASED_BEFORE, ...packages].join('\n'))
    .digest('hex')
    .slice(0, 12)
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
    return installed([...NPM_INSTALL, ...packages], { cwd: folder })
  })

/** No install script runs; what the packages need is as old as they are. */
export const NPM_INSTALL = [
  'npm',
  'install',
  `--before=${RELEASED_BEFORE}`,
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
]

/** The folder of the programs of a virtual environment with these packages (`name==version`). */
export const pythonBin = async (packages: string[]): Promise<string> => {
  const folder = await cached('python', packages, async (folder) => {
    await output(['python3', '-m', 'venv', folder], { msMax: INSTALL_MS_MAX })
    const pip = [join(folder, 'bin/python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    // The pip of the machine may be too old to know the option.
    await installed([...pip, PIP])
    const dated = await run([...pip, '--uploaded-prior-to', RELEASED_BEFORE, ...packages], { msMax: INSTALL_MS_MAX })
    if (dated.exitCode === 0) return
    // An index that tells no dates is asked for the newest.
    const hasDates = !dated.output.includes('upload-time')
    return installed([...pip, ...(hasDates ? ['--uploaded-prior-to', RELEASED_BEFORE] : []), ...packages])
  })
  return join(folder, 'bin')
}

/** A folder with the files of a Debian package; nothing is installed. */
export const debFolder = (name: string): Promise<string> =>
  cached('deb', [name], async (folder) => {
    await installed(['apt-get', 'download', name], { cwd: folder })
    const files = [...new Bun.Glob('*.deb').scanSync({ cwd: folder })]
    for (const file of files) await output(['dpkg', '-x', file, '.'], { cwd: folder })
  })
