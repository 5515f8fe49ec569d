import { Database } from 'bun:sqlite'
import { expect, test } from 'bun:test'
import { strFromU8, unzipSync } from 'fflate'
import { type AnkiCard, ankiPackage } from './anki'

const NOW = Date.UTC(2026, 2, 1)
const card = (id: string, change: Partial<AnkiCard> = {}): AnkiCard => ({
  id,
  front: `Front ${id}`,
  back: 'Back',
  source: 'a.txt',
  tags: [],
  ...change,
})

function open(bytes: Uint8Array) {
  const files = unzipSync(bytes)
  const db = Database.deserialize(files['collection.anki2'] ?? new Uint8Array())
  const notes = db
    .query<{ id: number; guid: string; flds: string; tags: string; mod: number }, []>('select * from notes order by id')
    .all()
  const cards = db.query<{ nid: number; did: number; due: number }, []>('select * from cards order by due').all()
  const col = db.query<{ ver: number; models: string; decks: string }, []>('select * from col').get()
  return { files, notes, cards, col, check: db.query('pragma integrity_check').get() }
}

test('a package is a zip of a sound SQLite collection, with a note and a card for each card', () => {
  const { files, notes, cards, col, check } = open(
    ankiPackage('Leaves', [card('a'), card('b', { tags: ['green leaf', 'x'] })], NOW),
  )
  expect(Object.keys(files).sort()).toEqual(['collection.anki2', 'media'])
  expect(strFromU8(files.media ?? new Uint8Array())).toBe('{}')
  expect(check).toEqual({ integrity_check: 'ok' })
  expect(col?.ver).toBe(11)
  expect(notes.map(({ flds }) => flds.split('\u001f')).sort()).toEqual([
    ['Front a', 'Back', 'a.txt'],
    ['Front b', 'Back', 'a.txt'],
  ])
  expect(notes.map(({ tags }) => tags).sort()).toEqual(['', ' green_leaf x '])
  const decks = Object.values(JSON.parse(col?.decks ?? '')) as { id: number; name: string }[]
  const deck = decks.find(({ name }) => name === 'Leaves')
  expect(cards.map(({ did, due }) => [did, due])).toEqual([
    [deck?.id ?? 0, 1],
    [deck?.id ?? 0, 2],
  ])
  expect(cards.map(({ nid }) => nid).sort()).toEqual(notes.map(({ id }) => id).sort())
})

test('the same card is the same note in every package, so that importing again updates it', () => {
  const first = open(ankiPackage('Leaves', [card('a'), card('b')], NOW))
  const second = open(ankiPackage('Trees', [card('b', { back: 'Better' })], NOW + 60_000))
  const known = first.notes.find(({ flds }) => flds.startsWith('Front b'))
  expect(second.notes[0]).toMatchObject({ id: known?.id, guid: known?.guid, flds: 'Front b\u001fBetter\u001fa.txt' })
  expect(second.notes[0]?.mod).toBeGreaterThan(known?.mod ?? 0)
  expect(first.col?.models.match(/^\{"(\d+)"/)?.[1]).toBe(second.col?.models.match(/^\{"(\d+)"/)?.[1])
})

test('formulas are typeset by Anki, and prices stay prices', () => {
  const fields = (front: string) =>
    open(ankiPackage('D', [card('a', { front, source: '' })], NOW)).notes[0]?.flds.split('\u001f')[0]
  expect(fields('Energy: $E = mc^2$, and $a < b$.')).toBe(String.raw`Energy: \(E = mc^2\), and \(a &lt; b\).`)
  expect(fields('$$\\sum_{i=1}^n i$$')).toBe(String.raw`\[\sum_{i=1}^n i\]`)
  for (const text of ['It costs $5 and $6.', '5$ or 6$', '$5/$6', String.raw`a \$ b \$ c`]) expect(fields(text)).toBe(text)
})

test('the same cards at the same time are the same bytes', () => {
  expect(ankiPackage('Leaves', [card('a')], NOW)).toEqual(ankiPackage('Leaves', [card('a')], NOW))
})

test('no text becomes markup, another field, another deck or a second tag', () => {
  const hostile = card('a', { front: '<img src=x onerror=alert(1)> \u001f', back: 'a\nb', tags: ['a b"c'] })
  const { notes, col } = open(ankiPackage('A::"B"', [hostile], NOW))
  const [front = '', back, source] = notes[0]?.flds.split('\u001f') ?? []
  expect(front).not.toMatch(/[<>]/)
  expect([back, source]).toEqual(['a<br>b', 'a.txt'])
  expect(notes[0]?.tags).toBe(' a_b_c ')
  expect(Object.values(JSON.parse(col?.decks ?? '')).map((deck) => (deck as { name: string }).name)).toEqual(['Default', 'A:  B'])
})

test('what Anki would play, speak, run as LaTeX or fetch is text alone', () => {
  const tags = ['[sound:../../x.mp3]', '[SOUND:a]', '[anki:tts lang=en_US]a[/anki:tts]', '[anki:play:q:0]', '[latex]\\input{a}[/latex]', '[$]a[/$]', '[$$]a[/$$]'] // biome-ignore format: one list
  const { notes } = open(
    ankiPackage('A', [card('a', { front: tags.join(' '), back: '[sound:a] [1] [a]', source: tags[0] ?? '' })], NOW),
  )
  const fields = notes[0]?.flds ?? ''
  expect(fields).not.toMatch(/\[(sound|anki|latex|\$)|\[\/(anki|latex|\$)/i)
  expect(fields.replaceAll('\u2060', '')).toContain('[latex]\\input{a}[/latex]')
  expect(fields).toContain(' [1] [a]')
})

test('a package of no cards and of a hundred is sound', () => {
  expect(open(ankiPackage('', [], 0)).notes).toEqual([])
  const many = Array.from({ length: 100 }, (_, index) => card(String(index)))
  expect(new Set(open(ankiPackage('x', many, NOW)).notes.map(({ guid }) => guid)).size).toBe(100)
})
