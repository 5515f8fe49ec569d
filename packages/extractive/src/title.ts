import { headed } from './key-phrases'
import { runs } from './noun-phrases'
import { analysisOf } from './words'

const READ_CHARS_MAX = 1_000
const TITLE_CHARS_MAX = 60
const PHRASES_MAX = 2

/** The title of a conversation that begins with this question: its longest phrases, in their order. */
export function title(question: string): string {
  const text = question.slice(0, READ_CHARS_MAX)
  const labels = runs(text, analysisOf(text)).map(({ words }) => text.slice(words[0]?.start ?? 0, words.at(-1)?.end ?? 0))
  const distinct = [...new Map(labels.filter(({ length }) => length > 2).map((label) => [label.toLowerCase(), label])).values()]
  const longest = new Set(distinct.toSorted((one, other) => other.length - one.length).slice(0, PHRASES_MAX))
  const chosen = distinct.filter((label) => longest.has(label))
  const whole = chosen.join(', ')
  return headed(whole.length <= TITLE_CHARS_MAX ? whole : (chosen.find(({ length }) => length <= TITLE_CHARS_MAX) ?? ''))
}
