import type { ModelPart } from '../../src/generation/llm'
import type { OpenAiUseCases } from '../../src/openai/routes'

const finish: ModelPart = {
  type: 'finish',
  reason: 'stop',
  model: 'm',
  usage: {
    prompt_tokens: 3,
    completion_tokens: 2,
    total_tokens: 5,
    context: { window_tokens: null, messages_used: 1, messages_left_out: 0 },
  },
}

/** A model that says these texts. */
export const completing = (...texts: string[]): OpenAiUseCases['complete'] =>
  async function* () {
    for (const text of texts) yield { type: 'text', text }
    yield finish
  }

/** A door that answers by itself. */
export const openAi: OpenAiUseCases = {
  complete: completing('Hello'),
  embed: async ({ texts }) => ({ model: 'e', vectors: texts.map(() => new Uint8Array(new Float32Array([0.6, -0.8]).buffer)) }),
  listModels: async () => ({
    models: [
      { name: 'x', createdEpochMs: 1_772_357_400_000 },
      { name: 'e', createdEpochMs: 1_772_357_400_000 },
    ],
    provider: 'ollama',
  }),
}
