import { vectorOf } from './vectors'

export interface EmbedBody {
  model: string
  input: string | string[]
  /** Ollama only: false refuses texts that are too long. */
  truncate?: boolean
  encoding_format?: string
}

const textsOf = ({ input }: EmbedBody): string[] => (typeof input === 'string' ? [input] : input)

/** Counts one token per word, which is enough to test the limit. */
const fits = (text: string, tokensMax: number) => text.split(/\s+/).filter((word) => word !== '').length <= tokensMax

/** Answers of both APIs; undefined if a text is too long. The OpenAI side always refuses such texts, as vLLM does. */
export const embedAnswers = {
  ollama(body: EmbedBody, tokensMax: number) {
    const texts = textsOf(body)
    if (body.truncate === false && !texts.every((text) => fits(text, tokensMax))) return undefined
    return { model: body.model, embeddings: texts.map(vectorOf), prompt_eval_count: texts.length }
  },
  openai(body: EmbedBody, tokensMax: number) {
    const texts = textsOf(body)
    if (!texts.every((text) => fits(text, tokensMax))) return undefined
    // Reversed on purpose, since clients must use the index.
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) })).reverse()
    return { object: 'list', data, model: body.model, usage: { prompt_tokens: texts.length, total_tokens: texts.length } }
  },
}
