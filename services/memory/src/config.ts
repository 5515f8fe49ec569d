import { processConfig } from '@collabry/runtime/config'
import { type Static, Type as t } from '@sinclair/typebox'

export const MemoryConfig = t.Object({
  ...processConfig,
  dataDir: t.String({ default: './data', description: 'Folder of the embedded stores; sessions are in `memory` below it' }),
})
export type MemoryConfig = Static<typeof MemoryConfig>
