import { expect, test } from 'bun:test'
import { MongoClient } from 'mongodb'
import { realStore } from '../../../test/real-store'
import { type MongoMigration, migrateMongo, SCHEMA_COLLECTION } from './mongo-schema'

realStore('MONGO_URI', (uri) => {
  const database = async () => {
    const client = new MongoClient(uri)
    const db = client.db(`storage_${crypto.randomUUID()}`)
    const dispose = async () => {
      await db.dropDatabase()
      await client.close()
    }
    return { db, [Symbol.asyncDispose]: dispose }
  }

  test('each store of a database passes its own migrations once, also when replicas start together', async () => {
    await using opened = await database()
    const { db } = opened
    const passed: string[] = []
    const step =
      (name: string): MongoMigration =>
      async () =>
        void passed.push(name)
    await migrateMongo(db, 'memory', [step('one')])
    await migrateMongo(db, 'memory', [step('one'), step('two')])
    await migrateMongo(db, 'rag', [step('rag')])
    expect(passed).toEqual(['one', 'two', 'rag'])
    await Promise.all(Array.from({ length: 8 }, () => migrateMongo(db, 'other', [step('x'), step('y')])))
    expect(await db.collection(SCHEMA_COLLECTION).find().sort({ _id: 1 }).toArray()).toMatchObject([
      { version: 2 },
      { version: 2 },
      { version: 1 },
    ])
  })

  test('collections of a newer version, and of one that is no number, are refused and stay unchanged', async () => {
    await using opened = await database()
    const { db } = opened
    await migrateMongo(db, 'memory', [async () => undefined, async () => undefined])
    const never = async () => {
      throw new Error('must not run')
    }
    await expect(migrateMongo(db, 'memory', [never])).rejects.toThrow('The collections of memory in MongoDB have the schema 2')
    await db.collection<{ _id: string }>(SCHEMA_COLLECTION).updateOne({ _id: 'memory' }, { $set: { version: 'one' } })
    await expect(migrateMongo(db, 'memory', [never])).rejects.toThrow('have the schema one')
  })

  test('the version before starts beside additive steps, and is refused after another one', async () => {
    await using opened = await database()
    const { db } = opened
    const passed: string[] = []
    const step = (name: string) => async () => void passed.push(name)
    const before = [step('one'), step('two')]
    await migrateMongo(db, 'rag', before)
    const additive = [...before, { additive: step('three') }, { additive: step('four') }]
    await migrateMongo(db, 'rag', additive)
    await migrateMongo(db, 'rag', before)
    await migrateMongo(db, 'rag', additive)
    expect(passed).toEqual(['one', 'two', 'three', 'four'])
    const last = [...additive, step('five'), { additive: step('six') }]
    await migrateMongo(db, 'rag', last)
    expect(passed.slice(4)).toEqual(['five', 'six'])
    await expect(migrateMongo(db, 'rag', additive)).rejects.toThrow('have the schema 6, and this version knows 4')
    await migrateMongo(db, 'rag', last.slice(0, 5))
    // A database that never saw the version before has no older process to spare, and lets the same ones start.
    await migrateMongo(db, 'new', last)
    await expect(migrateMongo(db, 'new', additive)).rejects.toThrow('have the schema 6')
    await migrateMongo(db, 'new', last.slice(0, 5))
  })
})
