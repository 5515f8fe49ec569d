import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { levels } from 'pino'
import { AppError, toAppError } from './errors'
import { createLog, type Log } from './log'

/**
 * Runs one process: it starts, logs `ready`, drains on SIGTERM or SIGINT and exits with 0. A failure to start is one sentence
 * on stderr and exit code 1. `LOG_LEVEL` is read here, because a log is needed before the config is read. With
 * `COLLABRY_PARENT_PIPE=1` the process also drains when its stdin ends, so that it never outlives its parent process.
 */
export async function run(
  name: string,
  env: Record<string, string | undefined>,
  start: (log: Log) => Promise<RunningService>,
): Promise<void> {
  // DATA_DIR holds documents and conversations, and other users of the machine may be able to read the folder around it.
  process.umask(0o077)
  const log = createLog({ service: name, level: levelOf(env.LOG_LEVEL) })
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'))
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'uncaught exception')
    process.exit(1)
  })
  const begin = () => {
    readArguments(process.argv.slice(2), {
      usage: `The settings of ${name} are variables of the environment (docs/configuration.md); it takes no arguments.`,
    })
    return start(log)
  }
  const service = await Promise.try(begin).catch((failure: unknown) => {
    const error = toAppError(failure)
    if (error.code === 'internal_error') log.fatal({ err: failure }, 'start failed')
    process.stderr.write(`${name}: ${error.message}\n`)
    process.exit(1)
  })
  let draining = false
  const stop = async (why: string) => {
    if (draining) return
    draining = true
    log.info({ why }, 'draining')
    await service.drain().catch((err: unknown) => log.error({ err }, 'drain failed'))
    log.info('stopped')
    process.exit(0)
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  if (env.COLLABRY_PARENT_PIPE === '1') process.stdin.on('end', () => stop('parent gone')).resume()
  log.info({ port: service.port, adminPort: service.adminPort }, 'ready')
}

/** Runs a command to its end. A failure is one sentence on stderr and exit code 1; so is a false result, without a sentence. */
export async function runCommand(name: string, work: () => Promise<boolean>): Promise<void> {
  try {
    if (!(await work())) process.exitCode = 1
  } catch (error) {
    process.stderr.write(`${name}: ${toAppError(error).message}\n`)
    process.exitCode = 1
  }
}

interface ArgumentRules<Options extends ParseArgsOptionsConfig> {
  /** One line, which an error repeats. */
  usage: string
  options?: Options
  allowPositionals?: boolean
}

/**
 * The arguments of a command. `--help` prints its usage and ends the process with 0. An argument that the command does not take
 * is an AppError with the usage: it would be ignored otherwise.
 */
export function readArguments<const Options extends ParseArgsOptionsConfig = Record<never, never>>(
  args: string[],
  { usage, options = {} as Options, allowPositionals = false }: ArgumentRules<Options>,
) {
  const end = args.indexOf('--')
  if (args.slice(0, end < 0 ? args.length : end).some((arg) => arg === '--help' || arg === '-h')) {
    process.stdout.write(`${usage}\n`)
    process.exit(0)
  }
  try {
    return parseArgs({ args, options, strict: true, allowPositionals })
  } catch (cause) {
    const sentence = cause instanceof Error ? cause.message.split(/\. |\n/)[0] : 'Wrong arguments'
    throw new AppError('validation_error', `${sentence}. ${usage}`, { cause })
  }
}

/** Falls back to `info` for an unknown word; readConfig reports it soon after. */
const levelOf = (word: string | undefined) => (word && Object.hasOwn(levels.values, word) ? word : 'info')

/** A started service, as its process, the stack and the tests use it. */
export interface RunningService extends AsyncDisposable {
  /** Port it serves on. */
  port: number
  /** Port of probes and metrics. */
  adminPort: number
  /** Stops taking calls, gives running ones their grace time, then closes everything. */
  drain(): Promise<void>
}
