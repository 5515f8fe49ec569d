// The npm client of OpenAI in a page of another origin. `worked` is told each feature that works.
import OpenAI, { APIError } from 'openai'

export async function tryInBrowser({ baseUrl, token, model, embeddingModel }, worked) {
  const openai = new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey: token, dangerouslyAllowBrowser: true, maxRetries: 0 })
  const messages = [{ role: 'user', content: 'hello you' }]
  const check = (feature, holds) => {
    if (!holds) throw new Error(`${feature} does not work`)
    worked(feature)
  }
  const isEcho = (text) => text.includes('You asked: hello you')

  const models = await openai.models.list()
  check('models.list', models.data.some(({ id }) => id === model))
  const { data: whole, response } = await openai.chat.completions.create({ model, messages }).withResponse()
  check('chat.completions.create', isEcho(whole.choices[0].message.content))
  check('the id of the request', /^[\w-]+$/.test(response.headers.get('x-request-id')) && whole._request_id === response.headers.get('x-request-id'))
  let text = ''
  for await (const chunk of await openai.chat.completions.create({ model, messages, stream: true })) text += chunk.choices[0]?.delta.content ?? ''
  check('chat.completions.create, streamed', isEcho(text))
  const stopped = await openai.chat.completions.create({ model, messages, stream: true })
  for await (const _ of stopped) break
  check('a stream that is left', stopped.controller.signal.aborted)
  const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
  const tools = [{ type: 'function', function: { name: 'weather', parameters } }]
  const called = await openai.chat.completions.create({ model, messages, tools })
  check('functions', JSON.parse(called.choices[0].message.tool_calls[0].function.arguments).city === 'Berlin')
  const answer = await openai.responses.create({ model, input: 'hello you' })
  check('responses.create', isEcho(answer.output_text))
  let written = ''
  for await (const event of await openai.responses.create({ model, input: 'hello you', stream: true })) if (event.type === 'response.output_text.delta') written += event.delta
  check('responses.create, streamed', isEcho(written))
  const vectors = await openai.embeddings.create({ model: embeddingModel, input: ['light', 'leaves'] })
  check('embeddings.create', vectors.data.length === 2 && vectors.data[0].embedding.length > 0)
  const unknown = await openai.chat.completions.create({ model: 'none', messages }).catch((error) => error)
  check('errors', unknown instanceof APIError && unknown.status === 404 && unknown.code === 'model_not_found')
  const refused = await new OpenAI({ baseURL: `${baseUrl}/v1`, apiKey: 'x', dangerouslyAllowBrowser: true, maxRetries: 0 }).models.list().catch((error) => error)
  check('a wrong token', refused instanceof APIError && refused.status === 401)
}
