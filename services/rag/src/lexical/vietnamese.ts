import { foldText } from '@collabry/runtime/fold-text'

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
