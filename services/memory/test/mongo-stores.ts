import { MongoClient } from 'mongodb'
import { mongoStores } from '../src/mongo/stores'
import type { OpenStores } from './contract-users'

/** Stores on a database of their own, which is dropped when they are disposed of; for tests. */
export const openFresh =
  (uri: string): OpenStores =>
  async (settings) => {
    const database = `memory_${crypto.randomUUID()}`
    const stores = await mongoStores(uri, { database }, settings)
    const dispose = async () => {
      await stores[Symbol.asyncDispose]()
      await dropDatabase(uri, database)
    }
    return { ...stores, [Symbol.asyncDispose]: dispose }
  }

export async function dropDatabase(uri: string, database: string): Promise<void> {
  const client = new MongoClient(uri)
  await client.db(database).dropDatabase()
  await client.close()
}
