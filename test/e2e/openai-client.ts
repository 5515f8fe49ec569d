import { CHAT_MODEL, EMBEDDING_MODEL, type FakeOllama, startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { type ChatRequest, echoScript } from '@collabry/fake-ollama/script'
import { type Stack, startStack } from '@collabry/stack/stack'
import OpenAI from 'openai'

interface OpenAiSetup extends AsyncDisposable {
  fake: FakeOllama
  stack: Stack
  /** OpenAI's own client, for the user ann. */
  client: OpenAI
  /** The newest chat that the model was asked for. */
  lastChat(): ChatRequest
  /** Lets the model follow a script while the test plays. */
  playing(script: FakeOllama['script'], play: () => Promise<void>): Promise<void>
}

/** All services on a scripted model that calls tools, a second one that does not, and OpenAI's client. */
export async function startOpenAi(): Promise<OpenAiSetup> {
  const fake = await startFakeOllama({
    models: [
      { name: EMBEDDING_MODEL, capabilities: ['embedding'] },
      { name: CHAT_MODEL, capabilities: ['completion', 'tools'] },
      { name: 'plain:latest', capabilities: ['completion'] },
    ],
  })
  const stack = await startStack({ env: { LLM_PROVIDER: 'ollama', OLLAMA_BASE_URL: fake.url } })
  const client = new OpenAI({ baseURL: `${stack.url}/v1`, apiKey: await stack.token('ann'), maxRetries: 0 })
  return {
    fake,
    stack,
    client,
    lastChat: () => fake.requests.findLast(({ path }) => path === '/api/chat')?.body as ChatRequest,
    async playing(script, play) {
      fake.script = script
      await play().finally(() => {
        fake.script = echoScript
      })
    },
    async [Symbol.asyncDispose]() {
      await stack[Symbol.asyncDispose]()
      await fake[Symbol.asyncDispose]()
    },
  }
}
