import type { Source } from './corpus'
import { detectLanguage } from './detect-language'
import type { Language } from './languages'
import { runs } from './noun-phrases'
import { askWords, stopWords } from './stop-words'

/** What is asked about: the terms that carry a subject, and what kind of answer they want. */
export interface Question {
  text: string
  language: Language
  /** Empty: the question names no subject, as in `summarize my documents`. */
  terms: string[]
  /** Terms that make one phrase: half of `virtual memory` is something else. */
  phrases: string[][]
  wants: 'definition' | 'time' | 'amount' | 'reason' | 'any'
}

const TERMS_MAX = 64
const QUESTION_CHARS_MAX = 4_000

const kinds: [Question['wants'], RegExp][] = [
  [
    'time',
    /(?:^|\s)(?:when|what year|wann|in welchem jahr|quand|en quelle année|cuándo|en qué año|quando|in che anno|em que ano|ne zaman|hangi yıl)(?![\p{L}])/iu,
  ],
  [
    'amount',
    /(?:^|\s)(?:how (?:many|much|long|far|fast|old|big|large)|wie (?:viele?|lange|weit|schnell|alt|groß)|combien|cuánt[oa]s?|quant[ioae]|kaç|ne kadar)(?![\p{L}])/iu,
  ],
  ['reason', /(?:^|\s)(?:why|warum|wieso|weshalb|pourquoi|por qué|perché|por que|porquê|neden|niçin|niye)(?![\p{L}])/iu],
  [
    'definition',
    /(?:^|\s|¿)(?:what (?:is|are|does|exactly)|what's|define|definition|was (?:ist|sind|bedeutet|heißt|versteht|macht|tut)|qu['’]est|c['’]est quoi|explain|who (?:is|was)|erkläre?|wer (?:ist|war)|expliquez?|qui (?:est|était)|explica|quién (?:es|fue)|spiega|chi (?:è|era|fu)|explique|quem (?:é|foi)|açıkla|anlat|kimdir|que signifie|qué (?:es|son|significa)|che cos['’]?\s?[aè]|cos['’]è|cosa (?:è|sono|significa)|o que (?:é|são|significa)|nedir|ne demek)(?![\p{L}])/iu,
  ],
]

export function readQuestion(text: string, { quotes, analysis }: Source): Question {
  const language = detectLanguage(text, quotes.length > 0 ? analysis.language : 'en')
  // A question may be in another language than the source: its grammar is no subject there either.
  const empty = new Set([...askWords[language], ...askWords[analysis.language], ...stopWords[language]])
  const carries = ({ text, stop }: { text: string; stop: boolean }) => !stop && !empty.has(text.toLowerCase())
  const asked = text.slice(0, QUESTION_CHARS_MAX)
  const terms = [
    ...new Set(
      analysis
        .words(asked)
        .filter(carries)
        .map(({ term }) => term),
    ),
  ].slice(0, TERMS_MAX)
  const phrases = runs(asked, analysis)
    .map(({ words }) => [...new Set(words.filter(carries).map(({ term }) => term))])
    .filter((phrase) => phrase.length > 1)
  const wants = kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? 'any'
  return { text, language, terms, phrases, wants }
}
