import { foldText } from '@collabry/runtime/fold-text'
import { isListed } from './common-words'
import { fold, stem } from './language'
import type { Language } from './stop-words'

/** Other ways to write what stands in a text; all are folded. */
export interface WrittenForms {
  /** With hyphens, and numbers in groups: written as one word, and its parts. */
  hyphenated: Compound[]
  /** Names in code, such as `getUserName`. */
  camelCase: Compound[]
  signed: SignedName[]
  symbols: string[]
  /** Words with umlauts, and the same with letters in their place: Mueller. */
  spelledOut: { word: string; spelled: string }[]
}

/** A name with a sign: `C#` is `csharp`, and without the sign `c`; `.NET` is `dotnet`. */
interface SignedName {
  name: string
  bare: string
  /** The name with a sign that stands at the end of a longer one: `cplusplus` in `Objective-C++`. */
  ending?: string
  /** Where it stands, without what is before a hyphen. */
  start: number
  end: number
}

interface Compound {
  whole: string
  parts: string[]
}

/** A longer run of letters is no word. */
const TOKEN_CHARS_MAX = 64
const SIGNED_CHARS_MAX = 12

/** Every run of letters is matched in one way only, so that it takes linear time. */
const TOKEN =
  /[\p{L}\p{M}\p{N}]+(?:[-\u2010\u2011^][\p{L}\p{M}\p{N}]+)*(?:[+＋⁺]{1,2}|[#＃♯♭⁻−]|[-–](?![\p{L}\p{N}-]))?|\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|\p{Sc}|[^\p{ASCII}¬±×÷⁄−\p{L}\p{M}\p{N}\p{P}\p{Z}\p{C}\p{Sk}]/gu
/** Signs after a name, and the words that they are read as. */
const SIGNS: [RegExp, string][] = [
  [/^[+＋⁺]/u, 'plus'],
  [/^[#＃♯]/u, 'sharp'],
  [/^♭/u, 'flat'],
  [/^[-–⁻−]/u, 'minus'],
]
/** Frames, bullets and the signs of degrees and sections are in too many texts, and nobody looks for them. */
const COMMON_SYMBOL = /^[°¦§\u2500-\u25ff\ufffc\ufffd]/u
/** 1,000,000 and 1 000 000; an ISBN or a telephone number in groups. */
const GROUPED_DIGITS = /(?<!\d)\d{1,20}(?:(?:\) ?|[ \u00a0\u202f,.'’_/-])\d{1,20}){1,6}/g
/** The number of a bank account (ISO 13616), the address of a network card. */
const GROUPED_LETTERS = /(?<![\p{L}\p{N}:])(?:[A-Z]{2}\d{2}(?: [A-Z\d]{4}){2,7}(?: [A-Z\d]{1,3})?|[\da-fA-F]{2}(?::[\da-fA-F]{2}){5})(?![\p{L}\p{N}:])/gu // biome-ignore format: one line reads best
/** A telephone number with the code of a country after + or 00. */
const PHONE = /(?<![\p{L}\p{N}])(?:\+|00)(\d{1,15}(?:[ \u00a0./()-]{1,3}\d{1,14}){0,8})/gu
/** As the world’s numbering plan has it (E.164). */
const PHONE_DIGITS_MIN = 8
const PHONE_DIGITS_MAX = 15
/** More groups are a row of a table; more digits are no number that anybody looks for. */
const GROUPS_MAX = 6
const GROUPED_DIGITS_MIN = 4
const GROUPED_DIGITS_MAX = 20
const SPELLED: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }

export function writtenForms(text: string): WrittenForms {
  const forms: WrittenForms = { hyphenated: [], camelCase: [], signed: [], symbols: [], spelledOut: [] }
  for (const found of text.matchAll(TOKEN)) {
    const [token] = found
    if (token.length > TOKEN_CHARS_MAX) continue
    if (!/^[\p{L}\p{M}\p{N}]/u.test(token)) {
      if (COMMON_SYMBOL.test(token)) continue
      forms.symbols.push(`emoji${[...token].map((one) => one.codePointAt(0)?.toString(16)).join('x')}`)
      continue
    }
    const bare = token.replace(/(?:[+＋⁺]{1,2}|[#＃♯♭⁻−–-])$/u, '')
    const end = found.index + token.length
    if (bare !== token) noteSigned(forms, bare, { sign: token.slice(bare.length), next: text.slice(end, end + 1), end })
    if (/[-\u2010\u2011^]/.test(bare)) {
      const parts = bare.split(/[-\u2010\u2011^]/).map(fold)
      forms.hyphenated.push({ whole: parts.join(''), parts })
    }
    if (/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(bare)) {
      for (const name of bare.split(/[-\u2010\u2011^]/)) noteCamelCase(forms, name)
    }
    if (/[äöüøå]|\u0308|\u030a/iu.test(bare)) {
      const lower = foldText(bare, 'NFC', (word) => word.toLowerCase())
      const spelled = fold(lower.replaceAll(/[äöüøå]/g, (letter) => SPELLED[letter] ?? letter))
      for (const [at, word] of fold(lower)
        .split(/[^\p{L}\p{M}\p{N}]+/u)
        .entries()) {
        const other = spelled.split(/[^\p{L}\p{M}\p{N}]+/u)[at]
        if (other !== undefined && other !== word) forms.spelledOut.push({ word, spelled: other })
      }
    }
  }
  for (const { 0: written, 1: name = '', index: start } of text.matchAll(POINTED)) {
    forms.signed.push({ name: `dot${fold(name)}`, bare: fold(name), start, end: start + written.length })
  }
  for (const [group] of text.matchAll(GROUPED_LETTERS)) {
    const parts = fold(group).split(/[ :]/)
    forms.hyphenated.push({ whole: parts.join(''), parts })
  }
  for (const [digits] of text.matchAll(GROUPED_DIGITS)) {
    const parts = digits.split(/\D/)
    const whole = parts.join('')
    if (parts.length > GROUPS_MAX || whole.length < GROUPED_DIGITS_MIN || whole.length > GROUPED_DIGITS_MAX) continue
    forms.hyphenated.push({ whole, parts })
  }
  for (const [written, number = ''] of text.matchAll(PHONE)) notePhone(forms, written, number)
  return forms
}

/** `C ++` and `C #` as they are written in texts. */
export const withCloseSigns = (query: string): string =>
  query.replaceAll(/(?<=(?<![\p{L}\p{N}])\p{L}) (?=(?:\+\+|#)(?![\p{L}\p{N}+#]))/gu, '')

/** In a longer query, words stand side by side that are no parts of one. */
const JOINED_WORDS_MAX = 4

/** Neighbours in a short query, written as one word: `e mail`, `data base`, `BRCA 1`. */
export function joinedWords(query: string): Compound[] {
  const words = fold(query).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  if (words.length > JOINED_WORDS_MAX) return []
  const pairs = words.slice(1).map((word, at) => ({ whole: `${words[at]}${word}`, parts: [words[at] ?? '', word] }))
  return pairs.filter(({ whole }) => /\p{L}/u.test(whole))
}

const ROMAN_ONES = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix']
/** Greater numbers are seldom written so, and those of one letter are letters as well. */
const ROMAN_MAX = 39
const romans = new Map(
  Array.from({ length: ROMAN_MAX }, (_, at) => [String(at + 1), `${'x'.repeat((at + 1) / 10)}${ROMAN_ONES[(at + 1) % 10]}`] as const) // biome-ignore format: one line reads best
    .filter(([, roman]) => roman.length > 1),
)
const decimals = new Map([...romans].map(([decimal, roman]) => [roman, decimal]))

/** A number of a query in the other numerals: World War 2, World War II. */
export const otherNumerals = (word: string): string[] => [romans.get(word) ?? decimals.get(word) ?? []].flat()

/** `10km` is written `10 km`, too, and `v2.10.3` as the number alone. */
const UNIT = /^(\d{1,12})(?:[kmcdnμ]?m|[km]?g|ml?|l|h|min|m?s|[km]?w|[kmg]?hz|[kmgt]b|k?v|px|eur|usd)$/
const VERSION = /^v(\d{1,12})$/

export const bareNumbers = (word: string): string[] => (UNIT.exec(word) ?? VERSION.exec(word) ?? []).slice(1)

/** +49 (0)89 1234 and 0049 89 1234 are one number, written in groups or not. */
function notePhone(forms: WrittenForms, written: string, number: string): void {
  const whole = number.replace('(0)', '').replaceAll(/\D/g, '')
  if (whole.length < PHONE_DIGITS_MIN || whole.length > PHONE_DIGITS_MAX || whole.startsWith('0')) return
  forms.hyphenated.push({ whole, parts: written.match(/\d+/g) ?? [] })
}

/** In Chinese and Japanese no blank is in front of a name. */
const BORDER_OF_SCRIPTS = /(?<=[\p{Script=Latin}\p{M}\p{N}])(?=[^\p{Script=Latin}\p{M}\p{N}])|(?<=[^\p{Script=Latin}\p{M}\p{N}])(?=[\p{Script=Latin}\p{M}\p{N}])/u // biome-ignore format: one line reads best
const MINUS_NAME_CHARS_MAX = 2

/** `C++17` is a name with a sign and a number; in `a+b` and `5+` the sign is none of a name, nor is it in `Haupt- und`. */
function noteSigned(forms: WrittenForms, token: string, { sign, next, end }: { sign: string; next: string; end: number }): void {
  const bare = token.split(BORDER_OF_SCRIPTS).at(-1) ?? token
  const goesOn = sign.length === 2 ? /[\p{Script=Latin}+#]/u : /[\p{Script=Latin}\p{N}+#]/u
  if (bare.length > SIGNED_CHARS_MAX || !/\p{L}/u.test(bare) || /[-\u2010\u2011^]/.test(bare) || goesOn.test(next)) return
  if (/[-–]/.test(sign) && bare.length > MINUS_NAME_CHARS_MAX) return
  const word = fold(bare)
  const read = (SIGNS.find(([form]) => form.test(sign))?.[1] ?? '').repeat(sign.length)
  const place = { bare: word, start: end - sign.length - bare.length, end }
  const longer = BEFORE_HYPHEN.exec(token.slice(0, -bare.length))?.[1]
  if (longer === undefined) forms.signed.push({ name: `${word}${read}`, ...place })
  else forms.signed.push({ name: `${fold(longer)}${word}${read}`, ending: `${word}${read}`, ...place })
}

const BEFORE_HYPHEN = /([\p{Script=Latin}\p{N}]{1,24})[-\u2010\u2011]$/u

/** A word that stands in a text only as a part of a name: C in `C++`. Texts with the word itself come first. */
export const inName = (word: string): string[] => (word.length > NAME_CHARS_MAX ? [] : [`${word}inname`])

/** As a share of the word itself in a query: such texts are about the name. */
export const IN_NAME_WEIGHT = 0.25

/** Signs have at most ten letters, as in `plusplus`. */
const NAME_CHARS_MAX = SIGNED_CHARS_MAX + 10

/** The text without names with signs, which have words of their own. */
export function withoutSigned(text: string, { signed }: WrittenForms): string {
  let [rest, at] = ['', 0]
  for (const { start, end } of signed.toSorted((one, other) => one.start - other.start)) {
    rest += `${text.slice(at, Math.max(at, start))} `
    at = Math.max(at, end)
  }
  return rest + text.slice(at)
}

/** A name that begins with a point, such as `.NET` or `.pdf`. */
const POINTED = /(?<![^\s([{"'“„«])\.(\p{Script=Latin}[\p{Script=Latin}\p{N}]{1,11})(?![\p{L}\p{N}])/gu

function noteCamelCase(forms: WrittenForms, name: string): void {
  const parts = name.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u).map(fold)
  const whole = parts.join('')
  const withoutDigits = parts.flatMap((part) => part.match(/^\p{L}{2,}(?=\p{N}+$)/u) ?? [])
  if (parts.length > 1) forms.camelCase.push({ whole, parts: [...parts.filter((part) => part.length > 1), ...withoutDigits] })
}

const BORDER = '|'
const COMPOUND_CHARS_MIN = 8
const COMPOUND_CHARS_MAX = 48
const PART_CHARS_MIN = 4
/** Compounds that are remembered; then it starts anew. */
const REMEMBERED_MAX = 20_000

type Hyphenation = typeof import('hyphen/de')

/** Loaded with the first word of the language: the patterns of German take 4 MB, all together 9 MB, in at most 40 ms each. */
const hyphenations = new Map<Language, () => Hyphenation>([
  ['german', () => require('hyphen/de')],
  ['dutch', () => require('hyphen/nl')],
  ['swedish', () => require('hyphen/sv')],
  ['danish', () => require('hyphen/da')],
  ['norwegian', () => require('hyphen/nb')],
])
const remembered = new Map<string, string[]>()

/**
 * Parts of a compound, in languages that write compounds as one word: its beginnings and endings at the borders of syllables
 * (Zahn, Ersatz, Zahner and Satz of Zahnersatz), of which the query decides which are words, and words between them.
 */
export function compoundParts(word: string, language: Language): string[] {
  const hyphenation = hyphenations.get(language)
  if (!hyphenation || word.length < COMPOUND_CHARS_MIN || word.length > COMPOUND_CHARS_MAX || !/^[a-z]+$/.test(word)) return []
  const key = `${language} ${word}`
  const known = remembered.get(key)
  if (known) return known
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  const pieces = hyphenation().hyphenateSync(word, { hyphenChar: BORDER }).split(BORDER)
  const parts: string[] = []
  for (let at = 1; at < pieces.length; at++) {
    const [first, second] = [pieces.slice(0, at).join(''), pieces.slice(at).join('')]
    if (first.length >= PART_CHARS_MIN && second.length >= PART_CHARS_MIN) parts.push(first, second)
  }
  if (word.length >= 3 * PART_CHARS_MIN) parts.push(...middleParts(pieces, language))
  remembered.set(key, parts)
  return parts
}

/** Two parts of a compound. */
const MIDDLE_COMPOUND_CHARS_MIN = 2 * PART_CHARS_MIN

/**
 * Words in the middle of a compound, and compounds there that begin or end with a common word: Schiff and Dampfschiff of
 * Donaudampfschifffahrt. Every run of syllables would make the index half as large again.
 */
function middleParts(pieces: string[], language: Language): string[] {
  const places = [...pieces.keys(), pieces.length]
  const part = (from: number, end: number) => pieces.slice(from, end).join('')
  const words = places.map((from) => places.map((end) => end > from && isListedPart(part(from, end), language)))
  const isWord = (from: number, end: number) => words[from]?.[end] === true
  const parts: string[] = []
  for (const from of places) {
    for (const end of places.slice(from + 1)) {
      const middle = part(from, end)
      const around = Math.min(middle.length, part(0, from).length, part(end, pieces.length).length)
      if (around < PART_CHARS_MIN) continue
      const inner = middle.length < MIDDLE_COMPOUND_CHARS_MIN ? [] : places.slice(from + 1, end)
      const isBetweenWords = places.some((at) => isWord(at, from)) && places.some((at) => isWord(end, at))
      if (isWord(from, end) || isBetweenWords || inner.some((at) => isWord(from, at) || isWord(at, end))) parts.push(middle)
    }
  }
  return parts
}

/** Whether a part is a common word, with or without the consonant that joins it to the next one. */
const isListedPart = (part: string, language: Language): boolean =>
  part.length >= PART_CHARS_MIN &&
  (isListed(part, language) ||
    isListed(stem(part, language), language) ||
    (part.endsWith('s') && isListed(part.slice(0, -1), language)))

interface WordPart {
  part: string
  isPart: 'pair' | 'word'
}

/**
 * Parts of a word of a query. Texts with another compound of the same word have some: Gerichtsverfahren, Gerichtskosten. One of two
 * parts is a common word: each costs a look into the index, and patterns of syllables take half a millisecond a word.
 */
export function partsIn(word: string, languages: Language[]): WordPart[] {
  const stems = languages.filter((language) => hyphenations.has(language)).flatMap((language) => commonParts(word, language))
  return [
    ...pairs(word).map((part): WordPart => ({ part, isPart: 'pair' })),
    ...[...new Set(stems)].map((part): WordPart => ({ part, isPart: 'word' })),
  ]
}

/** The two parts at the border beside which most letters belong to common words. */
function commonParts(word: string, language: Language): string[] {
  if (word.length < COMPOUND_CHARS_MIN || word.length > COMPOUND_CHARS_MAX || !/^[a-z]+$/.test(word)) return []
  const bare = stem(word, language)
  let [border, most] = [0, 0]
  for (let at = PART_CHARS_MIN; at <= word.length - PART_CHARS_MIN; at++) {
    const [first, second] = [word.slice(0, at), bare.slice(at)]
    const isFirst = isListed(first, language) || (first.endsWith('s') && isListed(first.slice(0, -1), language))
    const letters = (isFirst ? first.length : 0) + (isListed(second, language) ? second.length : 0)
    if (letters > most) [border, most] = [at, letters]
  }
  return border === 0 ? [] : [stem(word.slice(0, border), language), stem(word.slice(border), language)]
}

/** Characters side by side in a longer word of a script without blanks. */
export function pairs(word: string): string[] {
  if (word.length < 3 || !/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+$/u.test(word)) return []
  const all = [...word]
  return all.slice(1).map((character, at) => `${all[at]}${character}`)
}

/**
 * Beginnings of English words that are written with and without a hyphen, as in `multi-cellular`; so are all shorter than four
 * letters.
 */
const PREFIXES = new Set(
  `after anti astro audio auto back bio chemo counter cross cyber down electro ever extra fore hand hydro hyper immuno infra inter intra kilo
    macro magneto many mega meta micro mini mono multi nano neuro news over para photo poly post pseudo psycho quasi radio self semi socio
    super supra tele thermo trans ultra under video web work`.split(/\s+/),
)
const PREFIX_CHARS_MAX = 3

/** Measured on Cranfield: `boundarylayer` is no word, and 0.002 of nDCG@10 are lost when every such pair counts as one. */
export const isAlsoOneWord = (parts: string[], language: Language): boolean =>
  language !== 'english' ||
  (parts[0] !== undefined && (parts[0].length <= PREFIX_CHARS_MAX || PREFIXES.has(parts[0]))) ||
  parts.some((part) => /^\d+$/.test(part)) ||
  parts.every((part) => /\d/.test(part))
