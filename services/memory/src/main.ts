import { readConfig } from '@collabry/runtime/config'
import { run } from '@collabry/runtime/run'
import { MemoryConfig } from './config'
import { startMemory } from './service'

await run('memory', process.env, (log) => startMemory(readConfig(MemoryConfig, process.env, log), log))
