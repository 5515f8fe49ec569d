import { foldText } from '@collabry/runtime/fold-text'
import { fold } from './language'

/** Other ways to write what stands in a text; all are folded. */
export interface WrittenForms {
  /** With hyphens: written as one word, and its parts. */
  hyphenated: Compound[]
  /** Names in code, such as `getUserName`. */
  camelCase: Compound[]
  /** Names that end with a sign: `C#` is `csharp`, and without the sign `c`. */
  signed: { name: string; bare: string }[]
  symbols: string[]
  /** Words with umlauts, and the same with letters in their place: Mueller. */
  spelledOut: { word: string; spelled: string }[]
}

interface Compound {
  whole: string
  parts: string[]
}

/** A longer run of letters is no word. */
const TOKEN_CHARS_MAX = 64
const SIGNED_CHARS_MAX = 12

/** Every run of letters is matched in one way only, so that it takes linear time. */
const TOKEN = /[\p{L}\p{M}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{M}\p{N}]+)*(?:[+⁺]{1,2}|#)?|\p{Extended_Pictographic}/gu
const SPELLED: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }

export function writtenForms(text: string): WrittenForms {
  const forms: WrittenForms = { hyphenated: [], camelCase: [], signed: [], symbols: [], spelledOut: [] }
  for (const found of text.matchAll(TOKEN)) {
    const [token] = found
    if (token.length > TOKEN_CHARS_MAX) continue
    if (/^\p{Extended_Pictographic}/u.test(token)) {
      forms.symbols.push(`emoji${token.codePointAt(0)?.toString(16)}`)
      continue
    }
    const [bare = '', sign = ''] = token.split(/(?=[+⁺#])/u, 2)
    if (sign !== '')
      noteSigned(forms, bare, token.slice(bare.length), text.slice(found.index + token.length, found.index + token.length + 1))
    if (/[-\u2010\u2011]/.test(bare)) {
      const parts = bare.split(/[-\u2010\u2011]/).map(fold)
      forms.hyphenated.push({ whole: parts.join(''), parts })
    }
    if (/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(bare)) {
      for (const name of bare.split(/[-\u2010\u2011]/)) noteCamelCase(forms, name)
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
  return forms
}

/** `C++17` is a name with a sign and a number; in `a+b` and `5+` the sign is none of a name. */
function noteSigned(forms: WrittenForms, bare: string, sign: string, next: string): void {
  const goesOn = sign.length === 2 ? /[\p{L}+#]/u : /[\p{L}\p{N}+#]/u
  if (bare.length > SIGNED_CHARS_MAX || !/\p{L}/u.test(bare) || /[-\u2010\u2011]/.test(bare) || goesOn.test(next)) return
  const word = fold(bare)
  forms.signed.push({ name: `${word}${sign === '#' ? 'sharp' : 'plus'.repeat(sign.length)}`, bare: word })
}

function noteCamelCase(forms: WrittenForms, name: string): void {
  const parts = name.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u).map(fold)
  const whole = parts.join('')
  if (parts.length > 1) forms.camelCase.push({ whole, parts: parts.filter((part) => part.length > 1) })
}
