import type { QueryPhrase, WeightedWord, WordStatistics } from '../vectors/store'

const SATURATION = 1.6
const LENGTH_NORM = 0.75

/** A form with less of its word’s weight tells nothing about how rare the word is, unless it is the only one. */
const SAME_WORD_SHARE = 0.9

interface RankedTerm {
  worth: number
  forms: { place: number; share: number }[]
}

/**
 * BM25 of chunks, each given by its words separated by blanks, for a query whose words have weights. All forms of a word count as
 * one term, as rare as its most common form: otherwise a form that few texts use would be worth more than the word.
 */
export function ranker(query: WeightedWord[], statistics: WordStatistics): (words: string) => number {
  const { counts, count, placeOf } = wordCounter(query.map(({ word }) => word))
  const terms = rankedTerms(query, statistics, placeOf)
  const mean = Math.max(1, statistics.words / Math.max(1, statistics.chunks))
  return (words) => {
    const norm = SATURATION * (1 - LENGTH_NORM + (LENGTH_NORM * count(words)) / mean)
    let sum = 0
    for (const { worth, forms } of terms) {
      let [held, share] = [0, 0]
      for (const form of forms) {
        const times = counts[form.place] as number
        if (times === 0) continue
        held += times
        share = Math.max(share, form.share)
      }
      if (held > 0) sum += (worth * share * held) / (held + norm)
    }
    return sum
  }
}

/** Pairs of the characters of a word are terms of their own; words of which a compound is made are forms of it. */
function rankedTerms(query: WeightedWord[], statistics: WordStatistics, placeOf: (word: string) => number): RankedTerm[] {
  const terms = Map.groupBy(query, ({ word, of, isPart }) => (isPart === 'pair' ? `${of} ${word}` : of))
  return [...terms.values()].map((forms) => {
    const most = forms.reduce((max, { weight }) => Math.max(max, weight), 0)
    const own = forms.filter(({ weight }) => weight >= most * SAME_WORD_SHARE)
    const isKnown = own.some(({ word }) => (statistics.holding.get(word) ?? 1) > 0)
    const worth = Math.min(...(isKnown ? own : forms).map(({ word }) => rarity(word, statistics)))
    return {
      worth: most * worth * (SATURATION + 1),
      forms: forms.map(({ word, weight }) => ({ place: placeOf(word), share: weight / most })),
    }
  })
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
/** Share of a longer word that counts when a chunk holds only adjacent characters of it; with all of them it holds the word. */
const PART_SHARE = 0.4
const WHOLE_PARTS_MIN = 2

interface TermMatch {
  worth: number
  known: boolean
  /** Share of the word that the chunk holds: 1 the whole word, less for a part of its characters. */
  held: number
  /** Pairs of its characters, and how many of them the chunk holds. */
  parts: { all: number; held: number }
  phrase: QueryPhrase | undefined
  isCommon: boolean
  isFrequent: boolean
  isLittle: boolean
  mayBeVerb: boolean
  forms: string[]
}

/**
 * Share of the query's content words, by their rarity, of which a chunk holds any form: 0 to 1. Where it holds a subject, others
 * are taken for a way to ask of which neither it nor, by the statistics, any text of the owner holds a word. A store that can't
 * search by words knows nothing of them.
 */
export function wordCoverage(words: string, query: WeightedWord[], statistics: WordStatistics): number {
  const terms = matchTerms(words, query, statistics)
  const phrases = readPhrases(terms, words)
  const subjects = [...phrases.values()].filter((one) => isWhole(one, phrases))
  const isSure = subjects.some(({ isTogether }) => isTogether) || isSpecific(subjects.flatMap(({ core }) => core))
  let all = 0
  let some = 0
  for (const { worth, known, held, phrase, isCommon } of terms) {
    const read = phrase && phrases.get(phrase)
    const isUnknown = !known && held === 0
    const isWayToAsk = isUnknown && subjects.length > 0 && (isSure || isCommon) && !read?.follows
    // Half of a subject is another subject: a chain is no block chain.
    const isHalf = isUnknown && read?.isPartlyHeld
    all += isWayToAsk ? worth * LITTLE_SHARE : isHalf ? worth / UNKNOWN_SHARE : worth
    some += worth * held
  }
  return all === 0 ? 0 : some / all
}

function matchTerms(words: string, query: WeightedWord[], statistics: WordStatistics): TermMatch[] {
  const isWordHeld = wordsHeld(words, query)
  const terms = new Map<string, TermMatch>()
  for (const { word, weight, of, isCommon, informs, phrase, isFrequent = false, isPart } of contentWords(query)) {
    const isLittle = informs !== undefined
    const term = terms.get(of) ?? {
      worth: 0,
      known: false,
      held: 0,
      parts: { all: 0, held: 0 },
      phrase,
      isCommon: isCommon || isLittle,
      isFrequent,
      isLittle,
      mayBeVerb: /^\p{Script=Arabic}/u.test(of) && !of.startsWith('ال'),
      forms: [],
    }
    // The most common form is the one that the owner's chunks use. A form that no chunk holds tells nothing about the word.
    const known = (statistics.holding.get(word) ?? 0) > 0 && !isPart
    const share =
      (informs === 'none' ? 0 : isLittle ? LITTLE_SHARE : isCommon ? COMMON_SHARE : 1) * (known || isCommon ? 1 : UNKNOWN_SHARE)
    const worth = weight * rarity(word, statistics) * share
    if (isPart) {
      term.parts.all += 1
      if (isWordHeld(word)) term.parts.held += 1
      terms.set(of, term)
      continue
    }
    const isBetter = known ? !term.known || worth < term.worth : term.worth === 0
    if (isBetter) [term.worth, term.known] = [worth, known]
    if (isWordHeld(word)) {
      term.held = 1
      term.forms.push(word)
    }
    terms.set(of, term)
  }
  for (const term of terms.values()) term.held = Math.max(term.held, shareByParts(term.parts))
  return [...terms.values()]
}

const counters = new WeakMap<WeightedWord[], WordCounter>()

/** One pass over a text: a set of all of its words takes several times as long, and a search judges a hundred texts. */
function wordsHeld(text: string, query: WeightedWord[]): (word: string) => boolean {
  const counter = counters.get(query) ?? wordCounter(query.map(({ word }) => word))
  counters.set(query, counter)
  counter.count(text)
  return (word) => (counter.counts[counter.placeOf(word)] ?? 0) > 0
}

/** 서울대학교 holds 대학교, since it holds 대학 and 학교. */
const shareByParts = ({ all, held }: TermMatch['parts']): number =>
  held === 0 ? 0 : held === all && all >= WHOLE_PARTS_MIN ? 1 : PART_SHARE

interface ReadPhrase {
  phrase: QueryPhrase
  terms: TermMatch[]
  /**
   * The terms without common ones at the ends that no text of the owner holds: nothing separates "black holes" from the next word
   * in "black holes slowly".
   */
  core: TermMatch[]
  isHeld: boolean
  /** Whether the chunk holds all of several words of it side by side: then even frequent ones are a subject, as "black death". */
  isTogether: boolean
  /** Whether it says which one is meant by the one before it. */
  follows: boolean
  /** Whether the chunk holds a word of it, or of the one that it says more of. */
  isPartlyHeld: boolean
}

function readPhrases(terms: TermMatch[], words: string): Map<QueryPhrase, ReadPhrase> {
  const phrases = new Map<QueryPhrase, ReadPhrase>()
  for (const term of terms) {
    if (term.phrase === undefined) continue
    const read = phrases.get(term.phrase)
    if (read) read.terms.push(term)
    else
      phrases.set(term.phrase, {
        phrase: term.phrase,
        terms: [term],
        core: [],
        isHeld: false,
        isTogether: false,
        follows: false,
        isPartlyHeld: false,
      })
  }
  let parts: string[] | undefined
  const split = () => {
    parts ??= words.split(' ')
    return parts
  }
  for (const read of phrases.values()) {
    read.core = coreOf(read.terms)
    read.isHeld = isHeld(read.core)
    read.isTogether = read.isHeld && areTogether(read.core, split)
    const holdsSome = read.terms.some(({ held, isLittle }) => held === 1 && !isLittle)
    read.isPartlyHeld ||= holdsSome
    const next = read.phrase.leadsOn ? read.phrase.next && phrases.get(read.phrase.next) : undefined
    if (next) [next.follows, next.isPartlyHeld] = [true, next.isPartlyHeld || holdsSome]
  }
  return phrases
}

function coreOf(terms: TermMatch[]): TermMatch[] {
  const isOutside = ({ known, held, isCommon }: TermMatch) => !known && held === 0 && isCommon
  const first = terms.findIndex((term) => !isOutside(term))
  // A rare word is a subject whatever stands after it, and so are two words: "fermentation pls". One in front says which is meant:
  // "block chain".
  const isRare = ({ held, isCommon }: TermMatch) => held === 1 && !isCommon
  const subject = terms.findIndex((term, at) => isRare(term) || (term.held === 1 && terms[at - 1]?.held === 1))
  const isAfter = ({ known, held }: TermMatch, at: number) => subject >= 0 && at > subject && !known && held === 0
  const last = terms.findLastIndex((term, at) => !isOutside(term) && !isAfter(term, at))
  return first < 0 ? [] : terms.slice(first, last + 1)
}

/** Words of a chunk between two that stand side by side: other forms of the first, an article. */
const BETWEEN_MAX = 4

/** `split` gives the words of the chunk in their order; for most chunks it is not needed. */
function areTogether(core: TermMatch[], split: () => string[]): boolean {
  if (core.length < 2 || core.some(({ held, isLittle }) => held < 1 || isLittle)) return false
  const all = split()
  let ends: number[] | undefined
  for (const { forms } of core) {
    const places = forms.flatMap((form) => all.flatMap((word, at) => (word === form ? [at] : [])))
    ends = places.filter((place) => ends === undefined || ends.some((end) => place > end && place - end <= BETWEEN_MAX + 1))
  }
  return ends !== undefined && ends.length > 0
}

const isHeld = (core: TermMatch[]): boolean =>
  core.length > 0 && core.every((term, at) => term.held === 1 || isLeadingVerb(term, core.slice(at + 1)))

/** An Arabic sentence begins with its verb, and nothing separates that from the subject. */
const isLeadingVerb = ({ known, mayBeVerb }: TermMatch, after: TermMatch[]): boolean =>
  mayBeVerb && !known && after.some(({ held }) => held === 1)

/** Whether words are a subject by themselves: a rare one, or several of which not all are frequent. */
function isSpecific(core: TermMatch[]): boolean {
  const saying = core.filter(({ held, isLittle }) => held === 1 && !isLittle)
  return saying.some(({ isCommon }) => !isCommon) || (saying.length > 1 && saying.some(({ isFrequent }) => !isFrequent))
}

/** Whether a chunk holds a phrase that may be a subject, and the one that says which. */
function isWhole(
  { phrase, terms, core, isHeld, isTogether }: ReadPhrase,
  phrases: ReadonlyMap<QueryPhrase, ReadPhrase>,
): boolean {
  const next = phrase.leadsOn && phrase.next ? phrases.get(phrase.next) : undefined
  return (
    isHeld &&
    (isTogether || core.some((term) => !term.isFrequent && !term.isLittle)) &&
    (isTogether || core.length === terms.length || isSpecific(core)) &&
    (next === undefined || next.isHeld)
  )
}

/** Never negative, and positive even for a word that is everywhere: a user with one chunk finds it too. */
export function rarity(word: string, { chunks, holding }: WordStatistics): number {
  const count = Math.min(holding.get(word) ?? chunks / 2, chunks)
  return Math.log(1 + (chunks - count + 0.5) / (count + 0.5))
}

/**
 * The statistics with the stop words of the query, as a sample of the chunks holds them. To count them in all chunks would take
 * longer than all else of a search, and chunks that share content words with a query hold them as often as others do.
 */
export function withStopWords(statistics: WordStatistics, query: WeightedWord[], sample: string[]): WordStatistics {
  const stops = query.map(({ word }) => word).filter((word) => !statistics.holding.has(word))
  if (stops.length === 0 || sample.length === 0) return statistics
  const { counts, count } = wordCounter(stops)
  const held = new Uint32Array(counts.length)
  for (const words of sample) {
    count(words)
    for (let at = 0; at < held.length; at += 1) held[at] = (held[at] as number) + Math.min(1, counts[at] as number)
  }
  const share = (of: number) => (of + 0.5) / (sample.length + 1)
  const estimated = [...new Set(stops)].map(
    (word, at) => [word, Math.round(share(held[at] as number) * statistics.chunks)] as const,
  )
  return { ...statistics, holding: new Map([...statistics.holding, ...estimated]) }
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
