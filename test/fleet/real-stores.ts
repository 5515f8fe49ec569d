import { MilvusClient } from '@zilliz/milvus2-sdk-node'
import { MongoClient } from 'mongodb'

/** A database and collections of our own on the servers that the environment names, gone afterwards. */
export function realStores(): AsyncDisposable & { env: Record<string, string> } {
  const { MONGO_URI = '', MILVUS_ADDRESS = '' } = process.env
  const name = `fleet_${crypto.randomUUID().replaceAll('-', '')}`
  return {
    env: { MONGO_URI, MONGO_DB: name, MILVUS_ADDRESS, MILVUS_PREFIX: name, MILVUS_PARTITIONS: '4' },
    async [Symbol.asyncDispose]() {
      await using mongo = new MongoClient(MONGO_URI)
      await mongo.db(name).dropDatabase()
      const milvus = new MilvusClient({ address: MILVUS_ADDRESS, telemetry: { enabled: false }, logLevel: 'error' })
      const { data } = await milvus.showCollections()
      for (const collection of data) {
        if (collection.name.startsWith(name)) await milvus.dropCollection({ collection_name: collection.name })
      }
      await milvus.closeConnection()
    },
  }
}
