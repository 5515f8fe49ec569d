// Clients of other makers as their documentation shows them. Prints a line for each feature that works.
import assert from 'node:assert/strict'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { HumanMessage } from '@langchain/core/messages'
import { tool as langchainTool } from '@langchain/core/tools'
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai'
import { embedMany, generateText, isStepCount, Output, stepCountIs, streamText, tool, ToolLoopAgent } from 'ai'
import { EventSource } from 'eventsource'
import OpenAI, { APIError } from 'openai'
import { z } from 'zod'

const { BASE_URL, TOKEN, MODEL, EMBEDDING_MODEL } = process.env
const baseURL = `${BASE_URL}/v1`
const worked = (feature) => console.log(`worked: ${feature}`)
const messages = [{ role: 'user', content: 'hello you' }]
const ECHO = /You asked: hello you/
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const tools = [{ type: 'function', function: { name: 'weather', description: 'The weather', parameters } }]

const openai = new OpenAI({ baseURL, apiKey: TOKEN, maxRetries: 0 })
{
  const models = await openai.models.list()
  assert.ok(models.data.some(({ id }) => id === MODEL))
  worked('openai: models.list')
  const whole = await openai.chat.completions.create({ model: MODEL, messages, temperature: 0, seed: 1, top_p: 1 })
  assert.match(whole.choices[0].message.content, ECHO)
  worked('openai: chat.completions.create')
  const stream = await openai.chat.completions.create({ model: MODEL, messages, stream: true, stream_options: { include_usage: true } })
  let text = ''
  let usage
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? ''
    usage = chunk.usage ?? usage
  }
  assert.match(text, ECHO)
  assert.ok(usage.total_tokens > 0)
  worked('openai: chat.completions.create, streamed, with usage')
  const called = await openai.chat.completions.create({ model: MODEL, messages, tools })
  assert.equal(JSON.parse(called.choices[0].message.tool_calls[0].function.arguments).city, 'Berlin')
  worked('openai: functions')
  const runner = openai.chat.completions.runTools({
    model: MODEL,
    messages,
    tools: [{ type: 'function', function: { name: 'weather', description: 'x', parameters, parse: JSON.parse, function: ({ city }) => `sunny in ${city}` } }],
  })
  assert.match(await runner.finalContent(), /sunny in Berlin/)
  worked('openai: runTools')
  const schema = { type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'], additionalProperties: false }
  const shaped = await openai.chat.completions.parse({ model: MODEL, messages, response_format: { type: 'json_schema', json_schema: { name: 'a', schema } } })
  assert.equal(typeof JSON.parse(shaped.choices[0].message.content).answer, 'string')
  worked('openai: JSON schema')
  const vectors = await openai.embeddings.create({ model: EMBEDDING_MODEL, input: ['light', 'leaves'] })
  assert.equal(vectors.data.length, 2)
  worked('openai: embeddings.create')
  const unknown = await openai.chat.completions.create({ model: 'none', messages }).catch((error) => error)
  assert.ok(unknown instanceof APIError && unknown.status === 404 && unknown.code === 'model_not_found')
  worked('openai: errors')
}

for (const [name, provider] of [
  ['@ai-sdk/openai', createOpenAI({ baseURL, apiKey: TOKEN }).chat(MODEL)],
  ['@ai-sdk/openai, Responses', createOpenAI({ baseURL, apiKey: TOKEN })(MODEL)],
  ['@ai-sdk/openai-compatible', createOpenAICompatible({ name: 'collabry', baseURL, apiKey: TOKEN, supportsStructuredOutputs: true })(MODEL)],
]) {
  const { text, usage } = await generateText({ model: provider, prompt: 'hello you' })
  assert.match(text, ECHO)
  assert.ok(usage.totalTokens > 0)
  worked(`${name}: generateText`)
  let streamed = ''
  for await (const piece of streamText({ model: provider, prompt: 'hello you' }).textStream) streamed += piece
  assert.match(streamed, ECHO)
  worked(`${name}: streamText`)
  const weather = tool({ description: 'The weather', inputSchema: z.object({ city: z.string() }), execute: async ({ city }) => `sunny in ${city}` })
  const steps = await generateText({ model: provider, prompt: 'weather?', tools: { weather }, stopWhen: (isStepCount ?? stepCountIs)(3) })
  assert.match(steps.text, /sunny in Berlin/)
  worked(`${name}: tools`)
  const agent = await new ToolLoopAgent({ model: provider, instructions: 'Help.', tools: { weather } }).generate({ prompt: 'weather?' })
  assert.match(agent.text, /sunny in Berlin/)
  worked(`${name}: ToolLoopAgent`)
  const shaped = await generateText({ model: provider, prompt: 'x', output: Output.object({ schema: z.object({ answer: z.string() }) }) })
  assert.equal(typeof shaped.output.answer, 'string')
  worked(`${name}: structured output`)
}
{
  const model = createOpenAI({ baseURL, apiKey: TOKEN }).embedding(EMBEDDING_MODEL)
  const { embeddings } = await embedMany({ model, values: ['light', 'leaves'] })
  assert.equal(embeddings.length, 2)
  worked('@ai-sdk/openai: embedMany')
}

{
  const chat = new ChatOpenAI({ model: MODEL, apiKey: TOKEN, configuration: { baseURL }, maxRetries: 0 })
  assert.match(String((await chat.invoke('hello you')).content), ECHO)
  worked('@langchain/openai: invoke')
  let text = ''
  for await (const chunk of await chat.stream('hello you')) text += chunk.content
  assert.match(text, ECHO)
  worked('@langchain/openai: stream')
  const weather = langchainTool(async ({ city }) => city, { name: 'weather', description: 'x', schema: z.object({ city: z.string() }) })
  const called = await chat.bindTools([weather]).invoke([new HumanMessage('weather?')])
  assert.equal(called.tool_calls[0].args.city, 'Berlin')
  worked('@langchain/openai: bindTools')
  const shaped = await chat.withStructuredOutput(z.object({ answer: z.string() }), { method: 'jsonSchema' }).invoke('x')
  assert.equal(typeof shaped.answer, 'string')
  worked('@langchain/openai: withStructuredOutput')
  const embeddings = new OpenAIEmbeddings({ model: EMBEDDING_MODEL, apiKey: TOKEN, configuration: { baseURL } })
  assert.equal((await embeddings.embedDocuments(['light', 'leaves'])).length, 2)
  worked('@langchain/openai: embedDocuments')
}

{
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  const begun = await fetch(`${BASE_URL}/ai/chat/stream`, { method: 'POST', headers, body: JSON.stringify({ message: 'hello you', use_rag: false, resumable: true }) })
  const streamId = begun.headers.get('x-stream-id')
  await begun.text()
  const { ticket } = await (await fetch(`${BASE_URL}/ai/chat/stream/${streamId}/ticket`, { method: 'POST', headers })).json()
  const source = new EventSource(`${BASE_URL}/ai/chat/stream/${streamId}?ticket=${ticket}`)
  let text = ''
  source.onmessage = ({ data }) => {
    text += data
  }
  await new Promise((resolve, reject) => {
    source.addEventListener('done', resolve)
    source.onerror = reject
  })
  source.close()
  assert.match(text, /hello you/)
  worked('eventsource: a stream by a ticket')
}
