import { AppError } from '@collabry/runtime/errors'
import { timeSlices } from '@collabry/runtime/time-slices'
import type { Caller } from '../../core/caller'
import { addUsage, type Generation, type Llm, type Usage } from '../../generation/llm'
import { inOrder, untilItFits } from '../../generation/map-reduce'
import { type EvidenceFinder, evidenceIn } from '../source-material/evidence'
import { type Extract, partsOf, tokensOf } from '../source-material/source-material'
import { generateObject, notWhatWasAsked } from './generate-object'
import { listIn } from './json-answer'

/** A list that is to be made from the material. */
export interface ListRequest<Item> {
  /** For the sentence that refuses: "a quiz". */
  what: string
  /** Name of the list in the answer. */
  name: string
  wanted: number
  /** Fewer are enough: the model is not asked for more when there are some. */
  isLimit?: boolean
  extracts: Extract[]
  /** Asks for so many of them from a part of the material; `all`: how many at once the provider without a model is to give. */
  toGeneration(part: Extract[], count: number, have: Item[], all: number): Generation
  /** The item, or the sentence that says what is wrong with it. */
  read(entry: unknown, evidence: EvidenceFinder): Item | string
  /** Items with the same key are the same. */
  keyOf(item: Item): string
}

export interface List<Item> {
  /** Valid, distinct and at most as many as wanted, in the order of the material. */
  items: Item[]
  model: string
  usage: Usage
}

/** More than this a run, a model loses count and its window fills. */
const ITEMS_A_RUN = 10

/** Material without a word in it, and the shortest with some. */
const TOKENS_MIN = 64

/**
 * Makes a list from all of the material: in one part when the model's window holds it, else part by part, each giving its share.
 * Invalid and repeated items are left out, so there may be fewer than requested; an empty list is an error.
 */
export async function generateList<Item>(llm: Llm, wish: ListRequest<Item>, caller: Caller): Promise<List<Item>> {
  return untilItFits(Math.max(TOKENS_MIN, tokensOf(wish.extracts)), async (tokensMax) => {
    // Without material there is one part, from what the model knows.
    const parts = wish.extracts.length > 0 ? partsOf(wish.extracts, tokensMax) : [[]]
    const share = Math.ceil(wish.wanted / parts.length)
    const lists = await inOrder(
      parts,
      (part, signal) => generatePart(llm, wish, part, share, { ...caller, signal }),
      caller.signal,
    )
    const items = distinct(
      lists.flatMap((list) => list.items),
      wish.keyOf,
    )
    if (items.length === 0) throw lists.some(({ extractive }) => extractive) ? tooLittle(wish.what) : notWhatWasAsked(wish.what)
    const model = lists.at(-1)?.model ?? ''
    return { items: evenly(items, wish.wanted), model, usage: lists.map(({ usage }) => usage).reduce(addUsage) }
  })
}

const tooLittle = (what: string) =>
  new AppError('validation_error', `The material holds too little for ${what}; give a longer text, or configure a model.`)

/** Runs until the part has given its share, or a run gives nothing new. */
async function generatePart<Item>(llm: Llm, wish: ListRequest<Item>, part: Extract[], share: number, caller: Caller) {
  const pause = timeSlices(caller.signal)
  const evidence = await evidenceIn(part, pause)
  let items: Item[] = []
  let usage: Usage | undefined
  for (;;) {
    const count = Math.min(ITEMS_A_RUN, share - items.length)
    const have = items
    const read = async (answer: string, before: Item[] = []) => {
      const readings: (Item | string)[] = []
      for (const entry of listIn(answer, wish.name)) {
        await pause()
        readings.push(wish.read(entry, evidence))
      }
      const valid = readings.filter((item): item is Exclude<typeof item, string> => typeof item !== 'string')
      const value = distinct([...have, ...before, ...valid], wish.keyOf).slice(have.length)
      const missing = wish.isLimit && value.length > 0 ? 0 : count - value.length
      const problems = readings.filter((item) => typeof item === 'string')
      return { value, problems: missing > 0 ? [...problems, lack(wish.name, missing)] : [] }
    }
    const generation = wish.toGeneration(part, count, have, share)
    const generated = await generateObject<Item[]>(llm, { generation, read }, caller)
    const fresh = generated.value ?? []
    items = [...items, ...fresh].slice(0, share)
    usage = usage ? addUsage(usage, generated.usage) : generated.usage
    const enough = wish.isLimit ? fresh.length < count : fresh.length === 0
    const done = items.length >= share || enough || generated.extractive
    if (done) return { items, model: generated.model, usage, extractive: generated.extractive }
  }
}

const lack = (name: string, missing: number) => `Give ${missing} more valid ${name}, different from those before.`

function distinct<Item>(items: Item[], keyOf: (item: Item) => string): Item[] {
  const seen = new Map<string, Item>()
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item)
  return [...seen.values()]
}

/** Spread over all that there are, so that no part of the material is favoured. */
const evenly = <Item>(items: Item[], wanted: number): Item[] =>
  items.length <= wanted
    ? items
    : Array.from({ length: wanted }, (_, index) => items[Math.floor((index * items.length) / wanted)] as Item)
