import { AppError, toAppError } from '@collabry/runtime/errors'
import { readArguments } from '@collabry/runtime/run'

const START =
  'Usage: bun run start; its settings are variables of the environment, as in PORT=9000 bun run start (bun run config lists them).'

const [command = 'start', ...args] = process.argv.slice(2)

const commands: Record<string, () => Promise<void>> = {
  async start() {
    readArguments(args, { usage: START })
    const { readConfig } = await import('@collabry/runtime/config')
    const { StackConfig } = await import('./config')
    const { start } = await import('./start')
    const stop = new AbortController()
    const kill = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => (stop.signal.aborted ? kill : stop).abort())
    }
    await start({ config: readConfig(StackConfig, process.env), env: process.env, stop: stop.signal, kill: kill.signal })
  },
  async token() {
    const { printToken } = await import('./token')
    await printToken(args, process.env)
  },
  async config() {
    const { printConfig } = await import('./config-command')
    await printConfig(args)
  },
}

try {
  const run = commands[command]
  if (run === undefined)
    throw new AppError('validation_error', `Unknown command ${command}; there are ${Object.keys(commands).join(', ')}.`)
  await run()
  process.exit(0)
} catch (error) {
  const { code, message } = toAppError(error)
  process.stderr.write(`${code === 'internal_error' && error instanceof Error ? error.stack : message}\n`)
  process.exit(1)
}
