import type { Source } from './corpus'
import { detectLanguage } from './detect-language'
import { type Language, lexicon } from './lexicon'
import { runs } from './noun-phrases'

/** The analysis of a question: the terms of its subject, and the kind of answer it asks for. */
export interface Question {
  text: string
  language: Language
  /** Empty if the question names no subject, as in `summarize my documents`. */
  terms: string[]
  /** Terms that belong to one phrase, since `memory` alone differs from `virtual memory`. */
  phrases: string[][]
  wants: 'definition' | 'time' | 'amount' | 'reason' | 'person' | 'any'
  /** The term that is counted, such as the one of the bees in `how many bees`. */
  counted: string | undefined
  /** Terms that the question writes like names. */
  names: string[]
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
    'person',
    /(?:^|\s)(?:who(?:se|m)?(?!['’]s|\s(?:is|was|are|were)\s(?-i:\p{Lu}))|we[rmn](?!\s(?:ist|war|sind|waren)\s(?-i:\p{Lu}))|wie hei(?:ß|ss)t|qui(?!\s(?:est|était)\s(?-i:\p{Lu}))|quién(?:es)?(?!\s(?:es|fue|era)\s(?-i:\p{Lu}))|chi(?!\s(?:è|era|fu)\s(?-i:\p{Lu}))|quem(?!\s(?:é|foi|era)\s(?-i:\p{Lu}))|kim(?!dir))(?![\p{L}])/iu,
  ],
  [
    'definition',
    /(?:^|\s|¿)(?:what (?:is|are|does|exactly)|what's|define|definition|was (?:ist|sind|bedeutet|heißt|versteht|macht|tut)|qu['’]est|c['’]est quoi|explain|who (?:is|was)|erkläre?|wer (?:ist|war)|expliquez?|qui (?:est|était)|explica|quién (?:es|fue)|spiega|chi (?:è|era|fu)|explique|quem (?:é|foi)|açıkla|anlat|kimdir|que signifie|qué (?:es|son|significa)|che cos['’]?\s?[aè]|cos['’]è|cosa (?:è|sono|significa)|o que (?:é|são|significa)|nedir|ne demek)(?![\p{L}])/iu,
  ],
]

export function readQuestion(text: string, { quotes, analysis }: Source): Question {
  const language = detectLanguage(text, quotes.length > 0 ? analysis.language : 'en')
  // A question may be in another language than the source, so the stop words of both are removed.
  const empty = new Set([
    ...lexicon[language].requestWords,
    ...lexicon[analysis.language].requestWords,
    ...lexicon[language].stopWords,
  ])
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
  return { text, language, terms, phrases, wants, counted: countedIn(asked, analysis), names: namesIn(asked, analysis, carries) }
}

const counting = /(?:how many|wie viele|combien d(?:e\s|['’])|cuánt[oa]s|quant[ie]|quant[oa]s|kaç)(?![\p{L}])/iu

function countedIn(text: string, analysis: Source['analysis']): string | undefined {
  const found = counting.exec(text)
  if (found === null) return undefined
  return analysis.words(text.slice(found.index + found[0].length)).find(({ stop }) => !stop)?.term
}

/** Words with a capital that do not begin the question; all nouns, in German. */
const namesIn = (text: string, analysis: Source['analysis'], carries: (word: { text: string; stop: boolean }) => boolean) =>
  analysis
    .words(text)
    .filter((word, at) => at > 0 && /^\p{Lu}/u.test(word.text) && carries(word))
    .map(({ term }) => term)
