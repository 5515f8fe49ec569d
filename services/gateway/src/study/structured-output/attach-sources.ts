import type { Caller } from '../../core/caller'
import type { Rag } from '../../documents/ports'
import type { Llm } from '../../generation/llm'
import type { Source } from '../../generation/types'
import type { Evidence } from '../source-material/evidence'
import { sourcesOf } from '../source-material/sources'
import { generateList, type List, type ListRequest } from './generate-list'

interface Placed {
  /** Where the material supports the item; undefined: there is no material. */
  place: Evidence | undefined
}

/** A list as drawList makes it, each item with the source of its place. */
export async function generateSourcedList<Item extends Placed>(
  { llm, rag }: { llm: Llm; rag: Rag },
  wish: ListRequest<Item>,
  caller: Caller,
): Promise<List<Item & { sources: Source[] }>> {
  const generated = await generateList<Item>(llm, wish, caller)
  const places = generated.items.map(({ place }) => place)
  const sources = await sourcesOf(rag, places, caller)
  return { ...generated, items: generated.items.map((item, index) => ({ ...item, sources: sources[index] ?? [] })) }
}
