import { createHash } from 'node:crypto'
import { isRecord } from '@collabry/runtime/validation'
import type { Evidence, EvidenceFinder } from '../source-material/evidence'
import { itemKey } from '../structured-output/item-key'
import { lineOf, linesOf } from '../structured-output/json-answer'

export interface ReadCard {
  front: string
  back: string
  tags: string[]
  /** Where the material says it. */
  place: Evidence
}

const FRONT_CHARS_MAX = 500
const BACK_CHARS_MAX = 2_000
const TAGS_MAX = 5
const TAG_CHARS_MAX = 60
/** Share of the words of the back that one place of the material must hold; it may be put in other words. */
const SUPPORT_MIN = 0.5

export function cardsSchema(count: number): Record<string, unknown> {
  const text = { type: 'string', maxLength: FRONT_CHARS_MAX }
  const tag = { type: 'string', maxLength: TAG_CHARS_MAX }
  const properties = { front: text, back: text, tags: { type: 'array', items: tag, maxItems: TAGS_MAX } }
  const card = { type: 'object', properties, required: Object.keys(properties) }
  return {
    type: 'object',
    properties: { cards: { type: 'array', items: card, minItems: count, maxItems: count } },
    required: ['cards'],
  }
}

export const keyOf = ({ front }: ReadCard): string => itemKey(front)

const ID_CHARS = 20

/** By the front alone: a card that is made again with a better back takes the place of the old one. */
export const idOf = (card: ReadCard): string =>
  createHash('sha256')
    .update(`flashcard\n${keyOf(card)}`)
    .digest('hex')
    .slice(0, ID_CHARS)

/** A card that can be learned from, or what is wrong with it. */
export function readCard(entry: unknown, evidence: EvidenceFinder): ReadCard | string {
  if (!isRecord(entry)) return 'Every card must be an object.'
  const front = lineOf(entry.front)
  const back = lineOf(entry.back)
  if (front === '' || front.length > FRONT_CHARS_MAX) return 'Every card needs a "front", a term or a short question.'
  if (!A_WORD.test(back) || back.length > BACK_CHARS_MAX) return `The card "${front}" needs a "back" of one or two sentences.`
  if (itemKey(front) === itemKey(back)) return `The back of "${front}" must not repeat the front.`
  const place = evidence.find(back, front)
  if (!place || place.share < SUPPORT_MIN || !evidence.holdsNumbers(back, place)) {
    return `What stands on the back of "${front}" does not stand in the material.`
  }
  return { front, back, tags: tagsOf(entry.tags), place }
}

/** A lone letter, which small models like to give, teaches nothing; a number or a character of its own meaning may. */
const A_WORD = /[\p{L}\p{N}]{2}|\p{N}|\p{Lo}/u

const tagsOf = (value: unknown): string[] =>
  linesOf(value)
    .filter((tag) => tag.length <= TAG_CHARS_MAX)
    .slice(0, TAGS_MAX)
