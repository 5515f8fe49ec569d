import type { Exchange } from './http'

export interface FakeModel {
  name: string
  capabilities: Capability[]
  /** Unset: 32,768 for a chat model, 512 for an embedding model. */
  contextLength?: number
}

type Capability = 'completion' | 'embedding' | 'tools'

export const CHAT_MODEL = 'fake-chat:latest'
export const EMBEDDING_MODEL = 'all-minilm:latest'

export const findModel = (models: FakeModel[], wanted: string): FakeModel | undefined =>
  models.find(({ name }) => name === wanted || name === `${wanted}:latest`)

export const contextLengthOf = ({ contextLength, capabilities }: FakeModel): number =>
  contextLength ?? (capabilities.includes('embedding') ? 512 : 32_768)

interface Wish {
  model: string
  capability: Capability
}

/** Refuses an unknown model with 404 and one of the wrong kind with 400 or 501, as Ollama does; returns whether it refused. */
export function refused(
  exchange: Exchange,
  models: FakeModel[],
  { model, capability }: Wish,
  refusal: (words: string) => string,
) {
  const found = findModel(models, model)
  if (found?.capabilities.includes(capability)) return false
  if (!found) exchange.reply(404, refusal(`model "${model}" not found, try pulling it first`))
  else if (capability === 'completion') exchange.reply(400, refusal(`"${model}" does not support chat`))
  else if (capability === 'tools') exchange.reply(400, refusal(`${model} does not support tools`))
  else exchange.reply(501, refusal('this model does not support embeddings'))
  return true
}
