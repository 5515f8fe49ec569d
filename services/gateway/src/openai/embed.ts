import { AppError } from '@collabry/runtime/errors'
import { wrongField } from '@collabry/runtime/validation'
import type { Caller } from '../core/caller'
import { EMBED_CHARS_MAX, EMBED_TEXTS_MAX, type EmbedPurpose, isSameModel, type Models } from './models'

export interface Embedding {
  /** Empty: the configured one. */
  model: string
  texts: string[]
  /** undefined: as many as the model gives. */
  dimensions: number | undefined
}

export interface Embedded {
  model: string
  /** One a text: float32, little-endian. */
  vectors: Uint8Array[]
}

export type Embed = (embedding: Embedding, caller: Caller) => Promise<Embedded>

/** Requests with more texts than this are background work, and questions of users go first. */
const QUERY_TEXTS_MAX = 4
const FLOAT_BYTES = 4

/** Vectors of any number of texts, in parts that the llm service takes. */
export const createEmbed =
  (models: Pick<Models, 'embed'>): Embed =>
  async ({ model, texts, dimensions }, caller) => {
    const purpose: EmbedPurpose = texts.length > QUERY_TEXTS_MAX ? 'document' : 'query'
    const vectors: Uint8Array[] = []
    let name = model
    for (const some of portions(texts)) {
      for await (const part of models.embed(some, purpose, caller)) {
        if (model !== '' && !isSameModel(model, part.model)) throw otherModel(part.model)
        checkDimensions(dimensions, part.vectors)
        name = part.model
        vectors.push(...part.vectors)
      }
    }
    if (vectors.length !== texts.length) throw new AppError('upstream_error', 'Vectors are missing; try again.')
    return { model: name, vectors }
  }

/** Portions that fit into one call in any alphabet. */
function portions(texts: string[]): string[][] {
  const made: string[][] = []
  let chars = 0
  for (const text of texts) {
    const last = made.at(-1)
    chars += text.length
    if (last && last.length < EMBED_TEXTS_MAX && chars <= EMBED_CHARS_MAX) last.push(text)
    else {
      made.push([text])
      chars = text.length
    }
  }
  return made
}

const otherModel = (model: string) =>
  wrongField('model', `must be the embedding model ${model}, or be left out. Texts are embedded by one model alone`, {
    code: 'model_not_found',
  })

function checkDimensions(dimensions: number | undefined, vectors: Uint8Array[]): void {
  const given = (vectors[0]?.length ?? 0) / FLOAT_BYTES
  if (dimensions !== undefined && vectors.length > 0 && dimensions !== given)
    throw wrongField('dimensions', `must be ${given}, or be left out. The model gives vectors of one length`, {
      code: 'unsupported_parameter',
    })
}
