import { hyphenateSync as danish } from 'hyphen/da'
import { hyphenateSync as german } from 'hyphen/de'
import { hyphenateSync as norwegian } from 'hyphen/nb'
import { hyphenateSync as dutch } from 'hyphen/nl'
import { hyphenateSync as swedish } from 'hyphen/sv'
import type { Language } from './stop-words'

const BORDER = '|'
const COMPOUND_CHARS_MIN = 8
const COMPOUND_CHARS_MAX = 48
const PART_CHARS_MIN = 4
/** Compounds that are remembered; then it starts anew. */
const REMEMBERED_MAX = 20_000

const syllables = new Map<Language, typeof german>([
  ['german', german],
  ['dutch', dutch],
  ['swedish', swedish],
  ['danish', danish],
  ['norwegian', norwegian],
])
const remembered = new Map<string, string[]>()

/**
 * Parts of a compound, in languages that write compounds as one word: its beginnings and endings at the borders of syllables
 * (Zahn, Ersatz, Zahner and Satz of Zahnersatz). The query decides which of them are words.
 */
export function compoundParts(word: string, language: Language): string[] {
  const divide = syllables.get(language)
  if (!divide || word.length < COMPOUND_CHARS_MIN || word.length > COMPOUND_CHARS_MAX || !/^[a-z]+$/.test(word)) return []
  const key = `${language} ${word}`
  const known = remembered.get(key)
  if (known) return known
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  const pieces = divide(word, { hyphenChar: BORDER }).split(BORDER)
  const parts: string[] = []
  for (let at = 1; at < pieces.length; at++) {
    const [first, second] = [pieces.slice(0, at).join(''), pieces.slice(at).join('')]
    if (first.length >= PART_CHARS_MIN && second.length >= PART_CHARS_MIN) parts.push(first, second)
  }
  remembered.set(key, parts)
  return parts
}
