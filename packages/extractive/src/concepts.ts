import type { Quote, Source } from './corpus'
import { DEFINED_SCORE, definitionScore, nameIn } from './definition'
import { discourseMarkers } from './discourse-markers'
import { distinct, headed, keyPhrases, type Phrase } from './key-phrases'

interface Concept {
  name: string
  /** A sentence of the source. */
  definition: string
  /** Another sentence, if one gives an example. */
  example?: string
  quote: Quote
  /** Whether the sentence defines the term, or only mentions it. */
  defined: boolean
  /** Indices of the sentences that contain the name. */
  sentences: number[]
}

export const CONCEPTS_USUAL = 8
const CONCEPTS_MAX = 100
/** Phrases examined per wanted concept, since not every phrase has a defining sentence. */
const PHRASES_EACH = 4
/** Sentences below this score only mention the term; they are used only if there are too few concepts. */
const TELLING_SCORE = 1
const CONCEPTS_MIN = 3
/** Sentences examined per phrase; a text usually defines a term early. */
const SENTENCES_MAX = 200

/** Key phrases, each with its best defining sentence; phrases that the text defines come first. */
export function concepts(source: Source, itemsMax: number): Concept[] {
  const wanted = Math.min(itemsMax > 0 ? itemsMax : CONCEPTS_USUAL, CONCEPTS_MAX)
  const phrases = distinct(keyPhrases(source.quotes, source.analysis, wanted * PHRASES_EACH))
  const found = phrases.flatMap((phrase, place) => {
    const best = definition(phrase, source)
    return best ? [{ phrase, place, ...best }] : []
  })
  // Defined terms move up, but the rank of the phrase counts too.
  found.sort((one, other) => one.place - other.place - (defined(one.score) - defined(other.score)) * wanted)
  const used = new Set<Quote>()
  const chosen: Concept[] = []
  for (const { phrase, quote, score } of found) {
    if (chosen.length >= wanted) break
    if (used.has(quote) || (score < TELLING_SCORE && chosen.length >= CONCEPTS_MIN)) continue
    used.add(quote)
    const example = exampleOf(phrase, source, quote)
    chosen.push({
      name: headed(nameIn(phrase.key.split(' '), quote.text, source.analysis) ?? phrase.label),
      definition: quote.text,
      quote,
      sentences: phrase.sentences,
      defined: score >= DEFINED_SCORE,
      ...(example ? { example: example.text } : {}),
    })
  }
  return chosen
}

const RELATED_MAX = 4

/** Names of the concepts that share most sentences with this one. */
export const relatedTo = ({ name, sentences }: Concept, all: Concept[]): string[] =>
  all
    .map((other) => ({ name: other.name, shared: other.sentences.filter((index) => sentences.includes(index)).length }))
    .filter((other) => other.shared > 0 && other.name !== name)
    .sort((one, other) => other.shared - one.shared)
    .slice(0, RELATED_MAX)
    .map((other) => other.name)

const defined = (score: number): number => (score >= DEFINED_SCORE ? 1 : 0)

function definition(phrase: Phrase, { quotes, analysis }: Source): { quote: Quote; score: number } | undefined {
  let best: { quote: Quote; score: number } | undefined
  for (const index of phrase.sentences.slice(0, SENTENCES_MAX)) {
    const quote = quotes[index]
    if (!quote || quote.kind === 'heading' || quote.bag.size < 3) continue
    const score = definitionScore(phrase.key.split(' '), quote, analysis)
    if (!best || score > best.score) best = { quote, score }
  }
  return best
}

function exampleOf(phrase: Pick<Phrase, 'sentences'>, { quotes, analysis }: Source, not: Quote): Quote | undefined {
  return phrase.sentences
    .map((index) => quotes[index])
    .find(
      (quote) =>
        quote && quote !== not && quote.kind !== 'heading' && discourseMarkers[analysis.language].example.test(quote.text),
    )
}
