import { Database } from 'bun:sqlite'
import { createHash } from 'node:crypto'
import { strToU8, zipSync } from 'fflate'

interface AnkiNote {
  id: number
  cardId: number
  guid: string
  /** Its place in the order of new cards, from 1. */
  place: number
  /** HTML. */
  fields: string[]
  sortField: string
  checksum: number
  tags: string[]
}

interface Collection {
  deckId: number
  deck: string
  notes: AnkiNote[]
  now: number
}

/** The note type; its id never changes, or an import would make a second one. */
const MODEL_ID = 1_607_392_319_417
const FIELDS = ['Front', 'Back', 'Source']
const SEPARATOR = '\u001f'

/** Anki's collection in its schema 11, as bytes of an SQLite file. */
function collectionOf({ deckId, deck, notes, now }: Collection): Uint8Array {
  const seconds = Math.floor(now / 1_000)
  using db = new Database(':memory:', { strict: true })
  db.run(SCHEMA)
  const json = [CONF, modelOf(deckId, seconds), decksOf(deckId, deck, seconds), DECK_OPTIONS, {}].map((value) =>
    JSON.stringify(value),
  )
  db.run('insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)', [seconds, now, now, ...json])
  const addNote = db.query('insert into notes values (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, ?)')
  const addCard = db.query('insert into cards values (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, ?)')
  for (const { id, cardId, guid, place, fields, sortField, checksum, tags } of notes) {
    const spaced = tags.length > 0 ? ` ${tags.join(' ')} ` : ''
    addNote.run(id, guid, MODEL_ID, seconds, spaced, fields.join(SEPARATOR), sortField, checksum, '')
    addCard.run(cardId, id, deckId, seconds, place, '')
  }
  return db.serialize()
}

const SCHEMA = `
create table col (id integer primary key, crt integer not null, mod integer not null, scm integer not null, ver integer not null,
  dty integer not null, usn integer not null, ls integer not null, conf text not null, models text not null, decks text not null,
  dconf text not null, tags text not null);
create table notes (id integer primary key, guid text not null, mid integer not null, mod integer not null, usn integer not null,
  tags text not null, flds text not null, sfld integer not null, csum integer not null, flags integer not null, data text not null);
create table cards (id integer primary key, nid integer not null, did integer not null, ord integer not null, mod integer not null,
  usn integer not null, type integer not null, queue integer not null, due integer not null, ivl integer not null,
  factor integer not null, reps integer not null, lapses integer not null, left integer not null, odue integer not null,
  odid integer not null, flags integer not null, data text not null);
create table revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null, ivl integer not null,
  lastIvl integer not null, factor integer not null, time integer not null, type integer not null);
create table graves (usn integer not null, oid integer not null, type integer not null);
create index ix_notes_usn on notes (usn);
create index ix_cards_usn on cards (usn);
create index ix_revlog_usn on revlog (usn);
create index ix_cards_nid on cards (nid);
create index ix_cards_sched on cards (did, queue, due);
create index ix_revlog_cid on revlog (cid);
create index ix_notes_csum on notes (csum);`

const CONF = {
  activeDecks: [1],
  curDeck: 1,
  newSpread: 0,
  collapseTime: 1_200,
  timeLim: 0,
  estTimes: true,
  dueCounts: true,
  curModel: null,
  nextPos: 1,
  sortType: 'noteFld',
  sortBackwards: false,
  addToCur: true,
}

const DECK_OPTIONS = {
  1: {
    id: 1,
    name: 'Default',
    mod: 0,
    usn: 0,
    maxTaken: 60,
    autoplay: true,
    timer: 0,
    replayq: true,
    new: { bury: true, delays: [1, 10], initialFactor: 2_500, ints: [1, 4, 7], order: 1, perDay: 20, separate: true },
    rev: { bury: true, ease4: 1.3, fuzz: 0.05, ivlFct: 1, maxIvl: 36_500, minSpace: 1, perDay: 100 },
    lapse: { delays: [10], leechAction: 0, leechFails: 8, minInt: 1, mult: 0 },
  },
}

const deckOf = (id: number, name: string, mod: number) => ({
  id,
  name,
  mod,
  usn: -1,
  conf: 1,
  desc: '',
  dyn: 0,
  collapsed: false,
  extendNew: 10,
  extendRev: 50,
  newToday: [0, 0],
  revToday: [0, 0],
  lrnToday: [0, 0],
  timeToday: [0, 0],
})

const decksOf = (id: number, name: string, seconds: number) => ({ 1: deckOf(1, 'Default', 0), [id]: deckOf(id, name, seconds) })

const modelOf = (deckId: number, seconds: number) => ({
  [MODEL_ID]: {
    id: MODEL_ID,
    name: 'Collabry flashcard',
    type: 0,
    mod: seconds,
    usn: -1,
    sortf: 0,
    did: deckId,
    flds: FIELDS.map((name, ord) => ({ name, ord, sticky: false, rtl: false, font: 'Arial', size: 20, media: [] })),
    tmpls: [
      {
        name: 'Card 1',
        ord: 0,
        qfmt: '{{Front}}',
        afmt: '{{FrontSide}}<hr id="answer">{{Back}}{{#Source}}<div class="source">{{Source}}</div>{{/Source}}',
        did: null,
        bqfmt: '',
        bafmt: '',
      },
    ],
    css: '.card { font-family: arial; font-size: 20px; text-align: center; }\n.source { margin-top: 1em; font-size: 12px; opacity: 0.6; }',
    latexPre: '\\documentclass[12pt]{article}\n\\begin{document}\n',
    latexPost: '\\end{document}',
    req: [[0, 'any', [0]]],
    tags: [],
    vers: [],
  },
})

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
 * Anki typesets formulas between `\\(` and `\\)`, or `\\[` and `\\]` on lines of their own. A dollar sign begins one where no
 * blank follows it, and ends it where no blank stands before it and no digit follows: prices are none.
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
