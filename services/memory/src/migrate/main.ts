/** Brings the stores of memory to the schema of this version, and ends, so that no pod has to do it while it starts. */
import { readConfig } from '@collabry/runtime/config'
import { createLog } from '@collabry/runtime/log'
import { runCommand } from '@collabry/runtime/run'
import { MemoryConfig } from '../config'
import { migrateStores } from '../service'

await runCommand('memory', async () => {
  const log = createLog({ service: 'memory', level: 'info' })
  await migrateStores(readConfig(MemoryConfig, process.env, log), log)
  process.stdout.write('memory: the stores have the schema of this version.\n')
  return true
})
