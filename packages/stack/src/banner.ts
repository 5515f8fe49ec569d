export interface BannerFacts {
  url: string
  /** Where the gRPC servers listen. */
  grpc: string
  token: string
  dataDir: string
  logs: string
  readyMs: number
  /** The models and stores in use, with their states. */
  components: Record<string, string>
}

/** Printed after the start: the address, the models and stores in use, a token, and a command that streams an answer. */
export const banner = ({ url, grpc, token, dataDir, logs, readyMs, components }: BannerFacts): string => `
Collabry AI Core is ready after ${(readyMs / 1_000).toFixed(2)} s

  address     ${url}
  gRPC        ${grpc}
  docs        ${url}/docs
  data        ${dataDir}
  logs        ${logs}

${lines(components)}

A token for the user "demo", valid for a day (more: bun run token --user alice):

${token}

Try it:

curl -N ${url}/ai/chat/stream -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"message": "Explain photosynthesis step by step"}'

Ctrl-C stops everything.
`

const lines = (components: Record<string, string>) =>
  Object.entries(components)
    .map(([name, state]) => `  ${name.padEnd(NAME_WIDTH)}${state}`)
    .join('\n')
const NAME_WIDTH = 12
