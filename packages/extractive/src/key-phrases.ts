import { lexicon } from './lexicon'
import { type Run, runs } from './noun-phrases'
import type { Sentence } from './sentences'
import { logarithm } from './textrank'
import type { Analysis } from './words'

/** A key phrase in the wording of the text. */
export interface Phrase {
  /** Its most frequent spelling. */
  label: string
  /** Its terms joined by spaces; phrases with equal keys are the same. */
  key: string
  score: number
  /** Indices of the sentences that contain it, ascending. */
  sentences: number[]
}

interface Candidate {
  terms: string[]
  /** The spelling that came first; `others` counts it too once there is a second one: most have one, and a text has ten thousands of them. */
  form: string
  others: Map<string, number> | undefined
  sentences: number[]
  count: number
  /** The longer candidates that contain it: the sum of their counts, and their number. */
  nested: number
  containers: number
  boost: number
  /** Whether it occurred at the beginning, and at the end, of a run. If not, it is the middle of a longer phrase. */
  begins: boolean
  ends: boolean
}

const PHRASE_WORDS_MAX = 3
const PHRASE_CHARS_MAX = 60
/** Maximum number of candidates; later ones of a very long text are dropped. */
const CANDIDATES_MAX = 60_000
const HEADING_BOOST = 2.5
/** A general noun that occurs this often is a subject of the text. */
const LIGHT_COUNT_MIN = 5

/**
 * Key phrases, best first. Candidates are parts of the runs of words between stop words and punctuation, as in RAKE (Rose et al.,
 * "Automatic Keyword Extraction from Individual Documents", 2010); they are weighed by C-value (Frantzi, Ananiadou & Mima 2000),
 * which counts a part of a longer phrase only where it also stands alone. Headings weigh more.
 */
export function keyPhrases(sentences: Sentence[], analysis: Analysis, phrasesMax: number): Phrase[] {
  const candidates = new Map<string, Candidate>()
  for (const [index, sentence] of sentences.entries()) {
    for (const run of runs(sentence.text, analysis)) collect(run, index, sentence, candidates)
  }
  nest(candidates)
  const light = lexicon[analysis.language].generalNouns
  const scored = [...candidates.values()]
    .filter(
      (candidate) =>
        candidate.begins &&
        candidate.ends &&
        !(candidate.terms.length === 1 && candidate.count < LIGHT_COUNT_MIN && light.has(commonForm(candidate).toLowerCase())),
    )
    .map((candidate) => ({ candidate, score: cValue(candidate) }))
    .sort((one, other) => Math.round((other.score - one.score) * 1e6) || earliest(one.candidate, other.candidate))
  return scored.slice(0, phrasesMax).map(({ candidate, score }) => ({
    label: commonForm(candidate),
    key: candidate.terms.join(' '),
    score,
    sentences: candidate.sentences,
  }))
}

/** The phrases without those that contain a better one or are contained in it. */
export function distinct(phrases: Phrase[]): Phrase[] {
  const kept: Phrase[] = []
  for (const phrase of phrases) if (!kept.some((other) => overlap(phrase, other))) kept.push(phrase)
  return kept
}

export function overlap(one: Phrase, other: Phrase): boolean {
  return ` ${one.key} `.includes(` ${other.key} `) || ` ${other.key} `.includes(` ${one.key} `)
}

/** A label with a capital first letter, unless the phrase has a capital inside, as `mRNA` does. */
export const headed = (label: string): string =>
  /^\p{Ll}+(?![\p{L}\p{N}])/u.test(label) ? label.charAt(0).toUpperCase() + label.slice(1) : label

function collect(run: Run, index: number, sentence: Sentence, candidates: Map<string, Candidate>) {
  for (let from = 0; from < run.words.length; from += 1) {
    for (let size = 1; size <= PHRASE_WORDS_MAX && from + size <= run.words.length; size += 1) {
      const words = run.words.slice(from, from + size)
      const [first, last] = [words[0], words.at(-1)]
      if (!first || !last || last.end - first.start > PHRASE_CHARS_MAX) break
      if (size === 1 && first.text.length < 3 && !/^(?:\p{Lu}{2}|\p{Lo}+)$/u.test(first.text)) continue
      if (isCut(run.text, first.start, last.end)) continue
      const terms = words.map(({ term }) => term)
      const key = terms.join(' ')
      const form = run.text.slice(first.start, last.end)
      const known: Candidate = candidates.get(key) ?? newCandidate(terms, form)
      if (known.count === 0) {
        if (candidates.size >= CANDIDATES_MAX) continue
        candidates.set(key, known)
      }
      countForm(known, form)
      known.count += 1
      known.begins ||=
        from === 0 && (run.marked || (size > 1 && words.some(({ text }, index) => index > 0 && /^\p{Lu}/u.test(text))))
      known.ends ||= from + size === run.words.length
      if (sentence.kind === 'heading') known.boost = HEADING_BOOST
      if (known.sentences.at(-1) !== index) known.sentences.push(index)
    }
  }
}

/** Whether a hyphen joins the part to the text around it. */
const isCut = (text: string, start: number, end: number): boolean =>
  /^[-‐‑]\p{L}/u.test(text.slice(end, end + 2)) || /\p{L}[-‐‑]$/u.test(text.slice(Math.max(0, start - 2), start))

/** Before it is counted. */
function countForm(candidate: Candidate, form: string) {
  if (candidate.others === undefined && form === candidate.form) return
  candidate.others ??= new Map([[candidate.form, candidate.count]])
  candidate.others.set(form, (candidate.others.get(form) ?? 0) + 1)
}

const formsOf = ({ form, count, others }: Candidate): Map<string, number> => others ?? new Map([[form, count]])

const newCandidate = (terms: string[], form: string): Candidate => ({
  terms,
  form,
  others: undefined,
  sentences: [],
  count: 0,
  nested: 0,
  containers: 0,
  boost: 1,
  begins: false,
  ends: false,
})

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

/** C-value, with 1 added to the length so that single words count too. A phrase that occurs once has a low score. */
function cValue(candidate: Candidate): number {
  const { terms, count, nested, containers, boost } = candidate
  const alone = containers === 0 ? count : count - nested / containers
  const repeated = count > 1 ? 1 : 0.35
  const proper = [...formsOf(candidate).keys()].some((form) => /\s\p{Lu}|^\p{Lu}{2}/u.test(form)) ? 1.3 : 1
  return logarithm(terms.length + 1) * Math.max(alone, count * 0.1) * repeated * boost * proper
}

const earliest = (one: Candidate, other: Candidate): number =>
  (one.sentences[0] ?? 0) - (other.sentences[0] ?? 0) ||
  other.terms.length - one.terms.length ||
  (one.terms.join(' ') < other.terms.join(' ') ? -1 : 1)

/** The most frequent spelling, without a capital that is due only to the beginning of a sentence. */
function commonForm(candidate: Candidate): string {
  const forms = formsOf(candidate)
  let best = ''
  let most = 0
  for (const [form, count] of forms) {
    const small = form.charAt(0).toLowerCase() + form.slice(1)
    const written = forms.has(small) ? small : form
    const total = written === form ? count : count + (forms.get(small) ?? 0)
    // The shorter of two equally frequent forms has no ending.
    if (total > most || (total === most && written.length < best.length)) [best, most] = [written, total]
  }
  return best.replace(/\s+/gu, ' ')
}
