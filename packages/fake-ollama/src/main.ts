import { startFakeOllama } from './fake-ollama'
import { echoScript, numberedScript } from './script'

// HOST, PORT, TOKENS (0: an echo), ENDLESS (a text that is said again and again to a message that asks for it by the word
// endless), TOKEN_DELAY_MS, FIRST_TOKEN_DELAY_MS, EMBED_DELAY_MS, DENSE_TOKENS (counted of a prompt that says dense). GET
// /fake/state shows what came in.
const number = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise)
const timing = { tokenDelayMs: number('TOKEN_DELAY_MS', 0), firstTokenDelayMs: number('FIRST_TOKEN_DELAY_MS', 0) }
const tokens = number('TOKENS', 0)
const numbered = numberedScript(tokens)
const endless = process.env.ENDLESS
const denseTokens = number('DENSE_TOKENS', 0)
const fake = await startFakeOllama({
  host: process.env.HOST ?? '127.0.0.1',
  port: number('PORT', 0),
  embedDelayMs: number('EMBED_DELAY_MS', 0),
  script: (request) => ({
    ...(tokens > 0 && !request.format ? numbered : echoScript)(request),
    ...timing,
    ...(endless && request.messages.at(-1)?.content.includes('endless') ? { endless } : {}),
    ...(denseTokens > 0 && request.messages.at(-1)?.content.includes('dense') ? { promptTokens: denseTokens } : {}),
  }),
})
process.stdout.write(`${fake.url}\n`)
