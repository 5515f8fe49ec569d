import type { Caller } from '../../core/caller'
import type { Rag } from '../../documents/ports'
import type { Generation, Llm, Usage } from '../../generation/llm'
import type { Source } from '../../generation/types'
import { type Extract, type MaterialRequest, required, textOf } from '../source-material/source-material'
import { drawSourced } from '../structured-output/attach-sources'
import { itemKey } from '../structured-output/item-key'
import { conceptsSchema, keyOf, type ReadConcept, readConcept } from './concept'
import { conceptsPrompt } from './prompt'

interface Ports {
  llm: Llm
  rag: Rag
}

export interface ConceptsRequest extends MaterialRequest {
  maxConcepts: number
}

export interface Concept {
  name: string
  definition: string
  /** null: the material gives none. */
  example: string | null
  /** Names of others of this list. */
  related: string[]
  sources: Source[]
}

export interface ConceptsResult {
  concepts: Concept[]
  model: string
  usage: Usage
}

/** Room for a concept in any language; a model that runs on is stopped here. */
const TOKENS_EACH = 250

/** The key concepts of the material, in its order, each with what it says about them. */
export const createConcepts = ({ llm, rag }: Ports) =>
  async function concepts(request: ConceptsRequest, caller: Caller): Promise<ConceptsResult> {
    const extracts = await required(rag, request, ['text', 'source_ids', 'notebook_id'], caller)
    const { items, model, usage } = await drawSourced<ReadConcept>(
      { llm, rag },
      {
        what: 'a list of concepts',
        name: 'concepts',
        wanted: request.maxConcepts,
        isLimit: true,
        extracts,
        toGeneration,
        read: readConcept,
        keyOf,
      },
      caller,
    )
    const named = new Map(items.map((item) => [keyOf(item), item.name]))
    const found = items.map(({ name, definition, example, related, sources }) => ({
      name,
      definition,
      example,
      related: known(related, named).filter((other) => other !== name),
      sources,
    }))
    return { concepts: found, model, usage }
  }

/** As the list writes them; what it does not hold is left out. */
const known = (names: string[], named: Map<string, string>): string[] => [
  ...new Set(names.flatMap((name) => named.get(itemKey(name)) ?? [])),
]

const toGeneration = (part: Extract[], count: number, have: ReadConcept[], all: number): Generation => ({
  sessionId: '',
  model: '',
  messages: conceptsPrompt({ part, count, have: have.map(({ name }) => name) }),
  jsonSchema: conceptsSchema(count),
  maxTokens: count * TOKENS_EACH,
  brief: { task: 'concepts', text: textOf(part), itemsMax: all },
})
