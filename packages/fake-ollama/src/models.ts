import { type Exchange, json } from './http'

export interface FakeModel {
  name: string
  capabilities: Capability[]
}

type Capability = 'completion' | 'embedding'

export const CHAT_MODEL = 'fake-chat:latest'
export const EMBEDDING_MODEL = 'all-minilm:latest'

export const findModel = (models: FakeModel[], wanted: string): FakeModel | undefined =>
  models.find(({ name }) => name === wanted || name === `${wanted}:latest`)

/** Answers as Ollama refuses, 404 for an unknown model, 400 and 501 for one of the wrong kind, and says whether it did. */
export function refused(exchange: Exchange, models: FakeModel[], wanted: string, capability: Capability): boolean {
  const found = findModel(models, wanted)
  if (found?.capabilities.includes(capability)) return false
  if (!found) json(exchange, { error: `model "${wanted}" not found, try pulling it first` }, 404)
  else if (capability === 'completion') json(exchange, { error: `"${wanted}" does not support chat` }, 400)
  else json(exchange, { error: 'this model does not support embeddings' }, 501)
  return true
}
