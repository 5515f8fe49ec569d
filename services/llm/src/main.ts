import { readConfig } from '@collabry/runtime/config'
import { run } from '@collabry/runtime/run'
import { LlmConfig } from './config'
import { startLlm } from './service'

await run('llm', process.env, (log) => startLlm(readConfig(LlmConfig, process.env, log), log))
