import { type Language, lexicon, months } from './lexicon'
import type { Analysis, Word } from './words'

/** Consecutive words without anything between them that would end a phrase. */
export interface Run {
  words: Word[]
  /** The text of the words. */
  text: string
  /** Whether a noun marker or nothing precedes it. */
  marked: boolean
}

const hyphen = /^[-‐‑]$/u
const WORD_CHARS_MAX = 60
const adverb = /^\p{Ll}{4,}ly$/u
const nounsInLy = new Set(['assembly', 'family', 'supply', 'anomaly', 'monopoly', 'butterfly', 'reply'])
/** A Chinese word that counts is no subject. */
const numeral = /^[一二三四五六七八九十百千万亿两几多半每第]/u
/** A Chinese verb is marked by a word before it (`会变红`) or after it (`研制了`); at the end of a clause by a place (`在骨髓中成熟`). */
const modal = /(?:会|(?<![功性才效智机])能|能够|可以|应该|必须)$/u
const aspect = /^[了着]/u

/** The measure word after a Chinese number: `第一道`. */
const classified = /[一二三四五六七八九十百千万亿两几半每第][个条种道座次位名项层类]$/u
const participle = /^\p{Ll}{3,}ed$/u
/** Words that follow a verb, and seldom a noun that has no such word before it: `the log records every change`, `el corazón bombea la sangre`. */
const afterVerb: Partial<Record<Language, RegExp>> = {
  en: /^(?:to|the|an?|its|his|her|their|each|every|this|these|those|no|it|them|when|if|because|down|up|out|off|back|away)$/iu,
  es: /^(?:el|la|los|las|una?|unos|unas|su|sus|cada|cuando|si|porque|hacia|al?)$/iu,
  fr: /^(?:les?|la|une?|des|son|sa|ses|leurs?|chaque|quand|si|lorsque|qu[’']?)$/iu,
  it: /^(?:il|lo|la|i|gli|le|una?|uno|suo|sua|ogni|quando|se|perché)$/iu,
  pt: /^(?:os?|as?|uma?|uns|umas|seus?|suas?|cada|quando|se|porque)$/iu,
}
/** Endings of a verb after its subject. French adjectives in -ent take an -s there. */
const conjugated: Partial<Record<Language, RegExp>> = {
  es: /^(?!(?:imagen|orden|origen|margen|volumen|examen|joven|virgen)$)\p{Ll}+(?:[ae]n|ron|ió)$/u,
  fr: /^(?!\p{Ll}+ment$)\p{Ll}+(?:ent|èrent)$/u,
}
/** No noun ends so, and a pronoun that looks like an article may stand in front: `las Cortes la aprobaron`. */
const spanishPast = /^\p{Ll}+(?:aron|ieron|ó)$/u
/** An Arabic sentence often begins with its verb: with the prefix of the present, or with an ending or a pattern of the past. */
const arabicVerb = /^(?:[يت]\p{L}{3,}(?<!ة)|(?!ال)\p{L}{3,}(?<!ا)ت|ا[^ل]ت\p{L}{2,3}|ان\p{L}{3})$/u

/** A noun with the pronoun of another one, and one with a preposition: neither is a subject alone. */
const arabicBound = /^(?!ال)\p{L}{3,}(?:ها|هما)$|^(?:ب|ك)ال(?!ون$)\p{L}{2,}$/u

/** The runs of a sentence that may contain phrases. */
export function runs(text: string, analysis: Analysis): Run[] {
  const { language } = analysis
  const found: Run[] = []
  let run: Run = { words: [], text, marked: true }
  const close = (marked: boolean) => {
    if (run.words.length > 0) found.push(run)
    run = { words: [], text, marked }
  }
  let before: Word | undefined
  // A Turkish sentence ends with its verb.
  const words = language === 'tr' ? withoutVerb(analysis.words(text), text) : analysis.words(text)
  for (const [index, word] of words.entries()) {
    const gap = text.slice(before?.end ?? 0, word.start)
    if (!/^(?:['’]s?)?[\s\-‐‑]*$/u.test(gap)) close(isMarked(before, gap, language))
    const next = words[index + 1]
    const isBehind = endsPhrase(run.words.at(-1), word, language)
    if (isBehind) close(language !== 'es')
    const isPredicate = (isBehind && language === 'ar' && arabicVerb.test(word.text)) || isPredicateOf(before, word, language)
    if (isPredicate || (!isHyphened(word, before, next, text) && breaks(word, run, next, text, analysis)))
      close(isMarked(word, '', language))
    else run.words.push(word)
    before = word
  }
  close(true)
  return language === 'de' ? found.flatMap(nounsOf) : found
}

/** Whether a phrase ends before a word that an adjective or a noun in apposition to it can't be. */
function endsPhrase(last: Word | undefined, word: Word, language: Language): boolean {
  if (last === undefined) return false
  if (language === 'ar') return endsArabic(last, word)
  // A Hindi plural in its plain or its oblique case is the last word of its phrase.
  if (language === 'hi') return hindiPlural.test(last.text)
  // An adjective in the plural belongs to a noun before the last one: `coladas de lava lentas`.
  return language === 'es' && /^\p{Ll}+[^s\P{Ll}]$/u.test(last.text) && /^\p{Ll}{3,}[aeo]s$/u.test(word.text)
}

const hindiPlural = /(?:याँ|यां|एँ|एं|ों)$/u
/** A Spanish noun after a plural pronoun has its -s; what has none is the verb: `Estos alternan`. */
const spanishPronoun = /^(?:estos|estas|esos|esas|ellos|ellas)$/iu

/** Arabic words before a verb: conjunctions of time, relative pronouns, particles; and those that end with a pronoun. */
const beforeArabicVerb = /^(?:كلما|عندما|حين|حينما|التي|الذي|الذين|لم|لن|قد|سوف)$/u
const arabicPronoun = /(?:ها|^و?هي)$/u
/** A noun of action such as `تسخين`, which begins as a verb does. */
const arabicAction = /^ت\p{L}{2}ي\p{L}$/u

function isPredicateOf(before: Word | undefined, { text }: Word, language: Language): boolean {
  if (before === undefined) return false
  if (language === 'es') return spanishPronoun.test(before.text) && !/s$/u.test(text)
  if (language !== 'ar' || definite.test(text)) return false
  return (
    beforeArabicVerb.test(before.text) || (arabicPronoun.test(before.text) && arabicVerb.test(text) && !arabicAction.test(text))
  )
}

const definite = /^(?:[وبكف]?ال|لل)/u

/** An Arabic attribute has the article if its noun has it; a bare word after it is the verb or the predicate. */
const endsArabic = (last: Word | undefined, { text }: Word): boolean =>
  last !== undefined && text !== 'عشر' && definite.test(last.text) && (!definite.test(text) || /^(?:[بكف]ال|لل)/u.test(text))

/** Whether a hyphen joins the word to the next or to the last one; a part of `write-ahead` or `B-tree` ends no phrase. */
const isHyphened = ({ start, end }: Word, before: Word | undefined, next: Word | undefined, text: string): boolean =>
  (next !== undefined && hyphen.test(text.slice(end, next.start))) ||
  (before !== undefined && hyphen.test(text.slice(before.end, start)))

function isMarked(before: Word | undefined, gap: string, language: Analysis['language']): boolean {
  const marks = lexicon[language].nounMarkers
  if (marks.size === 0 || !before) return true
  // The marker may be an elided article: l'eau.
  const elided = /(?<!\p{L})(\p{L}+)['’]$/u.exec(gap)?.[1]
  return marks.has((elided ?? before.text).toLowerCase()) || /^\s*[(:"“„«]/u.test(gap)
}

function breaks(word: Word, run: Run, next: Word | undefined, text: string, { language }: Analysis): boolean {
  if (word.stop || !/\p{L}/u.test(word.text) || word.text.length > WORD_CHARS_MAX) return true
  const lower = word.text.toLowerCase()
  if (lexicon[language].phraseBreakers.has(lower) || months.has(lower)) return true
  if (language === 'zh' && isChineseVerb(word, text)) return true
  if (language === 'zh' || language === 'ja') return numeral.test(word.text) || /^\p{Script=Hiragana}+$/u.test(word.text)
  if (isVerb(word, run, next, text, language)) return true
  if (language !== 'en') return false
  // A participle belongs to a phrase only before its noun (`a closed system`), otherwise it is the verb.
  if (participle.test(word.text)) return run.words.length > 0 || !run.marked || !next || next.stop
  return adverb.test(word.text) && !nounsInLy.has(lower)
}

function isChineseVerb({ start, end }: Word, text: string): boolean {
  const [before, after] = [text.slice(Math.max(0, start - 3), start), text.slice(end, end + 1)]
  if (modal.test(before) || aspect.test(after) || classified.test(text.slice(Math.max(0, start - 3), end))) return true
  return /[中里上]$/u.test(before) && /^(?:[，。；！？]|$)/u.test(after)
}

function isVerb(word: Word, run: Run, next: Word | undefined, text: string, language: Language): boolean {
  // `निकलता है`: a participle before its auxiliary.
  if (language === 'hi') return /(?:ता|ती|ते|तीं)$/u.test(word.text) && (!next || /^(?:है|हैं|था|थी|थे|थीं)$/u.test(next.text))
  if (language === 'ar')
    return (
      (word.start === 0 && arabicVerb.test(word.text)) ||
      /^(?:و?(?:ي\p{L}{3,}|تت\p{L}{2,})|ف[يت]\p{L}{3,}|وت\p{L}{2,3})(?<!ة)$/u.test(word.text) ||
      arabicBound.test(word.text)
    )
  if (language === 'es' && spanishPast.test(word.text)) return true
  // A noun follows its marker; names are written with a capital.
  if ((run.words.length === 0 && run.marked) || !/^\p{Ll}/u.test(word.text)) return false
  const last = run.words.at(-1)
  if (last && conjugated[language]?.test(word.text) && (language !== 'fr' || /[sx]$/u.test(last.text))) return true
  if (!next || !/^\s+(?:l['’])?$/u.test(text.slice(word.end, next.start))) return false
  return afterVerb[language]?.test(next.text) === true || text.slice(word.end, next.start).trim() !== ''
}

/** German nouns have a capital, so a phrase consists of nouns. */
function nounsOf({ words, text }: Run): Run[] {
  const found: Run[] = []
  let nouns: Word[] = []
  for (const word of [...words, undefined]) {
    if (word && /^\p{Lu}/u.test(word.text)) nouns.push(word)
    else {
      // The first word of a sentence has a capital whatever it is.
      if (nouns.length > 0) found.push({ words: nouns, text, marked: nouns.length > 1 || nouns[0]?.start !== 0 || isTitle(text) })
      nouns = []
    }
  }
  return found
}

const isTitle = (text: string): boolean => !/[.!?…:]$/u.test(text)

const withoutVerb = (words: Word[], text: string): Word[] => (/[.!?…]$/u.test(text) ? words.slice(0, -1) : words)
