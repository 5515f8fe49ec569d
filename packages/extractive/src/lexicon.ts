import ar from '../data/ar.json'
import de from '../data/de.json'
import en from '../data/en.json'
import es from '../data/es.json'
import fr from '../data/fr.json'
import hi from '../data/hi.json'
import it from '../data/it.json'
import ja from '../data/ja.json'
import monthNames from '../data/months.json'
import pt from '../data/pt.json'
import ru from '../data/ru.json'
import tr from '../data/tr.json'
import vi from '../data/vi.json'
import zh from '../data/zh.json'

/** Languages with words and phrases of their own, one file of data each; other languages are treated like the first. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'tr', 'ru', 'ar', 'vi', 'zh', 'hi', 'ja'] as const

export type Language = (typeof languages)[number]

interface Lexicon {
  /** Function words: they identify the language, have no weight in a match and end a key phrase. */
  stopWords: ReadonlySet<string>
  /** Words of questions and requests that name the task, not the subject. */
  requestWords: ReadonlySet<string>
  /** Frequent verbs: they match like any word, but no key phrase contains one. */
  phraseBreakers: ReadonlySet<string>
  /** Words that precede a noun. A word that never follows one is more likely a verb or an adverb. Empty: not used. */
  nounMarkers: ReadonlySet<string>
  /** Nouns too general to be a subject; they may be a part of a longer phrase (`growth rate`). */
  generalNouns: ReadonlySet<string>
  /** Groups of words that questions and texts use for the same. */
  synonyms: readonly (readonly string[])[]
  greetings: readonly string[]
  thanks: readonly string[]
}

const wordsOf = (lines: readonly string[]): ReadonlySet<string> => new Set(lines.join(' ').split(' '))

const lexiconOf = (data: typeof en): Lexicon => ({
  stopWords: wordsOf(data.stopWords),
  requestWords: wordsOf(data.requestWords),
  phraseBreakers: wordsOf(data.phraseBreakers),
  nounMarkers: data.nounMarkers.length === 0 ? new Set() : wordsOf(data.nounMarkers),
  generalNouns: wordsOf(data.generalNouns),
  synonyms: data.synonyms.map((group) => group.split(' ')),
  greetings: data.greetings,
  thanks: data.thanks,
})

export const lexicon: Record<Language, Lexicon> = {
  en: lexiconOf(en),
  de: lexiconOf(de),
  fr: lexiconOf(fr),
  es: lexiconOf(es),
  it: lexiconOf(it),
  pt: lexiconOf(pt),
  tr: lexiconOf(tr),
  ru: lexiconOf(ru),
  ar: lexiconOf(ar),
  vi: lexiconOf(vi),
  zh: lexiconOf(zh),
  hi: lexiconOf(hi),
  ja: lexiconOf(ja),
}

/** Names of months in all languages. Dates are no subjects. */
export const months: ReadonlySet<string> = wordsOf(monthNames)
