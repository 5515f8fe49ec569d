import { vectorOf } from './vectors'

export interface EmbedBody {
  model: string
  input: string | string[]
  /** Of Ollama: false refuses what is too long. */
  truncate?: boolean
  encoding_format?: string
}

const textsOf = ({ input }: EmbedBody): string[] => (typeof input === 'string' ? [input] : input)

/** A word a token, which is near enough to be too long. */
const fits = (text: string, tokensMax: number) => text.split(/\s+/).filter((word) => word !== '').length <= tokensMax

/** What each API answers; undefined: a text is too long. OpenAI's side refuses always, as vLLM does. */
export const embedAnswers = {
  ollama(body: EmbedBody, tokensMax: number) {
    const texts = textsOf(body)
    if (body.truncate === false && !texts.every((text) => fits(text, tokensMax))) return undefined
    return { model: body.model, embeddings: texts.map(vectorOf), prompt_eval_count: texts.length }
  },
  openai(body: EmbedBody, tokensMax: number) {
    const texts = textsOf(body)
    if (!texts.every((text) => fits(text, tokensMax))) return undefined
    // Out of order on purpose: the index counts.
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })).reverse()
    return { object: 'list', data, model: body.model, usage: { prompt_tokens: texts.length, total_tokens: texts.length } }
  },
}
