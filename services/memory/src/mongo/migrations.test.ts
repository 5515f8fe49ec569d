import { expect, test } from 'bun:test'
import { SCHEMA_COLLECTION } from '@collabry/storage/mongo-schema'
import { MongoClient } from 'mongodb'
import { realStore } from '../../../../test/real-store'
import { codeOf, say, settingsAt } from '../../test/contract-users'
import { mongoStores } from './stores'

realStore('MONGO_URI', (uri) => {
  test('names of before are changed: a deletion that was cut short goes on, and a lost stream is recovered once', async () => {
    const database = `memory_${crypto.randomUUID()}`
    await using client = new MongoClient(uri)
    const db = client.db(database)
    const clock = { ms: 1 }
    {
      await using stores = await mongoStores(uri, { database }, settingsAt(clock))
      await say(stores.conversations, 'ann', 'cut', 'q', 'a')
      await stores.streams.open('ann', { streamId: 'x', sessionId: 's', messageId: '', keepMs: 60_000, isAtOneReplica: false })
      await stores.streams.open('ann', { streamId: 'y', sessionId: 's', messageId: '', keepMs: 60_000, isAtOneReplica: false })
    }
    // The state that version 1 leaves.
    const session = await db.collection('memory_sessions').findOneAndDelete({})
    await db.collection<{ _id: string }>('memory_doomed').insertOne({ _id: session?.key })
    const streams = db.collection('memory_streams')
    await streams.updateMany({}, { $unset: { recovered: '' }, $set: { settled: true } })
    await streams.updateOne({ _id: { $regex: 'x$' } as never }, { $set: { settled: false, outcome: 'producer_lost' } })
    await streams.createIndex({ settled: 1 })
    await db.collection(SCHEMA_COLLECTION).updateMany({}, { $set: { version: 1 } })
    {
      await using stores = await mongoStores(uri, { database }, settingsAt(clock))
      expect(await codeOf(stores.conversations.get('ann', 'cut'))).toBe('not_found')
      await stores.conversations.markAbandoned()
      expect(await db.collection('memory_turns').countDocuments()).toBe(0)
      expect(await stores.streams.closeLost()).toHaveLength(1)
    }
    expect(await streams.countDocuments({ settled: { $exists: true } })).toBe(0)
    expect((await streams.indexes()).filter(({ key }) => 'settled' in key)).toEqual([])
    expect((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)).not.toContain('memory_doomed')
    await db.dropDatabase()
  })
})
