import type { Pause } from '@collabry/runtime/time-slices'
import { foldedWords } from '../../generation/language'
import { splitText } from '../../generation/split-text'
import type { Extract } from './source-material'

/** The part of an extract that supports an item. */
export interface Evidence {
  extract: Extract
  /** Offsets in its content. */
  start: number
  end: number
  /** Share of the item's words that the place holds, rare words weigh more: 0 to 1. */
  share: number
}

export interface EvidenceFinder {
  /** There is no material. */
  isEmpty: boolean
  /** The place with most of the words of `claim`, and among equal ones most of `about`. undefined: no place has any. */
  find(claim: string, about: string): Evidence | undefined
  /** The place found, if it has this share of the claim and all its numbers: a wrong year would hide among right words. */
  support(claim: string, about: string, shareMin: number): Evidence | undefined
}

/** About two sentences. A place is two such windows, so that no statement is cut at a border. */
const STRETCH_TOKENS = 70

/** Finds the place of a statement in the material by its words: the same in every language, and independent of the model. */
export async function evidenceIn(extracts: Extract[], pause: Pause): Promise<EvidenceFinder> {
  const places: Omit<Evidence, 'share'>[] = []
  const postings = new Map<string, number[]>()
  for (const extract of extracts) {
    await pause()
    for (const { start, end } of windows(extract.content)) {
      await pause()
      for (const key of keysOf(extract.content.slice(start, end))) {
        const held = postings.get(key)
        if (held) held.push(places.length)
        else postings.set(key, [places.length])
      }
      places.push({ extract, start, end })
    }
  }
  const weightOf = (key: string) => Math.log(1 + (places.length + 1) / ((postings.get(key)?.length ?? 0) + 0.5))
  /** Share of a text's words that each place holds. */
  const shares = (text: string): Float64Array => {
    const keys = [...keysOf(text)]
    // A name of signs alone has no words: it is there or not.
    if (keys.length === 0) return Float64Array.from(places, (place) => (holds(place, text.trim()) ? 1 : 0))
    const total = keys.reduce((sum, key) => sum + weightOf(key), 0)
    const found = new Float64Array(places.length)
    for (const key of keys) {
      const share = weightOf(key) / total
      for (const place of postings.get(key) ?? []) found[place] = (found[place] ?? 0) + share
    }
    return found
  }
  const find: EvidenceFinder['find'] = (claim, about) => {
    const held = shares(claim)
    const near = shares(about)
    let best = -1
    let most = 0
    for (const [place, share] of held.entries()) {
      const score = share === 0 ? 0 : share + (near[place] ?? 0) / 2
      if (score > most) [best, most] = [place, score]
    }
    const place = places[best]
    return place && { ...place, share: held[best] ?? 0 }
  }
  return {
    isEmpty: places.length === 0,
    find,
    support(claim, about, shareMin) {
      const place = find(claim, about)
      return place && place.share >= shareMin && holdsNumbers(place, claim) ? place : undefined
    },
  }
}

const holds = ({ extract, start, end }: Omit<Evidence, 'share'>, sign: string): boolean =>
  sign !== '' && extract.content.slice(start, end).includes(sign)

function holdsNumbers({ extract, start, end }: Evidence, claim: string): boolean {
  const there = new Set(numbersOf(extract.content.slice(start, end)))
  return numbersOf(claim).every((number) => there.has(number))
}

const numbersOf = (text: string): string[] => foldedWords(text).filter((word) => /^\p{N}+$/u.test(word))

function windows(content: string): { start: number; end: number }[] {
  const borders = [0]
  for (const piece of splitText(content, STRETCH_TOKENS)) borders.push((borders.at(-1) ?? 0) + piece.length)
  if (borders.length <= 2) return [{ start: 0, end: content.length }]
  return borders.slice(0, -2).map((start, index) => ({ start, end: borders[index + 2] ?? content.length }))
}

/** Keys for matching words: their beginnings, because endings vary; pairs of characters for scripts without spaces. */
function keysOf(text: string): Set<string> {
  const keys = new Set<string>()
  for (const word of foldedWords(text)) {
    if (DENSE.test(word)) for (const pair of pairs(word)) keys.add(pair)
    else keys.add(/\p{N}/u.test(word) ? word : word.replace(/(?<=..)s$/, '').slice(0, KEY_CHARS))
  }
  return keys
}

const KEY_CHARS = 5
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

function pairs(word: string): string[] {
  const characters = [...word]
  return characters.length === 1 ? characters : characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}
