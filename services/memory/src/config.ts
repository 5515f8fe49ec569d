import { processConfig } from '@collabry/runtime/config'
import { type Static, Type as t } from '@sinclair/typebox'

export const MemoryConfig = t.Object({
  ...processConfig,
  dataDir: t.String({ default: './data', description: 'Folder of the embedded stores; sessions are in `memory` below it' }),
  mongoUri: t.Optional(
    t.String({
      secret: true,
      pattern: '^mongodb(\\+srv)?://',
      description: 'MongoDB for documents and sessions; unset: the embedded stores in DATA_DIR',
    }),
  ),
  mongoDb: t.String({ default: 'collabry', description: 'Database in MongoDB' }),
})
export type MemoryConfig = Static<typeof MemoryConfig>
