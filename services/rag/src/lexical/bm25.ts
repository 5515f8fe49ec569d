import type { QueryPhrase, WeightedWord, WordStatistics } from '../vectors/store'

/** Measured on Cranfield in chunks of about 1,000 characters: nDCG@10 0.386, 0.374 with the usual 1.2. */
const SATURATION = 2
const LENGTH_NORM = 0.75

/** BM25 of chunks, each given by its words separated by blanks, for a query whose words have weights. */
export function ranker(query: WeightedWord[], statistics: WordStatistics): (words: string) => number {
  const { counts, count, placeOf } = wordCounter(query.map(({ word }) => word))
  const worths = new Float64Array(counts.length)
  for (const { word, weight } of query) {
    const place = placeOf(word)
    worths[place] = (worths[place] as number) + weight * rarity(word, statistics) * (SATURATION + 1)
  }
  const mean = Math.max(1, statistics.words / Math.max(1, statistics.chunks))
  return (words) => {
    const norm = SATURATION * (1 - LENGTH_NORM + (LENGTH_NORM * count(words)) / mean)
    let sum = 0
    for (let place = 0; place < counts.length; place += 1) {
      const held = counts[place] as number
      if (held > 0) sum += ((worths[place] as number) * held) / (held + norm)
    }
    return sum
  }
}

/** The words that a query is about: all but its stop words, unless it has nothing else. */
export function contentWords(query: WeightedWord[]): WeightedWord[] {
  const most = query.reduce((max, { weight }) => Math.max(max, weight), 0)
  return query.filter(({ weight }) => weight >= most / 2)
}

/** Weight of a common word, as a share of the weight of a rare one. */
const COMMON_SHARE = 0.2
/** The same for a word that names the form of the answer and not its subject. */
const LITTLE_SHARE = 0.05
/** Weight share of a word that no text of the owner holds: it may only be a way to ask. */
const UNKNOWN_SHARE = 0.6
/** The same for a common one, which weighs little anyway: in `the Great Depression` a text about great heights holds the lesser part. */
const COMMON_UNKNOWN_SHARE = 0.8

/** Share of a longer word that counts when a chunk holds only adjacent characters of it. */
const PART_SHARE = 0.4

interface TermMatch {
  worth: number
  known: boolean
  /** Share of the word that the chunk holds: 1 the whole word, less for a part of its characters. */
  held: number
  phrase: QueryPhrase | undefined
  isFrequent: boolean
  isLittle: boolean
  mayBeVerb: boolean
}

/**
 * Share of the query's content words, by their rarity, of which a chunk holds any form: 0 to 1. Where it holds a whole phrase,
 * others are taken for a way to ask of which neither it nor, by the statistics, any text of the owner holds a word. A store that can't
 * search by words knows nothing of them.
 */
export function wordCoverage(words: string, query: WeightedWord[], statistics: WordStatistics): number {
  const terms = matchTerms(words, query, statistics)
  const hasSubject = phrasesOf(terms).some((phrase) => isWhole(phrase, terms))
  let all = 0
  let some = 0
  for (const { worth, known, held, phrase } of terms) {
    const isWayToAsk = hasSubject && !known && held === 0 && !(phrase && follows(phrase, terms))
    all += isWayToAsk ? worth * LITTLE_SHARE : worth
    some += worth * held
  }
  return all === 0 ? 0 : some / all
}

function matchTerms(words: string, query: WeightedWord[], statistics: WordStatistics): TermMatch[] {
  const wordsHeld = new Set(words.split(' '))
  const terms = new Map<string, TermMatch>()
  for (const { word, weight, of, isCommon, informs, phrase, isFrequent = false, isPart = false } of contentWords(query)) {
    const isLittle = informs !== undefined
    const term = terms.get(of) ?? {
      worth: 0,
      known: false,
      held: 0,
      phrase,
      isFrequent,
      isLittle,
      mayBeVerb: /^\p{Script=Arabic}/u.test(of) && !of.startsWith('ال'),
    }
    // The most common form is the one that the owner's chunks use. A form that no chunk holds tells nothing about the word.
    const known = (statistics.holding.get(word) ?? 0) > 0 && !isPart
    const share =
      (informs === 'none' ? 0 : isLittle ? LITTLE_SHARE : isCommon ? COMMON_SHARE : 1) *
      (known ? 1 : isCommon ? COMMON_UNKNOWN_SHARE : UNKNOWN_SHARE)
    const worth = weight * rarity(word, statistics) * share
    if (isPart) {
      if (wordsHeld.has(word) && term.held < PART_SHARE) term.held = PART_SHARE
      terms.set(of, term)
      continue
    }
    const isBetter = known ? !term.known || worth < term.worth : term.worth === 0
    if (isBetter) [term.worth, term.known] = [worth, known]
    if (wordsHeld.has(word)) term.held = 1
    terms.set(of, term)
  }
  return [...terms.values()]
}

const phrasesOf = (terms: TermMatch[]): QueryPhrase[] => [...new Set(terms.flatMap(({ phrase }) => phrase ?? []))]

const isHeld = (phrase: QueryPhrase, terms: TermMatch[]): boolean =>
  terms.every((term, at) => term.phrase !== phrase || term.held === 1 || isLeadingVerb(term, terms.slice(at + 1)))

/** An Arabic sentence begins with its verb, and nothing separates that from the subject. */
const isLeadingVerb = ({ known, mayBeVerb, phrase }: TermMatch, behind: TermMatch[]): boolean =>
  mayBeVerb && !known && behind.some((term) => term.phrase === phrase && term.held === 1)

/** Whether a chunk holds a phrase that may be a subject, and the one that says which. */
const isWhole = (phrase: QueryPhrase, terms: TermMatch[]): boolean =>
  isHeld(phrase, terms) &&
  terms.some((term) => term.phrase === phrase && !term.isFrequent && !term.isLittle) &&
  !(phrase.leadsOn && phrase.next && !isHeld(phrase.next, terms))

/** Whether a phrase says which one is meant by the one before it. */
const follows = (phrase: QueryPhrase, terms: TermMatch[]): boolean =>
  terms.some((term) => term.phrase?.leadsOn === true && term.phrase.next === phrase)

/** Never negative, and positive even for a word that is everywhere: a user with one chunk finds it too. */
export function rarity(word: string, { chunks, holding }: WordStatistics): number {
  const count = Math.min(holding.get(word) ?? chunks / 2, chunks)
  return Math.log(1 + (chunks - count + 0.5) / (count + 0.5))
}

/** The words of several owners' chunks as if they were one's. */
export const joined = (all: WordStatistics[]): WordStatistics => {
  const holding = new Map<string, number>()
  for (const one of all) for (const [word, count] of one.holding) holding.set(word, (holding.get(word) ?? 0) + count)
  return {
    chunks: all.reduce((sum, { chunks }) => sum + chunks, 0),
    words: all.reduce((sum, { words }) => sum + words, 0),
    holding,
  }
}

/** Counts certain words in texts of words separated by blanks. */
interface WordCounter {
  /** Occurrences of each distinct word in the text that was counted last. */
  readonly counts: Uint32Array
  /** Where a word is among the counts. */
  placeOf(word: string): number
  /** Returns the number of all words of the text. */
  count(text: string): number
}

const BLANK = 32
/** Slots of the hash table per word: most words of a text are not looked for, and an empty slot tells so at once. */
const ROOM = 8

/** One pass over a text, whatever the number of words: each of its words is looked up by a hash made on the way. */
export function wordCounter(words: string[]): WordCounter {
  const distinct = [...new Set(words)]
  const places = new Map(distinct.map((word, at) => [word, at]))
  const counts = new Uint32Array(distinct.length)
  const mask = 2 ** Math.ceil(Math.log2(ROOM * (distinct.length + 1))) - 1
  const slots = new Int32Array(mask + 1).fill(-1)
  for (const [at, word] of distinct.entries()) {
    let slot = hashOf(word) & mask
    while (slots[slot] !== -1) slot = (slot + 1) & mask
    slots[slot] = at
  }

  function found(text: string, from: number, end: number, hash: number): void {
    for (let slot = hash & mask; slots[slot] !== -1; slot = (slot + 1) & mask) {
      const at = slots[slot] as number
      const word = distinct[at] as string
      if (word.length !== end - from || !text.startsWith(word, from)) continue
      counts[at] = (counts[at] as number) + 1
      return
    }
  }

  return {
    counts,
    placeOf: (word) => places.get(word) ?? -1,
    count(text) {
      counts.fill(0)
      let [length, from, hash] = [text === '' ? 0 : 1, 0, 0]
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at)
        if (code !== BLANK) {
          hash = (Math.imul(hash, 31) + code) | 0
          continue
        }
        found(text, from, at, hash)
        length += 1
        from = at + 1
        hash = 0
      }
      found(text, from, text.length, hash)
      return length
    },
  }
}

function hashOf(word: string): number {
  let hash = 0
  for (let at = 0; at < word.length; at += 1) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0
  return hash
}
