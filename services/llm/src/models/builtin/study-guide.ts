import { concepts } from './concepts'
import { phrasebook } from './phrasebook'
import type { Quote, Source } from './source'
import { countWords } from './words'

/** Shares of the words for the points; the terms take most of the rest, and the questions what is left. */
const POINTS_SHARE = 0.55
const TERMS_MAX = 6
const QUESTIONS_MAX = 4

/** Points, terms with the sentence that defines each, questions for review; a part that finds no room is left out whole. */
export function studyGuide(source: Source, wordsMax: number, pick: (source: Source, wordsMax: number) => Quote[]): string[] {
  const book = phrasebook[source.analysis.language]
  const points = pick(source, Math.max(1, Math.floor(wordsMax * POINTS_SHARE)))
  const shown = new Set(points.map(({ text }) => text))
  const found = concepts(source, TERMS_MAX * 2)
  const terms = found.filter(({ definition }) => !shown.has(definition)).slice(0, TERMS_MAX)
  const names = found.map(({ name }) => name).slice(0, QUESTIONS_MAX)
  const questions = names.map((name, index) => (index % 2 === 0 ? book.whatIs(name) : book.matters(name)))

  const parts: string[] = []
  let left = wordsMax
  const section = (title: string, lines: string[], atLeastOne: boolean) => {
    const heading = `${parts.length === 0 ? '' : '\n\n'}## ${title}\n`
    let room = left - countWords(heading)
    const fitting = lines.filter((line) => {
      const words = countWords(line)
      if (words > room) return false
      room -= words
      return true
    })
    if (fitting.length === 0) {
      // Too short a wish for headings: the sentence alone still is a summary.
      if (atLeastOne) parts.push(...points.slice(0, 1).map(({ text }) => text))
      return
    }
    left = room
    parts.push(heading, ...fitting.map((line) => `\n${line}`))
  }
  section(
    book.keyPoints,
    points.map(({ text }) => `- ${text}`),
    true,
  )
  if (left < wordsMax)
    section(
      book.keyTerms,
      terms.map(({ name, definition }) => `- **${name}**: ${definition}`),
      false,
    )
  if (left < wordsMax)
    section(
      book.review,
      questions.map((question) => `- ${question}`),
      false,
    )
  return parts
}
