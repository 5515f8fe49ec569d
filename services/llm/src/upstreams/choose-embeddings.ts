import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import type { LlmConfig } from '../config'
import { catalogueReader, ollamaUrl } from '../models/ollama/catalogue'
import type { Provider } from './choose-provider'

/** `same`: the model server that also chats. */
export type EmbeddingProvider =
  | { name: 'same' }
  | { name: 'builtin' }
  | { name: 'none' }
  | { name: 'ollama' | 'openai'; urls: string[] }

const PROBE_MS = 1_000

/**
 * Chooses who makes vectors, once at the start. A configured model server makes its own. Without one it is the built-in model,
 * or the Ollama that was found, if it has the embedding model; that choice is stored, because vectors of two models can't be
 * compared: an Ollama that comes or goes must not make every document be embedded anew.
 */
export async function chooseEmbeddings(config: LlmConfig, provider: Provider, defaultUrl: string): Promise<EmbeddingProvider> {
  const { embeddingProvider, llmProvider, ollamaBaseUrl, openaiBaseUrl } = config
  if (embeddingProvider === 'none' || embeddingProvider === 'builtin') return { name: embeddingProvider }
  if (embeddingProvider === 'openai' && openaiBaseUrl.length === 0)
    throw new AppError('validation_error', 'OPENAI_BASE_URL: must be set for EMBEDDING_PROVIDER=openai.')
  if (embeddingProvider === provider.name) return { name: 'same' }
  const ollama: EmbeddingProvider = {
    name: 'ollama',
    urls: ollamaBaseUrl.length > 0 ? [...new Set(ollamaBaseUrl.map(ollamaUrl))] : [defaultUrl],
  }
  if (embeddingProvider === 'ollama') return ollama
  if (embeddingProvider === 'openai') return { name: 'openai', urls: openaiBaseUrl }

  if (llmProvider === 'builtin') return { name: 'builtin' }
  const isConfigured = ollamaBaseUrl.length > 0 || llmProvider === 'ollama' || provider.name === 'openai'
  if (isConfigured) return { name: 'same' }
  const chosen = await storedOr(config, () => choiceFor(provider, config))
  if (chosen === 'builtin') return { name: 'builtin' }
  return provider.name === 'ollama' ? { name: 'same' } : ollama
}

type Choice = 'builtin' | 'ollama'

/** Undefined: the Ollama that was found before does not answer now, and may have made vectors. */
async function choiceFor(provider: Provider, { embeddingModel, ollamaModel }: LlmConfig): Promise<Choice | undefined> {
  if (provider.name !== 'ollama') return 'builtin'
  const read = catalogueReader(provider.urls[0] ?? '', { chatModel: ollamaModel ?? '', embeddingModel })
  const catalogue = await read(PROBE_MS, new AbortController().signal).catch(() => undefined)
  if (catalogue === undefined) return undefined
  return catalogue.embeddingModel === '' ? 'builtin' : 'ollama'
}

async function storedOr({ dataDir }: LlmConfig, choose: () => Promise<Choice | undefined>): Promise<Choice> {
  const path = join(dataDir, 'llm', 'embeddings')
  const stored = (await readFile(path, 'utf8').catch(() => '')).trim()
  if (stored === 'builtin' || stored === 'ollama') return stored
  const chosen = await choose()
  if (chosen === undefined) return 'ollama'
  await mkdir(join(dataDir, 'llm'), { recursive: true })
  await writeFile(path, `${chosen}\n`)
  return chosen
}
