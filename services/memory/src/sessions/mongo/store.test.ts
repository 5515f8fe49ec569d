import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { readConfig } from '@collabry/runtime/config'
import { createLog } from '@collabry/runtime/log'
import { realStore } from '../../../../../test/real-store'
import { conversationsOf, settingsAt } from '../../../test/contract-users'
import { memoryCalls } from '../../../test/memory-calls'
import { dropDatabase, openFresh } from '../../../test/mongo-stores'
import { MemoryConfig } from '../../config'
import { mongoStores } from '../../mongo/stores'
import { startMemory } from '../../service'
import { annotationsContract } from '../annotations.contract'
import { messageExpiryContract } from '../expiry.contract'
import { sessionStoreContract } from '../sessions.contract'
import { turnStoreContract } from '../turns.contract'

setDefaultTimeout(180_000) // a busy machine and its disk

test('a server that can not be reached is one sentence that names the variable', async () => {
  await expect(mongoStores('mongodb://127.0.0.1:1', { database: 'x' }, settingsAt({ ms: 1 }))).rejects.toThrow('check MONGO_URI')
})

realStore('MONGO_URI', (uri) => {
  sessionStoreContract('mongodb', conversationsOf(openFresh(uri)))
  turnStoreContract('mongodb', conversationsOf(openFresh(uri)))
  annotationsContract('mongodb', conversationsOf(openFresh(uri)))
  messageExpiryContract('mongodb', conversationsOf(openFresh(uri)))

  describe('memory service on mongodb', () => {
    const database = `memory_${crypto.randomUUID()}`
    const env = { MONGO_URI: uri, MONGO_DB: database, GRPC_PORT: '0', ADMIN_PORT: '0', INTERNAL_API_KEYS: 'gateway:key' }
    const start = () => startMemory(readConfig(MemoryConfig, env), createLog({ service: 'memory', level: 'error' }))

    test('two replicas serve the same turn', async () => {
      await using one = await start()
      await using other = await start()
      using first = memoryCalls(one.port, { caller: 'gateway', key: 'key' })
      using second = memoryCalls(other.port, { caller: 'gateway', key: 'key' })
      expect(await first.call('GetStatus', { userId: 'gateway' })).toEqual({
        store: 'mongodb',
        state: 'STATE_HEALTHY',
        detail: '',
      })
      const { sessionId, assistantMessageId: messageId } = await first.call('BeginTurn', { userId: 'ann', content: 'q' })
      await second.call('AppendTurn', { userId: 'ann', sessionId, messageId, offset: 0, text: 'an' })
      await first.call('EndTurn', {
        userId: 'ann',
        sessionId,
        messageId,
        offset: 2,
        text: 'swer',
        status: 'MESSAGE_STATUS_COMPLETE',
      })
      const { messages } = await second.call('ListMessages', { userId: 'ann', sessionId })
      expect(messages.map(({ content }) => content)).toEqual(['q', 'answer'])
      await dropDatabase(uri, database)
    })
  })
})
