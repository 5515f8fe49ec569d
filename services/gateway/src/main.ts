import { readConfig } from '@collabry/runtime/config'
import { run } from '@collabry/runtime/run'
import { GatewayConfig } from './config'
import { startGateway } from './service'

await run('gateway', process.env, (log) => startGateway(readConfig(GatewayConfig, process.env, log), log))
