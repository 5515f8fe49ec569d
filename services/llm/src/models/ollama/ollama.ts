import { withAbort } from '@collabry/runtime/abort'
import { foldText } from '@collabry/runtime/fold-text'
import { openedByRead } from '@collabry/runtime/generators'
import { memoizeTtl } from '@collabry/runtime/memoize-ttl'
import { timeSlices } from '@collabry/runtime/time-slices'
import { type Call, embedCall, type ModelLimits, normalizeVector, probe, runCall, type ServerLimits } from '../http/call'
import { type ReadPacing, readPacing } from '../http/connections'
import { brokenAnswer, chatRefusal, embedRefusalOf, isTooLong, noChatModel, unhealthyDetail } from '../http/errors'
import type { Embedded, Model, ModelStatus } from '../model'
import { architectureOf, type Catalogue, catalogueReader, numberOf, type Wanted } from './catalogue'
import { chatStream, type ModelTraits } from './chat'
import { ollamaFor } from './transport'

interface Options {
  url: string
  wanted: Wanted
  /** Window asked for; a model's own window is never exceeded. */
  contextTokensMax: number
  limits: ModelLimits
  /** Shared with the other servers. Default: one of its own. */
  pacing?: ReadPacing
}

/** The catalogue is read again for the status and the names of models after this time. */
const CATALOGUE_TTL_MS = 500
/** They change only when a model is replaced under its name, which is rare. */
const DETAILS_TTL_MS = 300_000
const EMBED_MS = 120_000

/** Models of one Ollama server. It sends no request before it is needed: a server that hangs delays no start. */
export function ollamaModel({ url, wanted, contextTokensMax, limits, pacing = readPacing() }: Options): Model {
  const closed = new AbortController()
  const read = catalogueReader(url, wanted)
  const chat = chatStream({ url, limits, pacing })
  const embedding = { url, model: wanted.embeddingModel, connectMs: limits.connectMs, totalMs: EMBED_MS }
  let last: Catalogue | undefined

  const catalogueWithin = (ms: number) =>
    memoizeTtl(CATALOGUE_TTL_MS, async () => {
      await probe(url, limits.connectMs)
      last = await read(ms, closed.signal)
      return last
    })
  const catalogueForStatus = catalogueWithin(limits.statusMs)
  const catalogueForAnswer = catalogueWithin(limits.catalogueMs)
  const chatModel = () => wanted.chatModel || last?.chatModel || installedChatModel()
  const installedChatModel = async () => (await catalogueForAnswer('')).chatModel || throwNotInstalled()
  const server = { url, connectMs: limits.connectMs, totalMs: limits.catalogueMs }
  const boundWindow = (contextLength: number) =>
    contextLength === 0 ? contextTokensMax : Math.min(contextTokensMax, contextLength)
  const details = memoizeTtl(DETAILS_TTL_MS, async (asked) => {
    const model = asked || (await chatModel())
    const { contextLength, ...traits } = await readDetails(server, { model, isConfigured: asked === '' }, closed.signal)
    return { contextTokensMax: boundWindow(contextLength), ...traits }
  })

  const statusOf = ({ contextLength, ...found }: Catalogue, detail: string): ModelStatus => ({
    provider: 'ollama',
    ...found,
    chatModel: found.chatModel || wanted.chatModel,
    contextTokensMax: boundWindow(contextLength),
    state: detail === '' ? 'healthy' : 'unhealthy',
    detail,
    embeddingDetail: found.embeddingModel === '' ? notInstalled('embedding', wanted.embeddingModel, WORDS_ALONE) : '',
  })
  return {
    generate: (request, signal) =>
      openedByRead(async () => {
        const model = request.model || (await withAbort(chatModel(), signal))
        return chat({ model, ...(await withAbort(details(request.model), signal)) }, request, signal)
      }),
    embed: (texts, signal) => embedBatch(embedding, texts, signal),
    contextTokensMax: async (model, signal) => (await withAbort(details(model), signal)).contextTokensMax,
    async status() {
      try {
        const found = await catalogueForStatus('')
        return statusOf(found, found.chatModel === '' ? notInstalled('chat', wanted.chatModel) : '')
      } catch (error) {
        return statusOf(last ?? emptyCatalogue(wanted), unhealthyDetail(error))
      }
    },
    [Symbol.asyncDispose]: async () => closed.abort(),
  }
}

/** The window that a model was made for, 0 if it is unknown, and the traits that conversations with it must heed. */
const readDetails = (
  server: ServerLimits,
  { model, isConfigured }: { model: string; isConfigured: boolean },
  signal: AbortSignal,
): Promise<{ contextLength: number } & ModelTraits> =>
  runCall(server, signal, async (call) => {
    const shown = await ollamaFor(server.url, call, chatRefusal(model, isConfigured)).show({ model })
    const template = shown.template ?? ''
    return {
      contextLength: numberOf(shown.model_info, 'context_length'),
      addsBlank: BLANK_BEFORE_ANSWER.test(template),
      ...(shown.capabilities?.includes('thinking') && quietThinking(architectureOf(shown.model_info), template)),
    }
  })

/** The least reasoning that a model can be asked for. A template that does not ask for `.Think` is of one that always reasons. */
function quietThinking(architecture: string, template: string): Pick<ModelTraits, 'quietThink'> {
  if (architecture === 'gptoss') return { quietThink: 'low' }
  return /\.Think\b/.test(template) ? { quietThink: false } : {}
}

/** Matches the templates of Llama 2 and Mistral. A brace with a dash trims the white space next to it. */
const BLANK_BEFORE_ANSWER = /"assistant" ?\}\}(\s*\{\{- ?if \.Content ?\}\})? \{\{ ?\.Content/

const emptyCatalogue = ({ chatModel, embeddingModel }: Wanted): Catalogue => ({
  chatModel,
  embeddingModel,
  embeddingDimension: 0,
  models: [],
  contextLength: 0,
  callsTools: false,
})

const WORDS_ALONE = 'Documents are searched by their words alone.'

/** The missing model, and the command that installs it. */
function notInstalled(kind: 'chat' | 'embedding', model: string, effect = ''): string {
  if (model === '') return kind === 'chat' ? 'No chat model is installed in Ollama; install one with: ollama pull <model>' : ''
  return `The ${kind} model ${model} is not installed in Ollama. ${effect}${effect && ' '}Install it with: ollama pull ${model}`
}

const throwNotInstalled = (): never => {
  throw noChatModel('No chat model is installed on the model server.')
}

interface Upstream extends ServerLimits {
  model: string
}

/**
 * Embeds one batch; unit vectors in the order of the texts. Of a text over the model's limit only the beginning is embedded.
 * The server would cut it silently; asked not to, it refuses the text before it computes.
 */
async function embedBatch({ model, ...upstream }: Upstream, texts: string[], signal: AbortSignal): Promise<Embedded> {
  const pause = timeSlices(signal)
  const input: string[] = []
  for (const text of texts) {
    await pause()
    input.push(foldForEmbedding(text))
  }
  const ask = (call: Call) => async (input: string[], truncate: boolean) => {
    const { embeddings } = await ollamaFor(upstream.url, call, refusal).embed({ model, input, truncate })
    if (!Array.isArray(embeddings) || embeddings.length !== input.length)
      throw brokenAnswer('the number of vectors differs from that of texts')
    return embeddings.map(normalizeVector)
  }
  return embedCall(
    upstream,
    { together: (call) => ask(call)(input, false), oneByOne: (call) => oneByOne(input, ask(call)) },
    signal,
  )
}

async function oneByOne(
  input: string[],
  ask: (input: string[], truncate: boolean) => Promise<Float32Array[]>,
): Promise<Embedded> {
  let textsCut = 0
  const vectors: Float32Array[] = []
  for (const text of input) {
    const made = await ask([text], false).catch((error: unknown) => {
      if (!isTooLong(error)) throw error
      textsCut++
      return ask([text], true)
    })
    vectors.push(...made)
  }
  return { vectors, textsCut }
}

const refusal = embedRefusalOf((status, message) => status === 400 && /context length|too long|exceed/i.test(message))

/**
 * Longest run without a blank. Ollama's BERT tokenizer looks for the pieces of a word in a time that grows with the cube of its
 * length. No language has such words; of those without blanks, no more than one border in a text is moved.
 */
const WORD_CHARS_MAX = 1_000

/**
 * A text as the embedding model is to see it. Ollama's BERT tokenizer neither strips accents nor splits Han characters, as the
 * model was trained to have it: both would end as unknown tokens.
 */
export const foldForEmbedding = (text: string): string =>
  foldText(text, 'NFD', (letters) => letters.replace(/\p{Mn}/gu, ''), 'NFC', hanApart, wordsCut)

const hanApart = (text: string): string =>
  HAN.test(text) ? text.replace(/(?<=\S)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\S)/gu, ' ') : text

const HAN = /\p{Script=Han}/u

const wordsCut = (text: string): string => text.replace(LONG_WORD, '$& ')

const LONG_WORD = new RegExp(`\\S{${WORD_CHARS_MAX}}(?=\\S)`, 'gu')
