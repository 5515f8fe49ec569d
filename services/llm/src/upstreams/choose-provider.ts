import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@collabry/runtime/errors'
import type { LlmConfig } from '../config'
import { ollamaUrl } from '../models/ollama/address'
import { catalogueReader } from '../models/ollama/catalogue'

export type Provider = { name: 'builtin' } | { name: 'ollama' | 'openai'; urls: string[] }

/** Where an Ollama that nobody configured listens. */
export const USUAL_URL = 'http://127.0.0.1:11434'
/** Nobody listens: refused at once. Somebody listens on a busy machine: worth a wait that still fits the two seconds of the start. */
const PROBE_MS = 1_000

/**
 * Which provider answers, decided once at the start. Configured: that one, whether it is up or not. Otherwise an Ollama that can
 * chat at its usual address is used, and remembered: found once and away later is an outage, not a reason to answer without it.
 */
export async function chooseProvider(config: LlmConfig, usualUrl: string): Promise<Provider> {
  const { llmProvider, ollamaBaseUrl, openaiBaseUrl, embeddingModel, ollamaModel, dataDir } = config
  if (llmProvider === 'builtin') return { name: 'builtin' }
  if (llmProvider === 'auto' && ollamaBaseUrl.length > 0 && openaiBaseUrl.length > 0)
    throw new AppError(
      'validation_error',
      'LLM_PROVIDER: OLLAMA_BASE_URL and OPENAI_BASE_URL are both set; say which one answers.',
    )
  if (llmProvider === 'openai' && openaiBaseUrl.length === 0)
    throw new AppError('validation_error', 'OPENAI_BASE_URL: must be set for LLM_PROVIDER=openai.')
  if (llmProvider === 'openai' || (llmProvider === 'auto' && openaiBaseUrl.length > 0))
    return { name: 'openai', urls: distinct(openaiBaseUrl.map((url) => url.replace(/\/+$/, ''))) }
  if (ollamaBaseUrl.length > 0) return { name: 'ollama', urls: distinct(ollamaBaseUrl.map(ollamaUrl)) }
  const usual: Provider = { name: 'ollama', urls: [usualUrl] }
  const marker = join(dataDir, 'llm', 'found-ollama')
  if (llmProvider === 'ollama' || (await exists(marker))) return usual
  if (!(await canChat(usualUrl, { chatModel: ollamaModel ?? '', embeddingModel }))) return { name: 'builtin' }
  await mkdir(join(dataDir, 'llm'), { recursive: true })
  await writeFile(marker, `${usualUrl}\n`)
  return usual
}

async function canChat(url: string, wanted: { chatModel: string; embeddingModel: string }): Promise<boolean> {
  try {
    const { chatModel } = await catalogueReader(url, wanted)(PROBE_MS, new AbortController().signal)
    return chatModel !== ''
  } catch {
    return false
  }
}

const distinct = (urls: string[]) => [...new Set(urls)]

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
