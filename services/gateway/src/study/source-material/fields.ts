import { NotebookId, optional, SourceIds, text } from '../../core/schemas'
import type { MaterialRequest } from './source-material'

/** Fields that name the source material. The use case requires one of them. */
export const materialFields = {
  text: text(0, 100_000, { default: '', description: 'The text to make it from' }),
  topic: text(0, 500, { default: '', description: "Without a text: what of the user's documents to make it from" }),
  source_ids: SourceIds,
  notebook_id: optional(NotebookId),
}

interface MaterialFields {
  text?: string | undefined
  topic?: string | undefined
  source_ids?: string[] | undefined
  notebook_id?: string | undefined
}

export const toMaterial = ({ text = '', topic = '', source_ids = [], notebook_id = '' }: MaterialFields): MaterialRequest => ({
  text,
  topic,
  sourceIds: source_ids,
  notebookId: notebook_id,
})
