import { bagOf, type Quote, type Source } from './corpus'
import { type Language, lexicon } from './lexicon'
import type { Question } from './question'
import type { Bag } from './textrank'

/** In these any word may be a name, since names have no capitals. */
export const CASELESS: ReadonlySet<Language> = new Set(['zh', 'ar', 'hi', 'ja'])
/** Words of these are made of parts that mean something else alone. */
const SYLLABLES: ReadonlySet<Language> = new Set(['vi', 'zh'])
/** Share of the question's terms, by their rarity, that a sentence with what stands around it has to hold. */
export const COVERED_MIN = 0.5
/** Weight of a term in the sentences before, and in the heading. */
const AROUND_WEIGHT = 0.75
/** Share of a Vietnamese syllable that stands beside another one than in the question. */
const SYLLABLE_ALONE = 0.5
/** Sentences before one that tell what it is about. */
const BEFORE_MAX = 2

/** The sentences before one in its paragraph, the last one first. */
export function placesBefore(at: number, { quotes }: Source): number[] {
  const quote = quotes[at]
  const places: number[] = []
  for (let place = at - 1; place >= Math.max(0, at - BEFORE_MAX); place -= 1) {
    const other = quotes[place]
    if (!quote || !other || other.citation !== quote.citation || other.paragraph !== quote.paragraph) break
    places.push(place)
  }
  return places
}

/** Their terms. */
export function contextOf(at: number, source: Source): Bag {
  const before: Bag = new Map()
  for (const place of placesBefore(at, source))
    for (const [term, count] of source.quotes[place]?.bag ?? []) before.set(term, (before.get(term) ?? 0) + count)
  return before
}

/**
 * Whether a sentence and what stands around it hold most of the question: of all of its terms, and of those that are no names.
 */
export function isCovered(question: Question, quote: Quote, source: Source, likes: Likes): boolean {
  const share = coverageBy(quote, question, source, likes)
  const holds = (term: string) => (likes.get(term) ?? []).length > 0
  // The noun of `which city` is often there by its example alone.
  const terms = question.terms.filter((term) => term !== question.attribute || (holds(term) && question.wants !== 'amount'))
  const others = terms.filter((term) => !question.names.includes(term))
  const isAsked = question.predicate === undefined || share([question.predicate]) > 0
  const unseen = others.filter((term) => !holds(term)).length
  const isSpecific = question.wants !== 'any' && question.wants !== 'definition'
  // Without capitals any word may be a name.
  const hasCapitals = !CASELESS.has(source.analysis.language)
  if (isSpecific && unseen > 0 && (!hasCapitals || unseen * 2 >= others.length)) return false
  return isAsked && share(terms) >= COVERED_MIN && share(others) >= COVERED_MIN
}

/** The share of the question that the sentence itself holds. */
export const ownShare = (question: Question, quote: Quote, source: Source, likes: Likes): number =>
  coverageBy(quote, question, source, likes)(question.terms, 0)

/** Gives the share of terms, by their rarity, that a sentence and what stands around it hold. */
export function coverageBy(
  quote: Quote,
  question: Question,
  source: Source,
  likes: Likes,
): (terms: string[], around?: number) => number {
  const before = contextOf(source.quotes.indexOf(quote), source)
  const heading = headingBag(quote.heading, source)
  const text = quote.text.toLowerCase()
  const isTogether = (term: string) => {
    if (!SYLLABLES.has(source.analysis.language)) return true
    const beside = question.neighbours.filter((pair) => pair.split(' ').includes(term))
    return (
      beside.length === 0 ||
      beside.some((pair) => text.includes(source.analysis.language === 'zh' ? pair.replace(' ', '') : pair))
    )
  }
  return (terms, around = AROUND_WEIGHT) => {
    let [held, all] = [0, 0]
    for (const term of terms) {
      const found = likes.get(term) ?? []
      const weight = Math.min(source.idf(term), ...found.map(([like]) => source.idf(like)))
      all += weight
      if (found.some(([like]) => quote.bag.has(like))) held += weight * (isTogether(term) ? 1 : SYLLABLE_ALONE)
      else if (found.some(([like]) => before.has(like) || heading.has(like))) held += weight * around
    }
    return all === 0 ? 1 : held / all
  }
}

const headingBags = new WeakMap<Quote[], Map<string, Bag>>()

/** The terms of a heading, which stands over many sentences. */
export function headingBag(heading: string, { quotes, analysis }: Source): Bag {
  const bags = headingBags.get(quotes) ?? new Map<string, Bag>()
  headingBags.set(quotes, bags)
  const bag = bags.get(heading) ?? bagOf(heading, analysis)
  bags.set(heading, bag)
  return bag
}

export type Likes = Map<string, [string, number][]>

/**
 * The terms of the source that match a term of the question: itself, and with less weight synonyms and those that differ only in
 * the ending.
 */
export function wordLikeness({ terms }: Question, { quotes, analysis }: Source): Likes {
  const vocabulary = new Set(quotes.flatMap(({ bag }) => [...bag.keys()]))
  const groups = synonymsOf(analysis)
  return new Map(
    terms.map((term): [string, [string, number][]] => {
      const alike = [...vocabulary].flatMap((other) => like(term, other))
      const known = new Set(alike.map(([other]) => other))
      const same = groups.filter((group) => group.includes(term)).flat()
      const synonyms = [...new Set(same)].filter((other) => vocabulary.has(other) && !known.has(other))
      return [term, [...alike, ...synonyms.map((other): [string, number] => [other, SYNONYM_WEIGHT])]]
    }),
  )
}

const synonymTerms = new Map<Language, string[][]>()

/** The groups of synonyms as terms, made once a language. */
function synonymsOf(analysis: Source['analysis']): string[][] {
  const known = synonymTerms.get(analysis.language)
  if (known) return known
  const groups = lexicon[analysis.language].synonyms.map((group) => analysis.words(group.join(' ')).map(({ term }) => term))
  synonymTerms.set(analysis.language, groups)
  return groups
}

export const SYNONYM_WEIGHT = 0.8

function like(term: string, other: string): [string, number][] {
  if (term === other) return [[other, 1]]
  const STEM_MIN = 5
  if (isInflected(term, other) || hasPrefix(term, other) || hasPrefix(other, term)) return [[other, 0.6]]
  const shorter = Math.min(term.length, other.length)
  if (shorter < STEM_MIN || term.charCodeAt(0) !== other.charCodeAt(0)) return []
  let same = 0
  while (same < shorter && term.charCodeAt(same) === other.charCodeAt(same)) same += 1
  if (same === shorter) return [[other, 0.6]]
  return same >= STEM_MIN && same >= 0.75 * Math.max(term.length, other.length) ? [[other, 0.5]] : []
}

/** `Stau` and `staut`: a short word with one or two letters more. */
function isInflected(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length >= 4 && long.length - short.length <= 2 && long.startsWith(short) && /^\p{Script=Latin}+$/u.test(long)
}

/** `halten` and `einhalten`, `stellen` and `herstellen`. */
const hasPrefix = (one: string, other: string): boolean =>
  one.length >= 4 &&
  other.endsWith(one) &&
  /^(?:ab|an|auf|aus|be|bei|ein|ent|er|her|hin|mit|nach|über|uber|um|unter|ver|vor|weg|zer|zu|zusammen)$/u.test(
    other.slice(0, -one.length),
  )
