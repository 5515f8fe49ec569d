import { expect, setDefaultTimeout, test } from 'bun:test'
import type { CommandStartedEvent, MongoClient } from 'mongodb'
import { realStore } from '../../../../test/real-store'
import { ALL_MESSAGES, FIRST_PAGE, NEVER_ABORTED, say, settingsAt } from '../../test/contract-users'
import { dropDatabase } from '../../test/mongo-stores'
import type { Stores } from '../stores'
import { mongoStores } from './stores'

setDefaultTimeout(180_000) // a busy machine and its disk

type Filter = Record<string, unknown>
interface Asked {
  command: string
  collection: string
  database: string
  filter: Filter
}

/** What each command looks for, as it went over the wire. */
function filtersOf({ commandName: command, databaseName: database, command: sent }: CommandStartedEvent): Asked[] {
  const filters: Filter[] = [
    ...(sent.filter ? [sent.filter] : []),
    ...(sent.query ? [sent.query] : []),
    ...[...(sent.updates ?? []), ...(sent.deletes ?? [])].map(({ q }: { q: Filter }) => q),
  ]
  return filters.map((filter) => ({ command, collection: String(sent[command]), database, filter }))
}

/** A filter of alternatives as one filter for each: every alternative names the shard of its owner. */
function alternativesOf({ filter: { $or, ...common }, ...asked }: Asked): Asked[] {
  const alternatives = Array.isArray($or) ? $or : [{}]
  return alternatives.map((filter: Filter) => ({ ...asked, filter: { ...common, ...filter } }))
}

/** Everything that is done to turns and logs while somebody waits for it. */
async function converse({ conversations, streams }: Stores): Promise<void> {
  const [sessionId, streamId] = ['s', 'x']
  await say(conversations, 'ann', sessionId, 'What is a cell?', 'The smallest unit.')
  const begun = await conversations.begin('ann', { sessionId, content: 'And then?', notebookId: '', historyMax: 10 })
  const messageId = begun.assistantMessageId
  await conversations.append('ann', { sessionId, messageId, offset: 0, text: 'A ' })
  await conversations.append('ann', { sessionId, messageId, offset: 0, text: 'A tissue' }) // as after a lost answer
  const { leaseId } = await streams.open('ann', { streamId, sessionId, messageId, keepMs: 60_000, isAtOneReplica: true })
  await streams.append('ann', { streamId, leaseId, first: 1, events: [{ kind: 'text', data: 'A tissue' }], end: undefined })
  await streams.read('ann', streamId, 0)
  const end = { sessionId, messageId, status: 'complete', offset: 0, text: 'A tissue.', sourcesJson: '', model: 'm' } as const
  await conversations.end('ann', end)
  await conversations.rate('ann', { sessionId, messageId }, { rating: 1, comment: '' })
  await conversations.setTitle('ann', sessionId, { from: '', to: 'Cells' })
  await conversations.summarize('ann', sessionId, { text: 'Cells.', messageId })
  await conversations.digestState('ann', sessionId)
  await conversations.recall('ann', sessionId, { query: 'tissue', limit: 3 }, NEVER_ABORTED)
  await conversations.list('ann', { ...FIRST_PAGE, query: 'tissue' }, NEVER_ABORTED)
  const anew = { sessionId, content: '', notebookId: '', historyMax: 10, instead: messageId }
  await conversations.begin('ann', anew)
  await conversations.messages('ann', sessionId, ALL_MESSAGES)
  await streams.forgetSession('ann', sessionId)
  await conversations.delete('ann', sessionId)
}

realStore('MONGO_URI', (uri) => {
  test('whatever a user waits for asks one shard for turns and for logs, and logs are in the database that is named', async () => {
    const database = `memory_${crypto.randomUUID()}`
    const streamDatabase = `streams_${crypto.randomUUID()}`
    const asked: Asked[] = []
    const watch = (client: MongoClient) => {
      Object.assign(client, { monitorCommands: true }) // a setter that its types leave out
      client.on('commandStarted', (event) => asked.push(...filtersOf(event)))
    }
    {
      await using stores = await mongoStores(uri, { database, streamDatabase }, settingsAt({ ms: 1 }), watch)
      await converse(stores)
    }
    await dropDatabase(uri, database)
    await dropDatabase(uri, streamDatabase)

    const ofTurns = asked.filter(({ collection }) => collection === 'memory_turns')
    const commands = new Set(ofTurns.map(({ command }) => command))
    expect([...commands].toSorted()).toEqual(['delete', 'distinct', 'find', 'update'])
    for (const { command, filter } of ofTurns.flatMap(alternativesOf)) {
      // A search goes to the shards of one owner, which are neighbours.
      const wanted = command === 'distinct' ? ['owner'] : ['owner', 'sessionRef']
      expect({ command, filter, keys: Object.keys(filter) }).toMatchObject({ keys: expect.arrayContaining(wanted) })
    }
    const ofLogs = asked.filter(({ collection }) => collection === 'memory_stream_parts')
    expect(ofLogs.length).toBeGreaterThan(2)
    for (const { filter } of ofLogs.flatMap(alternativesOf)) expect(filter).toHaveProperty('stream')
    const places = asked.filter(({ collection }) => /^memory_(stream|ticket)/.test(collection)).map((one) => one.database)
    expect(new Set(places)).toEqual(new Set([streamDatabase]))
  })
})
