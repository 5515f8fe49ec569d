import type { Quote, Source } from './corpus'
import { worth } from './sentence-prior'
import { type Bag, byScore, rank } from './textrank'

export interface Ranked {
  quote: Quote
  score: number
}

/** Sentences of one graph: sections of a long text are ranked by themselves, then the winners against each other. */
const SECTION_SENTENCES = 150
const FINALISTS_MAX = 400

/**
 * The central sentences of a source, best first. Every sentence takes part in the graph of its section and the winners of all
 * sections meet in the last one, so that time and memory grow with the text and not with its square.
 */
export function central(source: Source): Ranked[] {
  const prose = source.quotes.filter(({ kind }) => kind !== 'heading')
  let standing = prose.length > 0 ? prose : source.quotes
  const priors = priorsOf(standing, source)
  while (standing.length > FINALISTS_MAX) {
    const sections = Math.ceil(standing.length / SECTION_SENTENCES)
    const winners = Math.max(1, Math.floor(FINALISTS_MAX / sections))
    const survivors: Quote[] = []
    for (let from = 0; from < standing.length; from += SECTION_SENTENCES) {
      const best = ranked(standing.slice(from, from + SECTION_SENTENCES), priors, source).slice(0, winners)
      survivors.push(...best.sort((one, other) => one.place - other.place).map(({ quote }) => quote))
    }
    standing = survivors
  }
  return ranked(standing, priors, source)
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
    priors.set(quote, worth(quote, index / quotes.length, opens, titles, analysis.language))
    previous = quote.paragraph
  }
  return priors
}
