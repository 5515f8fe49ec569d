import type { SourceFile } from './source'

interface Rule {
  /** The files it is about. */
  files: RegExp
  /** Files it does not hold for. */
  except?: RegExp
  /** What they must not import. */
  never: RegExp
  why: string
}

const DRIVERS = 'bun:sqlite|mongodb|@zilliz\\/milvus2-sdk-node|ollama|sqlite-vec|openai|redis'
const NET = 'elysia|@elysiajs\\/|@grpc\\/|grpc-health-check|protobufjs'
/** Files that may know a wire, a driver or the process; every other file of a service is domain. */
const EDGE = String.raw`\/(main|service|config|provider|from-proto|to-proto|([a-z-]+-)?rpc(-[a-z]+)?|open-files)\.ts$|\/(http|clients|wiring|rpc|sqlite|mongo|milvus|ollama|openai)\/|\/(sqlite|mongo|milvus|ollama|openai)[a-z-]*\.ts$`

/** Who may import whom; the one list that ARCHITECTURE.md tells. Specifiers are as source.ts resolves them. */
export const rules: Rule[] = [
  { files: /^proto\//, never: /^(packages|services|test)\//, why: 'the contract knows nothing of ours' },
  {
    files: /^packages\/runtime\//,
    never: new RegExp(`^(proto|services|packages/(stack|storage|fake-ollama))/|^(elysia|@elysiajs/|${DRIVERS})`),
    why: 'the runtime has no domain',
  },
  {
    files: /^packages\/storage\//,
    except: /\.test\.ts$/,
    never: /^(proto|services|test|packages\/(stack|fake-ollama))\/|^(elysia|@elysiajs\/|@grpc\/)/,
    why: 'storage knows drivers and the runtime, no domain',
  },
  { files: /^services\//, never: /^(packages\/stack|test)\//, why: 'a service does not know who starts it' },
  ...['gateway', 'llm', 'memory', 'rag'].map((service) => ({
    files: new RegExp(`^services/${service}/`),
    never: new RegExp(`^services/(?!${service}/)`),
    why: 'services meet over gRPC alone',
  })),
  {
    files: /^services\/gateway\/src\/http\//,
    never: /^services\/gateway\/src\/clients\/|^proto\/|^@grpc\//,
    why: 'routes get use cases as arguments',
  },
  {
    files: /^services\/gateway\/src\/(study|openai)\//,
    never: new RegExp(`^(${NET}|${DRIVERS})|^proto/|/config$|/(clients|http)/`),
    why: 'use cases know ports alone',
  },
  {
    files: /^services\/[a-z]+\/src\//,
    except: new RegExp(EDGE),
    never: new RegExp(`^(${NET}|${DRIVERS})|^proto/|/config$`),
    why: 'domain files know ports, pure domain and errors',
  },
  {
    files: /^services\/[a-z]+\/src\/(clients\/|rpc\/|([a-z-]+-)?rpc(-[a-z]+)?\.ts)/,
    never: new RegExp(`^(elysia|@elysiajs/|${DRIVERS})`),
    why: 'the gRPC edge knows no HTTP and no driver',
  },
  {
    files: /\/(sqlite|mongo|milvus|ollama|openai)([a-z-]*\.ts$|\/)/,
    // The gateway speaks OpenAI's API to its clients; it has no driver.
    except: /^services\/gateway\//,
    never: new RegExp(`^(${NET})|^proto/|/(config|service|rpc)$`),
    why: 'an adapter knows its driver and its port',
  },
  { files: /\/service\.ts$/, never: /\/main$/, why: 'the composition root is started, it does not start' },
  { files: /\/main\.ts$/, except: /^packages\//, never: new RegExp(`^(${NET}|${DRIVERS})`), why: 'main has no logic' },
]

/** `file imports what: why` for every import that breaks a rule. */
export const violations = (files: SourceFile[]): string[] =>
  rules.flatMap(({ files: about, except, never, why }) =>
    files
      .filter(({ path }) => about.test(path) && !except?.test(path))
      .flatMap(({ path, imports }) =>
        imports.filter((name) => never.test(name)).map((name) => `${path} imports ${name}: ${why}`),
      ),
  )

/** Cycles of imports that are loaded at run time, each as the chain of files that closes it. */
export function cycles(files: SourceFile[]): string[] {
  const byName = new Map(files.map((file) => [file.path.replace(/\.ts$/, ''), file]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (name: string, chain: string[]) => {
    if (chain.includes(name)) found.push([...chain.slice(chain.indexOf(name)), name].join(' > '))
    if (done.has(name) || chain.includes(name)) return
    for (const next of byName.get(name)?.loads ?? []) if (byName.has(next)) visit(next, [...chain, name])
    done.add(name)
  }
  for (const name of byName.keys()) visit(name, [])
  return found
}
