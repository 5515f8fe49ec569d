import { CHAT_MODEL, EMBEDDING_MODEL, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type ChatRequest, echoScript } from '@collabry/fake-ollama/script'
import { startStack } from '@collabry/stack/stack'

export interface World extends AsyncDisposable {
  url: string
  /** What a client of another maker is told, by environment variables. */
  env: Record<string, string>
}

/** The product with a scripted model that echoes, calls a function it is offered, once, and fills JSON schemas. */
export async function startWorld(settings: Record<string, string> = {}): Promise<World> {
  const model = await startFakeOllama({
    script: (request) => (wantsCall(request) ? { tokens: [], calls: [callOf(request)] } : echoScript(request)),
    models: [
      { name: EMBEDDING_MODEL, capabilities: ['embedding'] },
      { name: CHAT_MODEL, capabilities: ['completion', 'tools'] },
    ],
  })
  const stack = await startStack({ env: { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: model.url, ...settings } })
  return {
    url: stack.url,
    env: {
      BASE_URL: stack.url,
      TOKEN: await stack.token('alice'),
      MODEL: CHAT_MODEL,
      EMBEDDING_MODEL,
    },
    async [Symbol.asyncDispose]() {
      await stack[Symbol.asyncDispose]()
      await model[Symbol.asyncDispose]()
    },
  }
}

interface Offered {
  function: { name: string; parameters: { properties: Record<string, { type?: string }> } }
}

const wantsCall = ({ tools = [], messages }: ChatRequest) => tools.length > 0 && messages.at(-1)?.role !== 'tool'

/** Arguments that fit the parameters of the first function. */
function callOf({ tools = [] }: ChatRequest) {
  const { name, parameters } = (tools[0] as Offered).function
  const fields = Object.entries(parameters.properties)
  return { name, arguments: Object.fromEntries(fields.map(([field, { type }]) => [field, VALUES[type ?? ''] ?? 'Berlin'])) }
}

const VALUES: Record<string, unknown> = { integer: 7, number: 7, boolean: true }
