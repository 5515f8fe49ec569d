/** Brings the stores of rag to the schema of this version, and ends, so that no pod has to do it while it starts. */
import { readConfig } from '@collabry/runtime/config'
import { createLog } from '@collabry/runtime/log'
import { runCommand } from '@collabry/runtime/run'
import { RagConfig } from '../../config'
import { migrateStores } from '../../service'

await runCommand('rag', async () => {
  const log = createLog({ service: 'rag', level: 'info' })
  await migrateStores(readConfig(RagConfig, process.env, log), log)
  process.stdout.write('rag: the stores have the schema of this version.\n')
  return true
})
