import { foldText } from '@collabry/runtime/fold-text'
import { timeSlices } from '@collabry/runtime/time-slices'
import type { Call, ServerLimits } from '../http/call'
import { embedCall, embedRefusalOf, isTooLong, normalizeVector } from '../http/embed-call'
import { brokenAnswer } from '../http/errors'
import type { Embedded } from '../model'
import { ollamaFor } from './transport'

interface Upstream extends ServerLimits {
  model: string
}

/**
 * Embeds one batch; unit vectors in the order of the texts. Of a text over the model's limit only the beginning is embedded.
 * The server would cut it silently; asked not to, it refuses the text before it computes.
 */
export async function embedBatch({ model, ...upstream }: Upstream, texts: string[], signal: AbortSignal): Promise<Embedded> {
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
