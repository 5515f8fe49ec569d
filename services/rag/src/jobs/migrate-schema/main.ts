/** Brings the stores of rag to the schema of this version, and ends, so that no pod has to do it while it starts. */
import { readConfig } from '@collabry/runtime/config'
import { toAppError } from '@collabry/runtime/errors'
import { createLog } from '@collabry/runtime/log'
import { RagConfig } from '../../config'
import { migrateStores } from '../../service'

try {
  const log = createLog({ service: 'rag', level: 'info' })
  await migrateStores(readConfig(RagConfig, process.env, log), log)
  process.stdout.write('rag: the stores have the schema of this version.\n')
} catch (error) {
  process.stderr.write(`rag: ${toAppError(error).message}\n`)
  process.exitCode = 1
}
