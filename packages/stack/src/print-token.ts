import { readConfig } from '@collabry/runtime/config'
import { StackConfig } from './config'
import { prepareDataDir } from './data-dir'
import { keptSecrets } from './secrets'
import { readTokenFlags, signToken } from './token'

/** `bun run token`: a token signed with the key that the start in the same folder uses. */
export async function printToken(args: string[], env: Record<string, string | undefined>): Promise<void> {
  const claims = readTokenFlags(args)
  const config = readConfig(StackConfig, env)
  const jwtSecretKey = config.jwtSecretKey || keptSecrets(prepareDataDir(config.dataDir)).jwtSecretKey
  process.stdout.write(`${await signToken({ ...config, jwtSecretKey }, claims)}\n`)
}
