const HEALTH_MS_MAX = 2_500

export interface BannerFacts {
  url: string
  token: string
  dataDir: string
  logs: string
  readyMs: number
  components: Record<string, string>
}

/** What a person needs next, on stdout: where it is, what it uses, and a line to paste that streams. */
export const banner = ({ url, token, dataDir, logs, readyMs, components }: BannerFacts): string => `
Collabry AI Core is ready after ${(readyMs / 1_000).toFixed(2)} s

  address     ${url}
  docs        ${url}/docs
  data        ${dataDir}
  logs        ${logs}
  components  ${componentLines(components)}

A token for the user "demo", valid for a day (more: bun run token --user alice):

${token}

Try it:

curl -N ${url}/ai/chat/stream -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"message": "Explain photosynthesis step by step"}'

Ctrl-C stops everything.
`

const componentLines = (components: Record<string, string>) =>
  Object.entries(components)
    .map(([name, state]) => `${name}: ${state}`)
    .join('\n              ')

/** What each component uses and how it is, as /health says. */
export async function components(url: string): Promise<Record<string, string>> {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(HEALTH_MS_MAX) })
    const health: unknown = await answer.json()
    return readComponents(health)
  } catch {
    return { gateway: 'no answer from /health' }
  }
}

function readComponents(health: unknown): Record<string, string> {
  if (typeof health !== 'object' || health === null || !('components' in health)) return {}
  const { components: states } = health
  if (typeof states !== 'object' || states === null) return {}
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, String(state)]))
}
