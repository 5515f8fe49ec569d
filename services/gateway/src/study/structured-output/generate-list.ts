import { AppError } from '@collabry/runtime/errors'
import { foldText } from '@collabry/runtime/fold-text'
import { timeSlices } from '@collabry/runtime/time-slices'
import type { Caller } from '../../core/caller'
import type { Passage, Rag, SearchQuery } from '../../documents/ports'
import { foldedWords } from '../../generation/language'
import { addUsage, type Generation, type Llm, type Usage } from '../../generation/llm'
import { inOrder, untilItFits } from '../../generation/map-reduce'
import { type Source, toSource } from '../../generation/types'
import { type Evidence, type EvidenceFinder, evidenceIn } from '../source-material/evidence'
import { type Extract, partsOf, tokensOf } from '../source-material/source-material'
import { generateObject, listIn, notWhatWasAsked } from './generate-object'

/** A list that is to be made from the material. */
interface ListRequest<Item> {
  /** For error sentences: "a quiz". */
  what: string
  /** Name of the list in the answer. */
  name: string
  wanted: number
  /** True: fewer are enough, so the model is not called again when there are some. */
  isLimit?: boolean
  extracts: Extract[]
  /**
   * The generation of this many items from a part of the material; `itemsAtOnce`: the number that the provider without a model
   * returns in one answer.
   */
  toGeneration(part: Extract[], count: number, have: Item[], itemsAtOnce: number): Generation
  /** The item, or a sentence that says why it is invalid. */
  read(entry: unknown, evidence: EvidenceFinder): Item | string
  /** Items with the same key are the same. */
  keyOf(item: Item): string
}

interface List<Item> {
  /** Valid, distinct and at most as many as wanted, in the order of the material. */
  items: Item[]
  model: string
  usage: Usage
}

/** With more items in one run a model miscounts and its window fills. */
const ITEMS_A_RUN = 10

/** Material without words, and the shortest with words. */
const TOKENS_MIN = 64

/**
 * Makes a list from all of the material: in one part when the model's window holds it, else part by part, each giving its share.
 * Invalid and repeated items are left out, so there may be fewer than requested; an empty list is an error.
 */
async function generateList<Item>(llm: Llm, request: ListRequest<Item>, caller: Caller): Promise<List<Item>> {
  return untilItFits(Math.max(TOKENS_MIN, tokensOf(request.extracts)), async (tokensMax) => {
    // Without material there is one part, from what the model knows.
    const parts = request.extracts.length > 0 ? partsOf(request.extracts, tokensMax) : [[]]
    const share = Math.ceil(request.wanted / parts.length)
    const lists = await inOrder(
      parts,
      (part, signal) => generatePart(llm, request, part, share, { ...caller, signal }),
      caller.signal,
    )
    const items = distinct(
      lists.flatMap((list) => list.items),
      request.keyOf,
    )
    if (items.length === 0)
      throw lists.some(({ extractive }) => extractive) ? tooLittle(request.what) : notWhatWasAsked(request.what)
    const model = lists.at(-1)?.model ?? ''
    return { items: evenly(items, request.wanted), model, usage: lists.map(({ usage }) => usage).reduce(addUsage) }
  })
}

const tooLittle = (what: string) =>
  new AppError('validation_error', `The material holds too little for ${what}; give a longer text, or configure a model.`)

/** Runs until the part has given its share, or a run gives nothing new. */
async function generatePart<Item>(llm: Llm, request: ListRequest<Item>, part: Extract[], share: number, caller: Caller) {
  const pause = timeSlices(caller.signal)
  const evidence = await evidenceIn(part, pause)
  let items: Item[] = []
  let usage: Usage | undefined
  for (;;) {
    const count = Math.min(ITEMS_A_RUN, share - items.length)
    const have = items
    const read = async (answer: string, before: Item[] = []) => {
      const readings: (Item | string)[] = []
      for (const entry of listIn(answer, request.name)) {
        await pause()
        readings.push(request.read(entry, evidence))
      }
      const valid = readings.filter((item): item is Exclude<typeof item, string> => typeof item !== 'string')
      const value = distinct([...have, ...before, ...valid], request.keyOf).slice(have.length)
      const missing = request.isLimit && value.length > 0 ? 0 : count - value.length
      const problems = readings.filter((item) => typeof item === 'string')
      return { value, problems: missing > 0 ? [...problems, lack(request.name, missing)] : [] }
    }
    const generation = request.toGeneration(part, count, have, share)
    const generated = await generateObject<Item[]>(llm, { generation, read }, caller)
    const fresh = generated.value ?? []
    items = [...items, ...fresh].slice(0, share)
    usage = usage ? addUsage(usage, generated.usage) : generated.usage
    const enough = request.isLimit ? fresh.length < count : fresh.length === 0
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

interface Placed {
  /** Where the material supports the item; undefined: there is no material. */
  place: Evidence | undefined
}

/** A list from the material, each item with the source of its place. */
export async function generateSourcedList<Item extends Placed>(
  { llm, rag }: { llm: Llm; rag: Rag },
  request: ListRequest<Item>,
  caller: Caller,
): Promise<List<Item & { sources: Source[] }>> {
  const generated = await generateList<Item>(llm, request, caller)
  const places = generated.items.map(({ place }) => place)
  const sources = await sourcesOf(rag, places, caller)
  return { ...generated, items: generated.items.map((item, index) => ({ ...item, sources: sources[index] ?? [] })) }
}

/** Searches at once: they are short, and the rag service serves others too. */
const SEARCHES_AT_ONCE = 4
const QUERY_CHARS_MAX = 500
const CANDIDATES_MAX = 5

/** The source of each place, an entry as qa has it; none where there is no place, or the material is a text of the request. */
async function sourcesOf(rag: Rag, places: (Evidence | undefined)[], caller: Caller): Promise<Source[][]> {
  const known = new Map<string, Promise<Source>>()
  const waiting = places.map((place, index) => ({ place, index })).reverse()
  const sources: Source[][] = []
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { place, index } = next
      const origin = place?.extract.origin
      sources[index] = []
      if (!origin) continue
      const key = `${origin.documentId} ${origin.passage?.chunkId ?? origin.start + place.start}`
      const source = known.get(key) ?? sourceAt(rag, place, caller)
      known.set(key, source)
      sources[index] = [await source]
    }
  }
  await Promise.all(Array.from({ length: SEARCHES_AT_ONCE }, work))
  return sources
}

/**
 * A document that was read as a whole has no passages yet: the one that holds the place is looked up by its words. Without one,
 * as while the document is still being made searchable, the place itself is quoted.
 */
async function sourceAt(rag: Rag, { extract: { content, origin }, start, end }: Evidence, caller: Caller): Promise<Source> {
  if (!origin) throw new Error('a text of the request is no source')
  if (origin.passage) return toSource(origin.passage)
  const { documentId, filename, metadata, page } = origin
  const place: Passage = {
    documentId,
    chunkId: '',
    filename,
    content: content.slice(start, end),
    start: origin.start + start,
    end: origin.start + end,
    page,
    score: 1,
    similarity: 0,
    wordCoverage: 1,
    isUnrelated: false,
    metadata,
  }
  const query = place.content.slice(0, QUERY_CHARS_MAX).toWellFormed()
  const search: SearchQuery = { query, topK: CANDIDATES_MAX, mode: 'lexical', sourceIds: [documentId], notebookId: '' }
  const { passages } = await rag.search(search, caller)
  const shared = (passage: Passage) => Math.min(passage.end, place.end) - Math.max(passage.start, place.start)
  const best = passages.toSorted((one, other) => shared(other) - shared(one))[0]
  return toSource(best && shared(best) > 0 ? best : place)
}

/**
 * Key of an item: its words without case and accents, and its meaningful signs. `C`, `C++` and `C#` have three keys, `x > 0` and
 * `x ≠ 0` two; quotes, blanks and sentence punctuation are ignored.
 */
export function itemKey(text: string): string {
  const words = foldedWords(text).join(' ')
  const [signs, marks] = [signsOf(text), marksOf(text)]
  return [words, ...(signs || marks ? [signs] : []), ...(marks ? [marks] : [])].join('\n')
}

/**
 * The text with the marks that are no accents: vowels and tones of Indic scripts and Thai, the voiced sounds of Japanese. バス and
 * パス, दिन and दान are different words. Empty: there are none.
 */
function marksOf(text: string): string {
  const spelled = foldText(text, 'NFKD', (raw) => raw.replace(ACCENTS, '').toLowerCase(), 'NFC')
  return NO_ACCENT.test(foldText(spelled, 'NFD')) ? (spelled.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ') : ''
}

/** Marks of the Latin, Greek, Cyrillic, Hebrew and Arabic scripts, the dot of Hindi, and marks that choose how a sign looks. */
const ACCENTS =
  /\u093c|\u0670|[\u0300-\u036f]|[\u0483-\u0489]|[\u0591-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|[\u06d6-\u06dc]|[\u20d0-\u20ff]|\p{Variation_Selector}/gu
const NO_ACCENT = /\p{M}/u

/** The signs in their places among the words. Empty: there are none. */
function signsOf(text: string): string {
  const plain = foldText(
    text,
    (raw) => raw.replace(POWERS, (power) => `^${power}`),
    'NFKD',
    (folded) => folded.replace(/(?<=\p{L})\p{M}+/gu, '').toLowerCase(),
    (folded) => folded.replace(MARKUP, '').replace(PUNCTUATION, ' '),
  )
  const tokens = plain.match(TOKENS) ?? []
  return tokens.some((token) => !/^[\p{L}\p{N}]/u.test(token)) ? tokens.map((token) => SAME[token] ?? token).join('') : ''
}

/** x² is a power; ⁺ and ⁻ are the charge that + and - are too. */
const POWERS = /[²³¹⁰⁴-⁹]+/g
/** Bold, code and the delimiters of formulas. */
const MARKUP = /\*\*|`|\$|^\s*#+\s|[\\{}_]/g
/** Hyphens and dashes between words, exclamation marks after words, apostrophes within words. */
const PUNCTUATION =
  /(?<=\p{L})[-‐‑](?=\p{L})|(?<=\p{L}{2})\s+[-–—]+\s+(?=\p{L})|(?<=[\p{L}\p{N}]{2})!|(?<=\p{L})['’](?=\p{L})|(?<=\p{L}{2})['’]/gu
const TOKENS =
  /[\p{L}\p{N}]+|\u0338|\u20d2|[\p{Sm}\p{Sc}\p{So}#%‰&*/@^°![\]\-‐‑–−]|(?<=\p{L}['’′]{0,2})['’′]|(?<![\p{L}\p{N}])\.(?=\p{L})|(?<=\p{N}):(?=\p{N})/gu
const SAME: Record<string, string> = { '‐': '-', '‑': '-', '–': '-', '−': '-', '’': "'", '′': "'" }

/** JSON Schema of an answer with a list of objects that have all of these fields. */
export function listSchema(name: string, properties: object, minItems: number, maxItems: number): Record<string, unknown> {
  const items = { type: 'object', properties, required: Object.keys(properties) }
  return { type: 'object', properties: { [name]: { type: 'array', items, minItems, maxItems } }, required: [name] }
}
