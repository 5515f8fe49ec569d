import { concepts } from './concepts'
import type { Quote, Source } from './corpus'
import { discourseMarkers } from './discourse-markers'
import { phrasebook } from './phrasebook'
import { countWords } from './words'

/** Shares of the words; the rest of one part goes to the next. */
const POINTS_SHARE = 0.55
const TERMS_SHARE = 0.7
const TERMS_MAX = 6
const QUESTIONS_MAX = 4
type Pick = (source: Source, wordsMax: number) => Quote[]

/** Main points, terms with their defining sentences, and review questions. A part without enough room is left out. */
export function studyGuide(source: Source, wordsMax: number, pick: Pick): string[] {
  const book = phrasebook[source.analysis.language]
  const found = concepts(source, TERMS_MAX)
  const terms = found.filter(({ defined }) => defined)
  const definitions = new Set(terms.map(({ quote }) => quote))
  // A sentence that refers to a definition makes no sense without it.
  const { dangling } = discourseMarkers[source.analysis.language]
  const others = { ...source, quotes: source.quotes.filter((quote) => !definitions.has(quote) && !dangling.test(quote.text)) }
  const points = pick(others, Math.max(1, Math.floor(wordsMax * POINTS_SHARE)))
  const questions = found
    .slice(0, QUESTIONS_MAX)
    .map(({ name }, index) => (index % 2 === 0 ? book.matters(name) : book.whatIs(name)))

  const guide: string[] = []
  let left = wordsMax
  const section = (title: string, lines: string[], share: number) => {
    const heading = `## ${title}\n`
    const fitting = fit(lines, Math.floor(left * share) - countWords(heading))
    if (fitting.length === 0) return
    left -= countWords([heading, ...fitting].join('\n'))
    guide.push(`${guide.length === 0 ? '' : '\n\n'}${heading}`, ...fitting.map((line) => `\n${line}`))
  }
  section(
    book.keyPoints,
    points.map(({ text }) => `- ${text}`),
    terms.length > 0 ? POINTS_SHARE + 0.1 : TERMS_SHARE,
  )
  section(
    book.keyTerms,
    terms.map(({ name, definition }) => `- **${name}**: ${definition}`),
    TERMS_SHARE,
  )
  section(
    book.review,
    questions.map((question) => `- ${question}`),
    1,
  )
  // If the length leaves no room for headings, the result is the best sentence.
  return guide.length > 0 ? guide : pick(source, wordsMax).map(({ text }, index) => (index === 0 ? text : ` ${text}`))
}

function fit(lines: string[], wordsMax: number): string[] {
  let left = wordsMax
  return lines.filter((line) => {
    const words = countWords(line)
    if (words > left) return false
    left -= words
    return true
  })
}
