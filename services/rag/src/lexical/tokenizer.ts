import type { Pause } from '@collabry/runtime/time-slices'
import type { QueryPhrase, WeightedWord } from '../vectors/store'
import {
  areAsking,
  areAskingInVietnamese,
  evidentLanguages,
  frameOf,
  isContinuation,
  isInJapanese,
  isPurpose,
  isSmallTalk,
  isStopWord,
  phrasesOf,
} from './asking'
import { type Frequency, frequencyOf } from './common-words'
import {
  bareForms,
  cliticForms,
  fold,
  foldKeepingMarks,
  indexForms,
  isVietnamese,
  languagesOf,
  latinLanguages,
  otherStems,
  stem,
  unmarkedForms,
} from './language'
import { bounded, hiraganaWords, inClauses, segment, withoutElisions } from './segment'
import { type Language, otherStopWords, stopWords } from './stop-words'
import {
  bareNumbers,
  compoundParts,
  IN_NAME_WEIGHT,
  inName,
  isAlsoOneWord,
  joinedWords,
  otherNumerals,
  pairs,
  partsIn,
  type WrittenForms,
  withCloseSigns,
  withoutSigned,
  writtenForms,
} from './written-forms'

/**
 * Raised with every change of the words that a text is found by: chunks that were indexed by another version get their words
 * anew.
 */
export const ANALYSIS_VERSION = 12

/** Distinct words of a query that are looked for; content words first. */
const QUERY_WORDS_MAX = 64
/** A longer query is no request: slips of the keyboard are not looked for. */
const MISTYPED_WORDS_MAX = 64
/** A longer query holds more words than are looked for. */
const QUERY_LENGTH_MAX = 8_000
/** Parts of words that are looked for besides the words: each costs a look into the index. */
const QUERY_PARTS_MAX = 256
/** Where headings are looked for in a text. */
const BEGINNING_LENGTH = 500
const ASKING_WEIGHT = 0.4
/** A part of a compound, or a pair of characters of a longer word in a script without blanks, where segmenters differ. */
const PART_WEIGHT = 0.5
/** A name without its sign, a word without its prefix. */
const BARE_WEIGHT = 0.5
/** A word with a hyphen, for each of its parts. */
const HYPHEN_SHARE = 0.5
/** A Vietnamese word by its letters alone. */
const UNMARKED_WEIGHT = 0.3

/** A shorter stem by a language that may not be meant can be a stop word of another one: `init` is `in` in Romanian. */
const STOP_STEM_CHARS_MAX = 3

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/**
 * The words by which a text is found: folded, stemmed by the language of the text. `context`: its headings and the name of the
 * file.
 */
export function indexWords(text: string, context: string[] = []): string[] {
  const whole = [text, ...context].join('\n')
  const written = writtenForms(whole)
  const plain = withoutSigned(whole, written)
  if (isVietnamese(text)) {
    const marked = segment(foldKeepingMarks(plain))
    return [...marked.flatMap((word) => indexForms(word, fold(word))), ...extraWords(written, 'english')]
  }
  const words = segment(fold(plain))
  const [language = 'english'] = languagesOf(words, text)
  return [
    ...words.flatMap((word) => [
      stem(word, language),
      ...bareForms(word),
      ...compoundParts(word, language).map((part) => stem(part, language)),
      ...pairs(word),
      ...characters(word),
    ]),
    ...extraWords(written, language),
  ]
}

/** The headings and the name of the file are the last words of a chunk, and are kept nowhere else. */
const CONTEXT_WORDS_MAX = 48

/** The words of a chunk by this version of the analysis; `before`: those by an older one. */
export function renewedWords(content: string, before: string[]): string[] {
  const made = indexWords(content)
  const known = new Set(made)
  return [...made, ...before.slice(-CONTEXT_WORDS_MAX).filter((word) => word !== '' && !known.has(word))]
}

/** Other ways to write what stands in the text. */
function extraWords({ hyphenated, camelCase, signed, symbols, spelledOut }: WrittenForms, language: Language): string[] {
  return [
    ...hyphenated.filter(({ parts }) => isAlsoOneWord(parts, language)).map(({ whole }) => stem(bounded(whole), language)),
    ...camelCase.flatMap(({ parts }) => parts.map((part) => stem(part, language))),
    ...signed.flatMap(({ name, bare, ending }) => [name, ...(ending ? inName(ending) : []), ...inName(bare)]),
    ...symbols,
    ...spelledOut.flatMap(({ spelled }) => [spelled, ...compoundParts(spelled, language)]).map((word) => stem(bounded(word), language)), // biome-ignore format: one line reads best
  ]
}

/**
 * The forms under which the words of a query may be indexed. A query is too short to be sure of its language, so each word
 * is looked for as it stands and as every language that may be meant stems it.
 */
export function queryWords(query: string): WeightedWord[] {
  const text = query.slice(0, QUERY_LENGTH_MAX)
  const terms = termsOf(text)
  const hasContent = terms.some(({ isAsking }) => !isAsking)
  const chosen = [...terms.filter(({ isAsking }) => !isAsking), ...terms.filter(({ isAsking }) => isAsking)].slice(0, QUERY_WORDS_MAX) // biome-ignore format: one line reads best
  const talk = isSmallTalk(text, askingOf(terms))
  let partsLeft = QUERY_PARTS_MAX
  return chosen.flatMap(({ word, isAsking, isCommon, isFrequent, phrase, informs, weight, forms, parts }) => {
    // "What is theory" may be about theory, but "how are you" about nothing.
    const traits = {
      of: word,
      isCommon,
      isFrequent,
      phrase,
      ...(talk || (!hasContent && (isFrequent || isStopWord(word))) ? { informs: 'none' as const } : informs ? { informs } : {}),
    }
    const sought = parts.filter(({ part }) => !forms.has(part)).slice(0, partsLeft)
    partsLeft -= sought.length
    const worth = hasContent && isAsking ? ASKING_WEIGHT : weight
    return [
      ...[...forms].map(([form, share]) => ({ word: form, weight: worth * share, ...traits })),
      ...sought.map(({ part, isPart }) => ({ word: part, weight: worth * PART_WEIGHT, isPart, ...traits })),
    ]
  })
}

interface Term extends Frequency {
  word: string
  isAsking: boolean
  phrase: QueryPhrase | undefined
  informs?: 'little'
  weight: number
  /** With the share of the weight that each has. */
  forms: Map<string, number>
  parts: ReturnType<typeof partsIn>
}

/** Makes the stems of many words in slices: they are remembered, and those of 64 words in fourteen languages take 20 ms. */
export async function prepareQuery(query: string, pause: Pause): Promise<void> {
  const text = query.slice(0, QUERY_LENGTH_MAX)
  if (isVietnamese(text)) return
  const { languages, content } = readQuery(text)
  if (content.length < QUERY_WORDS_MAX) return
  for (const word of content.slice(0, QUERY_WORDS_MAX)) {
    for (const language of languages) stem(word, language)
    await pause()
  }
}

interface ReadQuery {
  /** Those that may be meant. */
  languages: Language[]
  /** Distinct words that say what the query is about, and the others. */
  content: string[]
  asking: string[]
}

function readQuery(text: string): ReadQuery {
  const words = segment(fold(text))
  const evident = evidentLanguages(words, text)
  const languages: Language[] = evident.length === 0 ? latinLanguages : [...new Set<Language>([...evident, 'english'])]
  const isAsking = askingIn(words, languages)
  const content = new Set(words.filter((_, at) => !isAsking[at]))
  return {
    languages,
    content: [...content],
    asking: [...new Set(words)].filter((word) => !content.has(word)),
  }
}

/** Whether each word only asks. A number says nothing by itself: beside it, only stop words do in "chapter 4" and "World War 2". */
function askingIn(words: string[], languages: Language[]): boolean[] {
  const isAsking = areAsking(words, languages)
  const content = words.filter((_, at) => !isAsking[at])
  return content.length > 0 && content.every(isNumber) ? words.map((word) => isStopIn(word, languages)) : isAsking
}

const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word)

/** Whether a word is a stop word whichever of the languages is meant. */
const isStopIn = (word: string, languages: Language[]): boolean =>
  otherStopWords.has(word) || languages.every((language) => stopWords.get(language)?.has(word))

/** A search asks three times for the terms of its query, and others come between. Those of the longest take 100 KB. */
const LATEST_MAX = 16
const latest = new Map<string, readonly Term[]>()

/** The distinct words of a query, as many as are looked for, with the forms under which each may be indexed. */
function termsOf(text: string): readonly Term[] {
  const terms = latest.get(text) ?? (isVietnamese(text) ? vietnameseTerms(text) : foldedTerms(text))
  if (latest.size === LATEST_MAX) latest.clear()
  latest.set(text, terms)
  return terms
}

function foldedTerms(text: string): Term[] {
  const { languages, content, asking } = readQuery(text)
  const termOf = termMaker(text, languages)
  const written = writtenForms(withCloseSigns(text))
  const names = new Set(written.camelCase.map(({ whole }) => whole))
  const bareNames = new Set(written.signed.map(({ bare }) => bare))
  const sign = { isAsking: false, isCommon: false, isFrequent: false, phrase: undefined, weight: 1, parts: [] }
  const terms = new Map<string, Term>()
  for (const word of written.symbols) terms.set(word, { ...sign, word, forms: new Map([[word, 1]]) })
  for (const { name, ending = name } of written.signed) {
    const forms = new Map([ending, ...inName(ending)].map((form) => [form, BARE_WEIGHT]))
    terms.set(name, { ...sign, word: name, forms: forms.set(name, 1) })
  }
  for (const words of [content, asking]) {
    const wanted = words.filter((word) => !names.has(word) && !terms.has(word)).slice(0, QUERY_WORDS_MAX)
    for (const word of wanted) terms.set(word, termOf(word, bareNames.has(word) ? BARE_WEIGHT : 1, words === asking))
  }
  const joined = [...written.hyphenated, ...joinedWords(text), ...hiraganaWords(fold(text))]
  addSpellings(terms, { ...written, hyphenated: joined }, languages, termOf)
  addMarks(terms, text)
  return [...terms.values()]
}

type TermOf = (word: string, weight: number, isAsking: boolean) => Term

/** `(12 marks)` after a question of an examination. */
const REMARK = /[([（]\s*(\d{1,2}(?:[.,]\d)?\s*[\p{L}\p{M}]{1,12})\.?\s*[)\]）]\s*$/u

/** Makes the terms of words, by their place in the text. Elided articles are written out, since articles separate phrases. */
function termMaker(text: string, languages: Language[]): TermOf {
  const { words: unelided, breaks } = inClauses(withoutElisions(fold(text)))
  const asking = askingIn(unelided, languages)
  const isReal = unelided.length > MISTYPED_WORDS_MAX ? undefined : (word: string) => frequencyOf(word, languages).isCommon
  const isJapanese = isInJapanese(unelided)
  const remark = new Set(segment(REMARK.exec(fold(text))?.[1] ?? ''))
  const isRequest = unelided.map(
    (word, at) => asking[at] === true || remark.has(word) || isPurpose(word, languages, isReal, isJapanese),
  )
  // Beside words of other scripts a Japanese word in hiragana is mostly an ending, a verb or a particle.
  const hasKanji =
    unelided.some((word, at) => isRequest[at] !== true && /[\p{Script=Han}ァ-ヺ]/u.test(word)) || /[ァ-ヺ]{2}/u.test(text)
  const frame = frameOf(unelided, isRequest, (word) => frequencyOf(word, languages).isCommon, languages[0])
  const phrases = phrasesOf(unelided, isRequest, breaks)
  const isEvident = languages.length < latinLanguages.length
  return (word, weight, isAsking) => {
    const own = languages[0] && stem(word, languages[0])
    const stems = languages
      .flatMap((language) => [stem(word, language), ...(isEvident ? otherStems(word, language) : [])])
      .filter((form) => form === own || isAsking || form.length > STOP_STEM_CHARS_MAX || !isStopWord(form))
    const forms = new Map([...stems, word, ...unmarkedForms(word)].map((form) => [form, 1]))
    for (const bare of [...bareForms(word), ...cliticForms(word), ...bareNumbers(word)])
      if (!forms.has(bare)) forms.set(bare, BARE_WEIGHT)
    for (const form of inName(word)) forms.set(form, IN_NAME_WEIGHT)
    if (!isAsking) for (const form of otherNumerals(word)) forms.set(form, BARE_WEIGHT)
    const frequency = frequencyOf(word, languages)
    return {
      word,
      isAsking,
      ...frequency,
      phrase: phrases.get(word),
      ...informsLittle(isRequest[unelided.indexOf(word)] === true || frame.has(word) || (hasKanji && isEnding(word, text))),
      weight,
      forms,
      parts: partsIn(word, isEvident && !frequency.isCommon ? languages : []),
    }
  }
}

/** Katakana are compared as hiragana, so that the text tells in which of them the word is written. */
const isEnding = (word: string, text: string): boolean => /^\p{Script=Hiragana}+$/u.test(word) && text.includes(word)

/** Adds the other ways to write a word, and the parts of names such as `camelCase`. */
function addSpellings(terms: Map<string, Term>, written: WrittenForms, languages: Language[], termOf: TermOf): void {
  const { camelCase, hyphenated, spelledOut } = written
  let partsLeft = QUERY_WORDS_MAX
  for (const { whole, parts } of camelCase) {
    for (const part of parts) {
      const term = terms.get(part) ?? (partsLeft-- > 0 ? termOf(part, 1, false) : undefined)
      if (term) terms.set(part, term)
      addForms(term, whole, languages)
    }
  }
  // A text with one of the two spellings has all of its parts.
  for (const { whole, parts } of hyphenated) {
    for (const part of parts) addForms(terms.get(part), whole, languages, HYPHEN_SHARE)
  }
  for (const { word, spelled } of spelledOut) addForms(terms.get(word), spelled, languages)
}

/** A word that is written with marks is looked for with them, and as no other word of the same letters. */
function addMarks(terms: Map<string, Term>, text: string): void {
  for (const marked of segment(foldKeepingMarks(text))) {
    if (!/^\p{Script=Latin}+$/u.test(marked)) continue
    const plain = fold(marked)
    const forms = terms.get(plain)?.forms
    if (!forms || plain === marked) continue
    for (const form of unmarkedForms(plain)) forms.delete(form)
    forms.set(marked, 1)
  }
}

/** Words of the frame, as in `create a deck about osmosis`, say little of the subject. */
const informsLittle = (isFrame: boolean): Pick<Term, 'informs'> => (isFrame ? { informs: 'little' } : {})

function addForms(term: Term | undefined, word: string, languages: Language[], share = 1): void {
  if (!term) return
  for (const form of [bounded(word), ...languages.map((language) => stem(bounded(word), language))]) term.forms.set(form, share)
}

function vietnameseTerms(text: string): Term[] {
  const { words: all, breaks } = inClauses(foldKeepingMarks(text))
  const asks = areAskingInVietnamese(all)
  const isRequest = all.map((word, at) => asks[at] === true || isPurpose(word, ['vietnamese']))
  const frame = frameOf(all, isRequest, (word) => frequencyOf(word, ['vietnamese']).isCommon)
  const phrases = phrasesOf(all, isRequest, breaks)
  const content = new Set(all.filter((_, at) => !asks[at]))
  const asking = new Set(all.filter((word) => !content.has(word)))
  return [...[...content].slice(0, QUERY_WORDS_MAX), ...[...asking].slice(0, QUERY_WORDS_MAX)].map((word) => {
    const plain = fold(word)
    const forms = new Map([[word, 1]])
    for (const form of inName(word)) forms.set(form, IN_NAME_WEIGHT)
    if (plain !== word) forms.set(plain, UNMARKED_WEIGHT)
    else forms.set(stem(word, 'english'), 1)
    return {
      word,
      isAsking: asking.has(word),
      ...frequencyOf(word, ['vietnamese']),
      phrase: phrases.get(word),
      ...informsLittle(isPurpose(word, ['vietnamese']) || frame.has(word)),
      weight: 1,
      forms,
      parts: [],
    }
  })
}

/**
 * The query without the words with which somebody asks, as an embedding model reads it: how near "explain osmosis step by step"
 * is to a text depends on osmosis alone. Undefined: nothing is left out, or nothing else is there.
 */
export function contentText(query: string): string | undefined {
  const text = query.slice(0, QUERY_LENGTH_MAX)
  const keepsMarks = isVietnamese(text)
  const terms = termsOf(text)
  const isLeftOut = terms.some(isSaying) ? (term: Term) => !isSaying(term) : ({ isAsking }: Term) => isAsking
  const asking = new Set(terms.filter(isLeftOut).map(({ word }) => word))
  const isContent = (token: string) =>
    segment(keepsMarks ? foldKeepingMarks(token) : fold(token)).some((word) => !asking.has(word))
  let [content, isShorter] = ['', false]
  for (const { segment: token, isWordLike } of segmenter.segment(text)) {
    if (!isWordLike || isContent(token)) content += token
    else [content, isShorter] = [`${content} `, true]
  }
  const plain = content.replaceAll(/\s+/g, ' ').trim()
  return isShorter && /[\p{L}\p{N}]/u.test(plain) ? embeddingText(plain) : undefined
}

/** Whether a query goes on from one before it: it says nothing by itself, or little after "and" or "what about". */
export function followsUp(query: string): boolean {
  const terms = termsOf(query.slice(0, QUERY_LENGTH_MAX))
  return isContinuation(query, terms.filter(isSaying).length) && !isSmallTalk(query, askingOf(terms))
}

const isSaying = ({ isAsking, informs }: Term): boolean => !isAsking && !informs

const askingOf = (terms: readonly Term[]): ReadonlySet<string> =>
  new Set(terms.flatMap(({ word, isAsking }) => (isAsking ? [word, fold(word)] : [])))

/** The input of the embedding model for a chunk or a query: headings that the text does not begin with, and the text. */
export function embeddingText(text: string, context: string[] = []): string {
  const beginning = fold(text.slice(0, BEGINNING_LENGTH)).replaceAll(/\s+/g, ' ')
  return [...context.filter((heading) => !beginning.includes(fold(heading))), text].join('\n')
}

/** A single Chinese character is a word of its own. */
const characters = (word: string): string[] => (word.length > 1 && /^\p{Script=Han}+$/u.test(word) ? [...word] : [])
