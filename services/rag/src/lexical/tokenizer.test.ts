import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { fold } from './language'
import { embeddingText, indexWords, queryWords } from './tokenizer'

/** Whether a query of one or more words finds a text that holds forms of all of them. */
const finds = (query: string, text: string): boolean => {
  const held = new Set(indexWords(text))
  const content = queryWords(query).filter(({ weight }) => weight > 0.2)
  const terms = Map.groupBy(content, ({ of }) => of)
  return terms.size > 0 && [...terms.values()].every((forms) => forms.some(({ word }) => held.has(word)))
}

test.each([
  ['cells dividing', 'The cell divides while the other one is resting.'],
  ['naïve café', 'The NAIVE owner of a cafe.'],
  ['10^6 cells', 'A drop holds 10⁶ cells.'],
  ['1969', 'It was found in 1969¹².'],
  ['H2O', 'Water is H₂O, an area is m².'],
  ['m2', 'Water is H₂O, an area is m².'],
  ['Häuser', 'Das Haus ist groß, und die Straße ist lang.'],
  ['haus strasse', 'Das Haus ist groß, und die Straße ist lang.'],
  ['Zellen', 'Die Zelle ist klein und teilt sich nicht.'],
  ['was ist eine Zelle', 'Was eine Zelle ist: die Zellen sind klein, und sie teilen sich.'],
  ['clustering', 'Beim Clustering werden die Daten in Gruppen geteilt, und das ist nicht leicht.'],
  ['what is clustering', 'Beim Clustering werden die Daten in Gruppen geteilt, und das ist nicht leicht.'],
  ['ecole', "Les enfants sont dans l'école, et ils ne sont pas dans les rues."],
  ['canción', 'Las canciones de los niños son para que todos las canten.'],
  ['зелёный', 'Зеленые ёлки и не только.'],
  ['学习', '我喜欢机器学习。'],
  ['機械学習', '東京大学で機械学習を勉強する'],
  ['학교', '나는 학교에서 공부한다'],
  ['ภาษา', 'ภาษาไทยง่าย'],
  ['किताब', 'यह मेरी किताब है'],
  ['ﬁeld ① Ｆｕｌｌ', 'field 1 full'],
  ['node.js', 'We use Node.js here'],
  ['node', 'We use Node.js here'],
  ["ann's", 'A book of Ann'],
  ['x'.repeat(500), `and ${'x'.repeat(500)} and`],
])('%p is found in %p', (query, text) => {
  expect(finds(query, text)).toBe(true)
})

test('accents that make another letter in their script are kept', () => {
  expect(fold('Йод Ёлка İstanbul Έλληνας')).toBe('йод елка istanbul ελληνασ')
  expect(finds('दन', 'दिन')).toBe(false)
})

test('stop words weigh little, unless there is nothing else', () => {
  const weight = (query: string, of: string) => Math.max(...queryWords(query).filter((one) => one.of === of).map((one) => one.weight)) // biome-ignore format: one line reads best
  expect(weight('what is the membrane', 'the')).toBeLessThan(0.2)
  expect(weight('what is the membrane', 'membrane')).toBe(1)
  expect(weight('the who', 'who')).toBe(1)
  expect(weight('was ist die Membran', 'die')).toBeLessThan(0.2)
})

test('a word that is none is cut', () => {
  expect(indexWords('x'.repeat(500))).toEqual(['x'.repeat(48)])
})

test('a long query is cut to a bounded number of words, content first', () => {
  const query = `${'the and of '.repeat(300)}${Array.from({ length: 3_000 }, (_, at) => `term${at}`).join(' ')}`
  const terms = new Set(queryWords(query).map(({ of }) => of))
  expect(terms.size).toBe(64)
  expect(terms.has('the')).toBe(false)
})

test('the forms of a query are bounded, however long its words are', () => {
  const syllables = Array.from({ length: 3_000 }, (_, at) => String.fromCharCode(0xac00 + ((at * 7_919) % 11_172)))
  const words = Array.from({ length: 64 }, (_, at) => syllables.slice(at * 45, at * 45 + 45).join(''))
  expect(queryWords(words.join(' ')).length).toBeLessThanOrEqual(64 + 256)
  const few = queryWords('나는 학교에서 한국어를 공부한다')
  expect(few.map(({ word }) => word)).toEqual(expect.arrayContaining(['학교', '교에', '에서', '한국', '국어', '어를', '공부']))
})

test('a query is read as far as it can hold more words than are looked for', () => {
  const words = (text: string) => queryWords(text).map(({ word }) => word)
  expect(words(`${'the '.repeat(1_900)}tide`)).toContain('tide')
  expect(words(`${'the '.repeat(8_000)}tide`)).not.toContain('tide')
})

test('the headings above a text and the name of its file are words of it', () => {
  expect(indexWords('It divides.', ['Cells', 'mitosis_notes.md'])).toEqual(expect.arrayContaining(['cell', 'mitosi', 'note']))
})

test('whatever the text, words are bounded, well-formed and made of letters, marks and digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      for (const word of [...indexWords(text), ...queryWords(text).map(({ word }) => word)]) {
        expect(word).toMatch(/^[\p{L}\p{M}\p{N}\p{Co}\ufffd]{1,100}$/u)
        expect(word.isWellFormed()).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('embedding models get text without accents, headings first', () => {
  expect(embeddingText('Die Größe', ['Maße'])).toBe('masse\ndie grosse')
  expect(embeddingText('## Über  Maße\nDie Größe', ['Körper', 'Über Maße'])).toBe('korper\n## uber  masse\ndie grosse')
})
