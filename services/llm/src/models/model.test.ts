import { setDefaultTimeout } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { echoScript } from '@collabry/fake-ollama/script'
import { realStore } from '../../../../test/real-store'
import { builtinModel } from './builtin'
import type { Model } from './model'
import { modelContract } from './model.contract'
import { ollamaUrl } from './ollama/catalogue'
import { ollamaModel } from './ollama/ollama'
import { openaiModel } from './openai/openai'

// A real model that shares two cores with anything else may need a second a token. How fast it is, is no part of the contract.
setDefaultTimeout(300_000)
const limits = {
  connectMs: 10_000,
  firstTokenMs: 240_000,
  idleMs: 240_000,
  totalMs: 240_000,
  statusMs: 60_000,
  catalogueMs: 60_000,
}
const embeddingModel = 'all-minilm'
const kind = { isLanguageModel: true, embeds: true, foldsAccents: true }

const ollama = (url: string) => ollamaModel({ url, wanted: { chatModel: '', embeddingModel }, contextTokensMax: 8_192, limits })

const openai = (url: string) =>
  openaiModel({
    server: { url: `${url}/v1`, apiKey: '' },
    wanted: { chatModel: '', embeddingModel, contextTokensMax: 8_192, callsTools: false },
    limits,
  })

/** Where nobody listens. */
const NOBODY = 'http://127.0.0.1:9'

const ofOllama = { ...kind, away: () => ollama(NOBODY) }
const ofOpenai = { ...kind, foldsAccents: false, away: () => openai(NOBODY) }

/** A model of a scripted server, which ends with it. It needs time for each token, as every model does. */
async function scripted(open: (url: string) => Model): Promise<Model> {
  const fake = await startFakeOllama({ script: (request) => ({ ...echoScript(request), tokenDelayMs: 2 }) })
  const model = open(fake.url)
  return {
    ...model,
    async [Symbol.asyncDispose]() {
      await model[Symbol.asyncDispose]()
      await fake[Symbol.asyncDispose]()
    },
  }
}

modelContract('ollama, scripted', { ...ofOllama, tellsCuts: true }, () => scripted(ollama))
modelContract('openai, scripted', { ...ofOpenai, tellsCuts: true }, () => scripted(openai))

realStore('OLLAMA_BASE_URL', (url) => {
  modelContract('ollama, real', { ...ofOllama, tellsCuts: true }, async () => ollama(ollamaUrl(url)))
  // It cuts in silence on this side.
  modelContract("openai, Ollama's own", { ...ofOpenai, tellsCuts: false }, async () => openai(ollamaUrl(url)))
})

modelContract('builtin', { isLanguageModel: false, embeds: false, foldsAccents: false, tellsCuts: false }, async () =>
  builtinModel(),
)
