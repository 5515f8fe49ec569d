// LlamaIndex as its documentation shows it. Prints a line for each feature that works.
import assert from 'node:assert/strict'
import { OpenAI, OpenAIEmbedding } from '@llamaindex/openai'
import { Document, Settings, tool, VectorStoreIndex } from 'llamaindex'
import { z } from 'zod'

const { BASE_URL, TOKEN, MODEL, EMBEDDING_MODEL } = process.env
const worked = (feature) => console.log(`worked: ${feature}`)
const connection = { apiKey: TOKEN, baseURL: `${BASE_URL}/v1` }
const llm = new OpenAI({ ...connection, model: MODEL, supportToolCall: true })
const messages = [{ role: 'user', content: 'hello you' }]

const { message } = await llm.chat({ messages })
assert.match(message.content, /You asked: hello you/)
worked('llamaindex: chat')

let streamed = ''
for await (const { delta } of await llm.chat({ messages, stream: true })) streamed += delta
assert.match(streamed, /You asked: hello you/)
worked('llamaindex: chat, streamed')

const weather = tool({
  name: 'weather',
  description: 'The weather',
  parameters: z.object({ city: z.string() }),
  execute: ({ city }) => `sunny in ${city}`,
})
const called = await llm.chat({ messages, tools: [weather] })
const [{ name, input }] = called.message.options.toolCall
assert.deepEqual([name, typeof input === 'string' ? JSON.parse(input) : input], ['weather', { city: 'Berlin' }])
worked('llamaindex: tool calls')

const embedModel = new OpenAIEmbedding({ ...connection, model: EMBEDDING_MODEL })
const [light, leaves] = await embedModel.getTextEmbeddings(['light', 'leaves'])
assert.ok(light.length > 0 && light.length === leaves.length)
worked('llamaindex: embeddings')

Object.assign(Settings, { llm, embedModel })
const index = await VectorStoreIndex.fromDocuments([new Document({ text: 'Bridges carry their load by cables.' })])
const { response, message: answer } = await index.asQueryEngine().query({ query: 'What carries the load?' })
assert.match(String(response ?? answer.content), /You asked/)
worked('llamaindex: query engine')
