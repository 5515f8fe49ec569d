import type { SourceFile } from './source'

interface Rule {
  /** The files that the rule applies to. */
  files: RegExp
  /** Files that it does not apply to. */
  except?: RegExp
  /** Imports that they must not have. */
  never: RegExp
  why: string
}

const DRIVERS = 'bun:sqlite|mongodb|@zilliz/milvus2-sdk-node|ollama|sqlite-vec|openai|redis'
const NET = 'elysia|@elysiajs/|@grpc/|grpc-health-check|protobufjs'
/** Files that may know HTTP, gRPC, a driver or the settings. Every other file of a service is domain. */
const EDGE = new RegExp(
  [
    String.raw`\/(main|service|config|open-upstreams|choose-provider|from-proto|to-proto|([a-z-]+-)?rpc(-[a-z]+)?|use-cases)\.ts$`,
    String.raw`\/(http|clients|rpc|core|sqlite|mongo|milvus|ollama|openai)\/`,
    String.raw`\/(sqlite|mongo|milvus|ollama|openai)[a-z-]*\.ts$`,
    // A capability has its routes and its client of another service beside its domain.
    String.raw`\/([a-z0-9-]+-)?(routes|client|examples)\.ts$`,
    // An Anki package is a SQLite file.
    String.raw`\/anki\.ts$`,
  ].join('|'),
)

/** Who may import whom, as the table of ARCHITECTURE.md says. Specifiers are as source.ts resolves them. */
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
  {
    files: /^packages\/embedding-model\/src\//,
    never: new RegExp(`^(proto|services|packages/(stack|storage|extractive|fake-ollama))/|^(${NET}|${DRIVERS})`),
    why: 'the embedding model knows text alone',
  },
  {
    files: /^packages\/extractive\//,
    never: new RegExp(`^(proto|services|packages/(stack|storage|fake-ollama))/|^(${NET}|${DRIVERS})`),
    why: 'the extractive provider knows text alone',
  },
  {
    files: /^packages\/client\/src\//,
    never: /^((proto|services|test)\/|packages\/(?!client\/))/,
    why: 'the client stands alone',
  },
  { files: /^services\//, never: /^(packages\/stack|test)\//, why: 'a service does not know who starts it' },
  ...['gateway', 'llm', 'memory', 'rag'].map((service) => ({
    files: new RegExp(`^services/${service}/`),
    never: new RegExp(`^services/(?!${service}/)`),
    why: 'services meet over gRPC alone',
  })),
  {
    files: /^services\/gateway\/src\/(.+[/-])?routes\.ts$/,
    never: /[/-]client$|^proto\/|^@grpc\//,
    why: 'routes get use cases as arguments',
  },
  {
    files: /^services\/gateway\/src\/core\//,
    except: /\/core\/grpc\/|client\.ts$/,
    never: /^proto\/|^@grpc\//,
    why: 'the HTTP server knows no gRPC',
  },
  {
    files: /^services\/gateway\/src\/(generation|study|openai)\//,
    except: /[/-](routes|client|examples|anki)\.ts$/,
    never: new RegExp(`^(${NET}|${DRIVERS})|^proto/|/config$`),
    why: 'use cases know ports alone',
  },
  {
    files: /^services\/[a-z]+\/src\//,
    except: EDGE,
    never: new RegExp(`^(${NET}|${DRIVERS})|^proto/|/config$`),
    why: 'domain files know ports, pure domain and errors',
  },
  {
    files: /^services\/[a-z]+\/src\/(clients\/|rpc\/|([a-z-]+-)?rpc(-[a-z]+)?\.ts|.*[/-]client\.ts$)/,
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

interface ServiceLayout {
  /** Folders, each with all files of one capability. */
  capabilities: string[]
  /** Pure domain that other capabilities use too. */
  shared?: RegExp
  /** Folders that the layout by capability replaces: the rule applies once no file of the service is in one of them. */
  replaced: RegExp
}

/** Services by the folders of their capabilities; other folders (core, rpc, sqlite, mongo) are shared by all of them. */
export const layouts: Record<string, ServiceLayout> = {
  gateway: {
    capabilities: ['chat', 'sessions', 'documents', 'study', 'account', 'openai', 'mcp'],
    replaced: /\/src\/(http|clients|wiring)\//,
  },
  llm: { capabilities: ['models', 'upstreams'], replaced: /\/src\/(models\/wire\/|rpc\.ts$)/ },
  rag: {
    capabilities: ['upload', 'ingest', 'erase', 'parse', 'chunk', 'lexical', 'search', 'documents', 'vectors', 'jobs'],
    shared: /\/src\/(chunk\/|lexical\/|parse\/(reader|stored-text)$)/,
    replaced: /\/src\/(words|clients)\/|\/src\/rpc[a-z-]*\.ts$/,
  },
  memory: {
    capabilities: ['sessions', 'streams', 'idempotency', 'tokens', 'keys', 'usage', 'erasure', 'digests'],
    replaced: /\/src\/accounts\//,
  },
}

/** A file whose exports other capabilities may use: the port of a capability, and pure domain that is named as shared. */
const PORT = /\/(ports?|store|types|[a-z-]+-port)$/

/**
 * Imports of one capability's internals by another. Types are free, since a port is a type; modules that are loaded at run time
 * must be ports. Test files may combine anything that they test.
 */
export const trespasses = (files: SourceFile[]): string[] =>
  Object.entries(layouts).flatMap(([service, { capabilities, shared, replaced }]) => {
    const root = `services/${service}/src/`
    const own = files.filter(({ path }) => path.startsWith(root))
    if (own.some(({ path }) => replaced.test(path))) return []
    const capabilityOf = (path: string) => capabilities.find((name) => path.startsWith(`${root}${name}/`))
    return own.flatMap(({ path, loads }) => {
      const from = capabilityOf(path)
      if (from === undefined || EDGE.test(path)) return []
      return loads
        .filter(
          (name) => capabilityOf(name) !== undefined && capabilityOf(name) !== from && !PORT.test(name) && !shared?.test(name),
        )
        .map((name) => `${path} loads ${name}: a capability is used by its port`)
    })
  })

const LINES_MAX = 70
const FOLDER_FILES_MAX = 40

/**
 * Functions of more than 70 lines, closures counted, as `file name`. A block of statements is a function; a literal of data
 * (a schema, a table of words) may be longer.
 */
export const longFunctions = (files: SourceFile[]): string[] =>
  files.flatMap(({ path, text }) =>
    [...blocksAt(0, text, FUNCTION), ...blocksAt(2, text, METHOD)]
      .filter(({ lines: [head = ''] }) => !/^(?:export )?class /.test(head))
      .filter(({ lines }) => lines.length > LINES_MAX && lines.some((line) => STATEMENT.test(line)))
      .map(({ name }) => `${path} ${name}`),
  )

const STATEMENT = /^\s+(return|if|for|while|throw|try|switch|await)\b|=> \{$/

const FUNCTION = /^(?:export )?(?:default )?(?:async )?(?:function\*?|const|class) (\w+)/
/** A class is measured by its methods. */
const METHOD = /^ {2}(?:static |async |get |set |private |readonly )*\*?(#?\w+)(?:<.*>)?\(.*\{$/

/**
 * Blocks that begin in one column and end before the next line that begins there or before it. Closing brackets belong to the
 * block: the end of its parameters (`}: Options) => {`) or of its body.
 */
function blocksAt(column: number, text: string, begins: RegExp): { name: string; lines: string[] }[] {
  const blocks: { name: string; lines: string[] }[] = []
  let open: { name: string; lines: string[] } | undefined
  for (const line of text.split('\n')) {
    const head = begins.exec(line)
    const indent = line.search(/\S/)
    const isOutside = indent >= 0 && (indent < column || (indent === column && !/^\s*[})\]]/.test(line)))
    if (isOutside) open = head ? { name: head[1] ?? '', lines: [] } : undefined
    if (head && open) blocks.push(open)
    open?.lines.push(line)
  }
  for (const { lines } of blocks) while (lines.at(-1) === '') lines.pop()
  return blocks
}

/** Folders of more than 40 files, tests not counted. */
export function wideFolders(files: SourceFile[]): string[] {
  const counts = new Map<string, number>()
  for (const { path } of files) {
    const folder = path.slice(0, path.lastIndexOf('/'))
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count > FOLDER_FILES_MAX).map(([folder]) => folder)
}

/** Cycles of imports that are loaded at run time; each is given as its chain of files. */
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
