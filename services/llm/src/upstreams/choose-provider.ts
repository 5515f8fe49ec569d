import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import type { LlmConfig } from '../config'
import { catalogueReader, ollamaUrl } from '../models/ollama/catalogue'

export type Provider = { name: 'builtin' } | { name: 'ollama' | 'openai'; urls: string[] }

/** The address of an Ollama that was not configured. */
export const DEFAULT_OLLAMA_URL = 'http://127.0.0.1:11434'
/** An unused port refuses at once. A server on a busy machine may need this long, which fits the two seconds of the start. */
const PROBE_MS = 1_000

/**
 * Chooses the provider, once at the start. A configured provider is used whether it is reachable or not. Otherwise an Ollama
 * that can chat at the default address is used, and this is stored: if it is unavailable later, that is an outage and no
 * reason to answer without it.
 */
export async function chooseProvider(config: LlmConfig, defaultUrl: string): Promise<Provider> {
  const { llmProvider, embeddingModel, ollamaModel, dataDir } = config
  if (llmProvider === 'builtin') return { name: 'builtin' }
  const { ollama: ollamaUrls, openai: openaiUrls } = configuredUrls(config)
  if (llmProvider === 'auto' && ollamaUrls.length > 0 && openaiUrls.length > 0)
    throw new AppError(
      'validation_error',
      'LLM_PROVIDER: OLLAMA_BASE_URL and OPENAI_BASE_URL are both set; say which one answers.',
    )
  if (llmProvider === 'openai' && openaiUrls.length === 0)
    throw new AppError('validation_error', 'OPENAI_BASE_URL: must be set for LLM_PROVIDER=openai.')
  if (llmProvider === 'openai' || (llmProvider === 'auto' && openaiUrls.length > 0)) return { name: 'openai', urls: openaiUrls }
  if (ollamaUrls.length > 0) return { name: 'ollama', urls: ollamaUrls }
  const ollama: Provider = { name: 'ollama', urls: [defaultUrl] }
  const marker = join(dataDir, 'llm', 'found-ollama')
  if (llmProvider === 'ollama' || (await exists(marker))) return ollama
  if (!(await canChat(defaultUrl, { chatModel: ollamaModel ?? '', embeddingModel }))) return { name: 'builtin' }
  await mkdir(join(dataDir, 'llm'), { recursive: true })
  await writeFile(marker, `${defaultUrl}\n`)
  return ollama
}

async function canChat(url: string, wanted: { chatModel: string; embeddingModel: string }): Promise<boolean> {
  try {
    const { chatModel } = await catalogueReader(url, wanted)(PROBE_MS, new AbortController().signal)
    return chatModel !== ''
  } catch {
    return false
  }
}

/** The addresses that are set, each once and without slashes at its end. */
const configuredUrls = ({ ollamaBaseUrl, openaiBaseUrl }: LlmConfig) => ({
  ollama: [...new Set(ollamaBaseUrl.map(ollamaUrl))],
  openai: [...new Set(openaiBaseUrl.map((url) => url.replace(/(?<!\/)\/+$/, '')))],
})

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** `same`: the model server that also chats. */
type EmbeddingProvider = { name: 'same' } | { name: 'builtin' } | { name: 'none' } | { name: 'ollama' | 'openai'; urls: string[] }

/**
 * Chooses the provider of vectors, once at the start. A configured model server makes its own. Without one it is the built-in
 * model, or a detected Ollama that has the embedding model. That choice is stored, because vectors of two models can't be
 * compared: an Ollama that appears or disappears must not cause every document to be embedded again.
 */
export async function chooseEmbeddings(config: LlmConfig, provider: Provider, defaultUrl: string): Promise<EmbeddingProvider> {
  const { embeddingProvider, llmProvider } = config
  if (embeddingProvider === 'none' || embeddingProvider === 'builtin') return { name: embeddingProvider }
  const { ollama: ollamaUrls, openai: openaiUrls } = configuredUrls(config)
  if (embeddingProvider === 'openai' && openaiUrls.length === 0)
    throw new AppError('validation_error', 'OPENAI_BASE_URL: must be set for EMBEDDING_PROVIDER=openai.')
  if (embeddingProvider === provider.name) return { name: 'same' }
  const ollama: EmbeddingProvider = { name: 'ollama', urls: ollamaUrls.length > 0 ? ollamaUrls : [defaultUrl] }
  if (embeddingProvider === 'ollama') return ollama
  if (embeddingProvider === 'openai') return { name: 'openai', urls: openaiUrls }

  if (llmProvider === 'builtin') return { name: 'builtin' }
  const isConfigured = ollamaUrls.length > 0 || llmProvider === 'ollama' || provider.name === 'openai'
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
