import type { Quote, Source } from './corpus'
import { isDefinition } from './definition'
import { discourseMarkers } from './discourse-markers'
import type { Language } from './lexicon'
import { type Bag, byScore, rank } from './textrank'

interface Ranked {
  quote: Quote
  score: number
}

/** Sentences per graph. Sections of a long text are ranked separately, then their best sentences together. */
const SECTION_SENTENCES = 150
const FINALISTS_MAX = 400

/**
 * Ranks the sentences of a source, best first. Each section has a graph of its own, and the best sentences of all sections are
 * ranked in a last one, so that time and memory grow with the length of the text and not with its square.
 */
export function rankSentences(source: Source): Ranked[] {
  const prose = source.quotes.filter(({ kind }) => kind !== 'heading' && kind !== 'row')
  let candidates = prose.length > 0 ? prose : source.quotes
  const priors = priorsOf(candidates, source)
  while (candidates.length > FINALISTS_MAX) {
    const sections = Math.ceil(candidates.length / SECTION_SENTENCES)
    const winners = Math.max(1, Math.floor(FINALISTS_MAX / sections))
    const finalists: Quote[] = []
    for (let from = 0; from < candidates.length; from += SECTION_SENTENCES) {
      const best = ranked(candidates.slice(from, from + SECTION_SENTENCES), priors, source).slice(0, winners)
      finalists.push(...best.sort((one, other) => one.place - other.place).map(({ quote }) => quote))
    }
    candidates = finalists
  }
  return ranked(candidates, priors, source)
}

function ranked(quotes: Quote[], priors: Map<Quote, number>, { idf }: Source): (Ranked & { place: number })[] {
  const centrality = rank(quotes, idf)
  const scores = quotes.map((quote, index) => (centrality[index] ?? 0) * (priors.get(quote) ?? 1))
  const rows = quotes.map((quote, place) => ({ quote, place, score: scores[place] ?? 0 }))
  const order = byScore(scores)
  return rows.sort((one, other) => order(one.place, other.place))
}

function priorsOf(quotes: Quote[], { quotes: all, analysis }: Source): Map<Quote, number> {
  const titles: Bag = new Map(all.filter(({ kind }) => kind === 'heading').flatMap(({ bag }) => [...bag]))
  let previous = -1
  const priors = new Map<Quote, number>()
  for (const [index, quote] of quotes.entries()) {
    const opens = quote.kind === 'prose' && quote.paragraph !== previous
    priors.set(quote, sentencePrior(quote, index / quotes.length, opens, titles, analysis.language))
    previous = quote.paragraph
  }
  return priors
}

/** A sentence with fewer terms is a fragment, one with more is hard to read. */
const TERMS_MIN = 4
const TERMS_MAX = 30

/**
 * How suitable a sentence is to be quoted alone, as a factor around 1. It depends on the position (the beginnings of a text and
 * of its paragraphs are most informative; Edmundson, "New Methods in Automatic Extracting", 1969), on words of headings, on the
 * length, and on references to the sentence before.
 */
function sentencePrior(quote: Quote, place: number, opensParagraph: boolean, titles: Bag, language: Language): number {
  const { text, kind, bag } = quote
  let factor = 1 + 0.5 * (1 - Math.min(1, place * 4)) + (opensParagraph ? 0.2 : 0) + (place === 0 ? 0.5 : 0)
  if (discourseMarkers[language].dangling.test(text)) factor *= 0.6
  if (text.endsWith('?')) factor *= 0.4
  if (text.endsWith(':')) factor *= 0.3
  if (kind === 'item') factor *= 0.7
  if (bag.size < TERMS_MIN) factor *= 0.4
  if (bag.size > TERMS_MAX) factor *= 0.7
  let named = 0
  for (const term of bag.keys()) if (titles.has(term)) named += 1
  if (named > 0 && isDefinition(text, language)) factor *= 1.4
  return factor * (1 + 0.1 * Math.min(3, named))
}
