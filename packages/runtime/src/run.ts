import { levels } from 'pino'
import { toAppError } from './errors'
import { createLog, type Log } from './log'
import type { RunningService } from './service'

/**
 * The life of one process: start, say so, drain on SIGTERM or SIGINT, exit 0. A failure to start is one sentence on stderr
 * and exit 1. `LOG_LEVEL` is read here, because a log is needed before there is a config; with `COLLABRY_PARENT_PIPE=1` the
 * process also drains when its stdin ends, so that it never outlives who started it.
 */
export async function run(
  name: string,
  env: Record<string, string | undefined>,
  start: (log: Log) => Promise<RunningService>,
): Promise<void> {
  // Documents and conversations lie in DATA_DIR, which may be a folder that others can enter.
  process.umask(0o077)
  const log = createLog({ service: name, level: levelOf(env.LOG_LEVEL) })
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'))
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'uncaught exception')
    process.exit(1)
  })
  const service = await Promise.try(start, log).catch((failure: unknown) => {
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

/** A level that is none is refused by the config a moment later, with a sentence. */
const levelOf = (word: string | undefined) => (word && Object.hasOwn(levels.values, word) ? word : 'info')
