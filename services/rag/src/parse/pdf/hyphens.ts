/** A hyphen at the end of a line, and what stands on both sides of it. */
const DIVIDED =
  /(?<![\p{L}\p{M}\p{N}]|[\p{L}\p{M}\p{N}][-‐‑])([\p{L}\p{M}\p{N}]+(?:[-‐‑][\p{L}\p{M}\p{N}]+)*)([-‐‑\u00ad])\n[ \t]*([\p{L}\p{M}\p{N}]+(?:[-‐‑][\p{L}\p{M}\p{N}]+)*)/gu
const WORD = /[\p{L}\p{M}\p{N}]+(?:[-‐‑][\p{L}\p{M}\p{N}]+)*/gu
const WORDS_MAX = 300_000

/** After a hyphen these go on with another word: Haupt- und Nebenfach, pre- and post-war. */
const CONJUNCTIONS = new Set(
  'und oder bzw sowie noch als bis and or to nor et ou y o e i u und en of och eller og eða ja tai és vagy a nebo lub oraz и или або та'.split(
    ' ',
  ),
)
/** Parts that follow a hyphen in English. */
const SECOND_PARTS = new Set(
  'term known based dependent independent specific related dimensional driven oriented induced called established defined style world scale time level sided shaped sized rich poor free like wide'.split(
    ' ',
  ),
)
const SECOND_OF =
  /^(?:long|short|well|so|self|half|high|low|real|full|large|small|first|second|third|one|two|three|four|multi|non|ill|best|better|child|world|time|context|user|data|rule|model|task|domain|problem|object|goal|water|temperature|age|sex|gender|carbon|oxygen|fat|sugar|gluten|error|cost|risk)$/i

const FRENCH = ['les', 'des', 'est']
/** After a hyphen in French: est-elle, eux-mêmes, peut-être. */
const FRENCH_PARTS = new Set('je tu il elle on nous vous ils elles ce ci là moi toi lui leur même mêmes être'.split(' '))

/** The spellings of a document, by which a hyphen at the end of a line is judged. */
export interface Spellings {
  add(line: string): void
  /** Words that are divided at the end of a line become whole, with the hyphen where it belongs to them. */
  whole(text: string): string
}

export function spellings(): Spellings {
  const plain = new Set<string>()
  const hyphenated = new Set<string>()
  return {
    add(line) {
      if (plain.size + hyphenated.size > WORDS_MAX) return
      for (const [word] of line.matchAll(WORD)) {
        const known = word.toLowerCase().replaceAll(/[‐‑]/g, '-')
        if (known.includes('-')) hyphenated.add(known)
        else plain.add(known)
      }
    },
    whole(text) {
      let whole = text
      // A word may be divided over three lines: each pass mends every other of them.
      for (let pass = 0; pass < 2; pass += 1)
        whole = whole.replaceAll(DIVIDED, (divided, before: string, hyphen: string, after: string, at: number, all: string) => {
          const isKept =
            isAddress(all, at, at + divided.length) ||
            (isInCapitals(all, at, at + divided.length)
              ? keepsHyphen(before.toLowerCase(), hyphen, after.toLowerCase())
              : keepsHyphen(before, hyphen, after))
          return isKept ? kept(before, hyphen, after, divided) : before + after
        })
      return whole
    },
  }

  function keepsHyphen(before: string, hyphen: string, after: string): boolean {
    if (hyphen === '\u00ad') return false
    if (/^[\p{Lu}\p{N}]/u.test(after) || /\p{N}$/u.test(before) || CONJUNCTIONS.has(after.toLowerCase())) return true
    // A compound of several parts, and an acronym: state-of-the-art, DNA-polymerase.
    if (/[-‐‑]/.test(before + after) || /\p{Lu}$/u.test(before)) return !plain.has((before + after).toLowerCase())
    if (FRENCH.every((word) => plain.has(word)) && FRENCH_PARTS.has(after.toLowerCase())) return true
    const one = before.toLowerCase().replaceAll(/[‐‑]/g, '-')
    const other = after.toLowerCase().replaceAll(/[‐‑]/g, '-')
    const asPlain = plain.has(one + other) || hyphenated.has(one + other)
    if (hyphenated.has(`${one}-${other}`) !== asPlain) return !asPlain
    const last = before.split(/[-‐‑]/).at(-1) ?? ''
    if ([...last].length === 1) return true
    return SECOND_PARTS.has(other.split('-')[0] ?? '') && SECOND_OF.test(last)
  }
}

const ADDRESS_LENGTH_MAX = 200
const LINE_LENGTH_MAX = 400
/** A divided word has two parts in capitals; more words show that they are no acronyms. */
const PARTS = 2

/** A hyphen of an address belongs to it. */
function isAddress(text: string, from: number, to: number): boolean {
  const before =
    text
      .slice(Math.max(0, from - ADDRESS_LENGTH_MAX), from)
      .split(/\s/)
      .at(-1) ?? ''
  const after = text.slice(to, to + ADDRESS_LENGTH_MAX).split(/\s/, 1)[0] ?? ''
  return /:\/\/|(?<!\w)www\.|@/i.test(before) || /^[\w.-]*@\w/.test(after)
}

/** Capitals say nothing about a word in two lines that have nothing else. */
function isInCapitals(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - LINE_LENGTH_MAX), from)
  const after = text.slice(to, to + LINE_LENGTH_MAX).split('\n', 1)[0] ?? ''
  const lines = before.slice(before.lastIndexOf('\n') + 1) + text.slice(from, to) + after
  return !/\p{Ll}/u.test(lines) && (lines.match(/\p{Lu}{2,}/gu)?.length ?? 0) > PARTS
}

/** Before a conjunction the hyphen stays; a compound continues after its hyphen. */
const kept = (before: string, hyphen: string, after: string, divided: string) =>
  CONJUNCTIONS.has(after.toLowerCase()) ? divided : `${before}${hyphen}${after}`
