export interface BannerFacts {
  url: string
  token: string
  dataDir: string
  logs: string
  readyMs: number
  /** What each part uses, and how it is. */
  uses: Record<string, string>
}

/** What a person needs next, on stdout: where it is, what it uses, and a line to paste that streams. */
export const banner = ({ url, token, dataDir, logs, readyMs, uses }: BannerFacts): string => `
Collabry AI Core is ready after ${(readyMs / 1_000).toFixed(2)} s

  address     ${url}
  docs        ${url}/docs
  data        ${dataDir}
  logs        ${logs}

${lines(uses)}

A token for the user "demo", valid for a day (more: bun run token --user alice):

${token}

Try it:

curl -N ${url}/ai/chat/stream -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"message": "Explain photosynthesis step by step"}'

Ctrl-C stops everything.
`

const lines = (uses: Record<string, string>) =>
  Object.entries(uses)
    .map(([name, what]) => `  ${name.padEnd(NAME_WIDTH)}${what}`)
    .join('\n')
const NAME_WIDTH = 12
