import { ROOT } from './source'

interface Audit {
  /** `refused`: the registry answered the question with an error, so nothing is known. */
  verdict: 'clean' | 'found' | 'refused'
  output: string
}

/**
 * Asks the registry for known vulnerabilities of the installed packages. A registry that does not support the question is not a
 * finding.
 */
export async function audit(env: Record<string, string> = {}): Promise<Audit> {
  const child = Bun.spawn([process.execPath, 'audit', '--json'], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: DEADLINE_MS,
  })
  const [found, said, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  const advisories = parse(found)
  if (advisories === undefined) {
    const [reason = `exit ${code}`] = /^error: .*$/m.exec(said) ?? []
    return {
      verdict: 'refused',
      output: `NOT CHECKED for known vulnerabilities: the registry does not answer "bun audit" (${reason})\n`,
    }
  }
  return Object.keys(advisories).length === 0 ? { verdict: 'clean', output: '' } : { verdict: 'found', output: `${found}\n` }
}

const DEADLINE_MS = 60_000

function parse(text: string): object | undefined {
  try {
    return JSON.parse(text) as object
  } catch {
    return undefined
  }
}
