import { createHash } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'
import { type AnkiNote, collectionOf } from './sqlite-anki'

export interface AnkiCard {
  /** The same for the same card, so that importing it again updates it. */
  id: string
  front: string
  back: string
  /** Where it is from; empty: nowhere. */
  source: string
  tags: string[]
}

/** An `.apkg`: a deck that Anki imports, as a zip of its collection (schema 11, which every version reads) and no media. */
export function ankiPackage(deck: string, cards: AnkiCard[], now: number): Uint8Array {
  const notes = cards.map(({ id, front, back, source, tags }, index): AnkiNote => {
    const number = numberOf(id)
    return {
      // Ids of rows are times by convention; only the guid says which note it is.
      id: number,
      cardId: number + 1,
      guid: guidOf(id),
      place: index + 1,
      fields: [front, back, source].map(toHtml),
      sortField: inert(front),
      checksum: Number.parseInt(createHash('sha1').update(toHtml(front)).digest('hex').slice(0, 8), 16),
      tags: tags.map(toTag).filter((tag) => tag !== ''),
    }
  })
  const collection = collectionOf({ deckId: numberOf(`deck ${deck}`), deck: toDeckName(deck), notes: distinct(notes), now })
  // Without compression twice: the same cards at the same time are the same bytes.
  return zipSync(
    { 'collection.anki2': collection, media: strToU8('{}') },
    { level: 6, mtime: new Date(Math.max(now, ZIP_EPOCH)) },
  )
}

/** The format knows no earlier time. */
const ZIP_EPOCH = Date.UTC(1980, 0, 2)

/** A number as Anki's ids are, milliseconds since 1970, from a hash; even, so that the card's id can follow it. */
function numberOf(id: string): number {
  const FIRST = 1_300_000_000_000
  const hash = createHash('sha256').update(`collabry ${id}`).digest()
  return FIRST + (hash.readUIntBE(0, 5) % 200_000_000_000) * 2
}

const guidOf = (id: string): string => createHash('sha256').update(`collabry ${id}`).digest('base64url').slice(0, 16)

/** Two hashes may meet; the later note moves on. */
function distinct(notes: AnkiNote[]): AnkiNote[] {
  const used = new Set<number>()
  return notes.map((note) => {
    let id = note.id
    while (used.has(id)) id += 2
    used.add(id)
    return { ...note, id, cardId: id + 1 }
  })
}

/**
 * Tags in brackets make Anki play a file, speak or run LaTeX. A word joiner, which nobody sees, ends them; as an entity the
 * bracket would be one again as soon as the card is edited.
 */
const inert = (text: string): string => text.replace(/\[(?=\s*(?:\/\s*)?(?:sound|anki|latex|\$))/gi, '[\u2060')

/** Fields are HTML to Anki: what is no markup must not become some. */
const toHtml = (text: string): string =>
  withMathJax(inert(text))
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>')

/**
 * Anki typesets formulas between `\\(` and `\\)`, or `\\[` and `\\]` on lines of their own. A dollar sign begins one where no blank
 * follows it, and ends it where no blank stands before it and no digit follows: prices are none.
 */
const withMathJax = (text: string): string =>
  text
    .replace(/(?<!\\)\$\$([^$]+?)\$\$/g, String.raw`\[$1\]`)
    .replace(/(?<![\\$])\$(?=[^\s$])((?:[^$\n\\]|\\.)*?)(?<=[^\s$])\$(?![\d$])/g, String.raw`\($1\)`)

const toTag = (tag: string): string => tag.replace(/[\s"]+/g, '_').replace(/^_+|(?<!_)_+$/g, '')

/** Two colons part a deck from the one it is in. */
const toDeckName = (title: string): string =>
  title
    .replace(/[\p{Cc}"]+/gu, ' ')
    .replaceAll('::', ': ')
    .trim() || 'Flashcards'
