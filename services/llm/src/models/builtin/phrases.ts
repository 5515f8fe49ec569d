import type { Sentence } from './sentences'
import { phraseBreakers } from './stop-words'
import { logarithm } from './textrank'
import type { Analysis, Word } from './words'

/** A key phrase: what a text is about, in the text's own words. */
export interface Phrase {
  /** As it is written most often. */
  label: string
  /** Its terms joined by blanks: equal keys are the same phrase. */
  key: string
  score: number
  /** Indices of the sentences that hold it, ascending. */
  sentences: number[]
}

interface Candidate {
  terms: string[]
  forms: Map<string, number>
  sentences: number[]
  count: number
  /** Sum of the counts of the longer candidates it is a part of, and how many these are. */
  nested: number
  containers: number
  boost: number
}

const PHRASE_WORDS_MAX = 3
const PHRASE_CHARS_MAX = 60
/** Candidates kept while a text is read; rare ones of a huge text are lost first by coming last. */
const CANDIDATES_MAX = 60_000
const HEADING_BOOST = 2.5

/**
 * Key phrases, best first. Candidates are the runs of words between stop words and marks, as in RAKE (Rose et al., "Automatic
 * Keyword Extraction from Individual Documents", 2010); they are weighed by C-value (Frantzi, Ananiadou & Mima 2000), which
 * counts a part of a longer phrase only where it also stands alone. Headings weigh more.
 */
export function keyPhrases(sentences: Sentence[], analysis: Analysis, phrasesMax: number): Phrase[] {
  const candidates = new Map<string, Candidate>()
  for (const [index, sentence] of sentences.entries()) {
    for (const run of runs(sentence.text, analysis)) collect(run, index, sentence, candidates)
  }
  nest(candidates)
  const scored = [...candidates.values()].map((candidate) => ({ candidate, score: cValue(candidate) }))
  scored.sort((one, other) => Math.round((other.score - one.score) * 1e6) || earliest(one.candidate, other.candidate))
  const phrases: Phrase[] = []
  for (const { candidate, score } of scored) {
    if (phrases.length >= phrasesMax || score <= 0) break
    if (phrases.some((phrase) => overlaps(phrase.key, candidate.terms))) continue
    phrases.push({ label: commonForm(candidate.forms), key: candidate.terms.join(' '), score, sentences: candidate.sentences })
  }
  return phrases
}

/** Runs of words that may make a phrase; the words are those of the text. */
export function runs(text: string, analysis: Analysis): { words: Word[]; text: string }[] {
  const found: { words: Word[]; text: string }[] = []
  let run: Word[] = []
  let before = 0
  const close = () => {
    if (run.length > 0) found.push({ words: run, text })
    run = []
  }
  for (const word of analysis.words(text)) {
    // Anything but a blank, a hyphen or a quotation mark between two words parts them.
    if (/[^\s\-‐‑]/u.test(text.slice(before, word.start))) close()
    if (breaks(word, analysis)) close()
    else run.push(word)
    before = word.end
  }
  close()
  return analysis.language === 'de' ? found.flatMap(germanNouns) : found
}

function breaks(word: Word, analysis: Analysis): boolean {
  if (word.stop || !/\p{L}/u.test(word.text) || word.text.length > PHRASE_CHARS_MAX) return true
  const lower = word.text.toLowerCase()
  if (phraseBreakers[analysis.language].has(lower)) return true
  return analysis.language === 'en' && /\p{L}{4}ly$/u.test(lower)
}

/** German writes its nouns with a capital: a phrase is nouns with at most the adjective before them. */
function germanNouns({ words, text }: { words: Word[]; text: string }): { words: Word[]; text: string }[] {
  const found: { words: Word[]; text: string }[] = []
  let noun: Word[] = []
  for (const word of words) {
    if (/^\p{Lu}/u.test(word.text)) noun.push(word)
    else {
      if (noun.length > 0) found.push({ words: noun, text })
      noun = []
    }
  }
  if (noun.length > 0) found.push({ words: noun, text })
  return found
}

function collect(run: { words: Word[]; text: string }, index: number, sentence: Sentence, candidates: Map<string, Candidate>) {
  for (let from = 0; from < run.words.length; from += 1) {
    for (let size = 1; size <= PHRASE_WORDS_MAX && from + size <= run.words.length; size += 1) {
      const words = run.words.slice(from, from + size)
      const first = words[0]
      const last = words.at(-1)
      if (!first || !last || last.end - first.start > PHRASE_CHARS_MAX) break
      if (size === 1 && first.text.length < 3 && !/^(?:\p{Lu}{2}|\p{Lo}+)$/u.test(first.text)) continue
      const terms = words.map((word) => word.term)
      const key = terms.join(' ')
      let known = candidates.get(key)
      if (!known) {
        if (candidates.size >= CANDIDATES_MAX) continue
        known = { terms, forms: new Map(), sentences: [], count: 0, nested: 0, containers: 0, boost: 1 }
        candidates.set(key, known)
      }
      const form = run.text.slice(first.start, last.end)
      known.forms.set(form, (known.forms.get(form) ?? 0) + 1)
      known.count += 1
      if (sentence.kind === 'heading') known.boost = HEADING_BOOST
      if (known.sentences.at(-1) !== index) known.sentences.push(index)
    }
  }
}

function nest(candidates: Map<string, Candidate>) {
  for (const { terms, count } of candidates.values()) {
    for (let size = 1; size < terms.length; size += 1) {
      for (let from = 0; from + size <= terms.length; from += 1) {
        const part = candidates.get(terms.slice(from, from + size).join(' '))
        if (!part) continue
        part.nested += count
        part.containers += 1
      }
    }
  }
}

/** C-value, with one added to the length so that single words count too; a phrase that was written once is worth little. */
function cValue({ terms, count, nested, containers, boost, forms }: Candidate): number {
  const alone = containers === 0 ? count : count - nested / containers
  const repeated = count > 1 ? 1 : 0.35
  const proper = [...forms.keys()].some((form) => /\s\p{Lu}|^\p{Lu}{2}/u.test(form)) ? 1.3 : 1
  return logarithm(terms.length + 1) * Math.max(alone, count * 0.1) * repeated * boost * proper
}

const earliest = (one: Candidate, other: Candidate): number =>
  (one.sentences[0] ?? 0) - (other.sentences[0] ?? 0) ||
  other.terms.length - one.terms.length ||
  (one.terms.join(' ') < other.terms.join(' ') ? -1 : 1)

/** Two phrases of which one is inside the other would stand for the same thing. */
function overlaps(key: string, terms: string[]): boolean {
  const own = ` ${terms.join(' ')} `
  const other = ` ${key} `
  return own.includes(other) || other.includes(own)
}

function commonForm(forms: Map<string, number>): string {
  let best = ''
  let most = 0
  for (const [form, count] of forms) if (count > most) [best, most] = [form, count]
  return best.replace(/\s+/gu, ' ')
}
