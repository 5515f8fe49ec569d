import { lexicon, months } from './lexicon'
import type { Analysis, Word } from './words'

/** Consecutive words without anything between them that would end a phrase. */
export interface Run {
  words: Word[]
  /** The text of the words. */
  text: string
  /** Whether a noun marker or nothing precedes it. */
  marked: boolean
}

const WORD_CHARS_MAX = 60
const adverb = /^\p{Ll}{4,}ly$/u
const nounsInLy = new Set(['assembly', 'family', 'supply', 'anomaly', 'monopoly', 'butterfly', 'reply'])
/** A Chinese word that counts is no subject. */
const numeral = /^[一二三四五六七八九十百千万亿两几多半每第]/u
const participle = /^\p{Ll}{3,}ed$/u

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
    if (breaks(word, run, words[index + 1], analysis)) close(isMarked(word, '', language))
    else run.words.push(word)
    before = word
  }
  close(true)
  return language === 'de' ? found.flatMap(nounsOf) : found
}

function isMarked(before: Word | undefined, gap: string, language: Analysis['language']): boolean {
  const marks = lexicon[language].nounMarkers
  if (marks.size === 0 || !before) return true
  // The marker may be an elided article: l'eau.
  const elided = /(?<!\p{L})(\p{L}+)['’]$/u.exec(gap)?.[1]
  return marks.has((elided ?? before.text).toLowerCase()) || /^\s*[(:"“„«]/u.test(gap)
}

function breaks(word: Word, run: Run, next: Word | undefined, { language }: Analysis): boolean {
  if (word.stop || !/\p{L}/u.test(word.text) || word.text.length > WORD_CHARS_MAX) return true
  const lower = word.text.toLowerCase()
  if (lexicon[language].phraseBreakers.has(lower) || months.has(lower)) return true
  if (language === 'zh' || language === 'ja') return numeral.test(word.text) || /^\p{Script=Hiragana}+$/u.test(word.text)
  if (language !== 'en') return false
  // A participle belongs to a phrase only before its noun (`a closed system`), otherwise it is the verb.
  if (participle.test(word.text)) return run.words.length > 0 || !run.marked || !next || next.stop
  return adverb.test(word.text) && !nounsInLy.has(lower)
}

/** German nouns have a capital, so a phrase consists of nouns. */
function nounsOf({ words, text }: Run): Run[] {
  const found: Run[] = []
  let nouns: Word[] = []
  for (const word of [...words, undefined]) {
    if (word && /^\p{Lu}/u.test(word.text)) nouns.push(word)
    else {
      if (nouns.length > 0) found.push({ words: nouns, text, marked: true })
      nouns = []
    }
  }
  return found
}

const withoutVerb = (words: Word[], text: string): Word[] => (/[.!?…]$/u.test(text) ? words.slice(0, -1) : words)
