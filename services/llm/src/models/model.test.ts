import { setDefaultTimeout } from 'bun:test'
import { startFakeOllama } from '@collabry/fake-ollama/fake-ollama'
import { realStore } from '../../../../test/real-store'
import { builtinModel } from './builtin/builtin'
import { modelContract } from './model.contract'
import { ollamaUrl } from './ollama/address'
import { ollamaModel } from './ollama/ollama'

setDefaultTimeout(60_000) // a real model on two busy cores loads for seconds

const open = (url: string) =>
  ollamaModel({
    url,
    wanted: { chatModel: '', embeddingModel: 'all-minilm' },
    contextTokensMax: 8_192,
    limits: { connectMs: 250, firstTokenMs: 60_000, idleMs: 30_000, totalMs: 60_000 },
  })

modelContract('ollama, scripted', { isLanguageModel: true, embeds: true }, async () => {
  const fake = await startFakeOllama()
  const model = open(fake.url)
  return {
    ...model,
    async [Symbol.asyncDispose]() {
      await model[Symbol.asyncDispose]()
      await fake[Symbol.asyncDispose]()
    },
  }
})

realStore('OLLAMA_BASE_URL', (url) =>
  modelContract('ollama, real', { isLanguageModel: true, embeds: true }, async () => open(ollamaUrl(url))),
)

modelContract('builtin', { isLanguageModel: false, embeds: false }, async () => builtinModel())
