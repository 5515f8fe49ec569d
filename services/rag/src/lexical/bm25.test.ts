import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { joined, ranker, withStopWords, wordCounter, wordCoverage } from './bm25'
import { indexWords, queryWords } from './tokenizer'

const one = (word: string, of = word, weight = 1) => ({ word, weight, of })
const statistics = {
  chunks: 100,
  words: 1_000,
  holding: new Map([
    ['common', 60],
    ['rare', 2],
    ['never', 0],
  ]),
}

test('rarer words, more of them, and shorter chunks rank higher', () => {
  const query = [one('common'), one('rare'), one('the', 'the', 0.1)]
  const score = ranker(query, statistics)
  expect(score('rare')).toBeGreaterThan(score('common common common'))
  expect(score('rare rare x')).toBeGreaterThan(score('rare x x'))
  expect(score('rare x')).toBeGreaterThan(score('rare x x x x x'))
  expect(score('common the')).toBeGreaterThan(score('common x'))
  expect(score('commoner rarer')).toBe(0)
  expect(score('')).toBe(0)
})

test('a word is as rare as its most common form, and its forms count as one', () => {
  const score = ranker([one('common', 'commons'), one('rare', 'commons'), one('never', 'commons')], statistics)
  expect(score('rare')).toBe(score('common'))
  expect(score('common rare')).toBe(score('common common'))
})

test('stop words are as rare as they are in a sample', () => {
  const query = [one('rare'), one('the', 'the', 0.1), one('people', 'people', 0.1)]
  const known = withStopWords(statistics, query, ['rare the', 'rare the people', 'rare the the', 'rare the x'])
  expect(known.holding.get('the')).toBeGreaterThan(85)
  expect(known.holding.get('people')).toBeWithin(20, 40)
  expect(known.holding.get('rare')).toBe(2)
  expect(withStopWords(statistics, query, [])).toBe(statistics)
  const score = ranker(query, known)
  expect(score('rare people')).toBeGreaterThan(score('rare the'))
})

test('a chunk that holds all pairs of the characters of a word holds the word', () => {
  const all = { chunks: 10, words: 100, holding: new Map([['서울대학교', 1], ['대학', 1], ['학교', 1]]) } // biome-ignore format: one line reads best
  const query = queryWords('대학교')
  expect(wordCoverage(indexWords('서울대학교는 크다').join(' '), query, all)).toBe(1)
  expect(wordCoverage(indexWords('대학은 크다').join(' '), query, all)).toBeWithin(0.3, 0.5)
})

test('a chunk that holds a word of a compound holds less than the compound, and less than half of a query for it', () => {
  const query = queryWords('Wie hoch ist die Versicherungsprämie?')
  const texts = [
    'Die Versicherungsprämie ist nicht hoch.',
    'Die Versicherungssumme ist nicht hoch.',
    'Die Erwartungssumme ist nicht hoch.',
  ]
  const words = texts.map((text) => indexWords(text).join(' '))
  const holding = new Map(query.map(({ word }) => [word, words.filter((one) => one.split(' ').includes(word)).length]))
  const known = { chunks: 100, words: 1_000, holding }
  const [whole = 0, part = 0, none = 0] = words.map(ranker(query, known))
  expect(whole).toBeGreaterThan(part)
  expect(part).toBeGreaterThan(none)
  const alone = query.filter(({ of }) => of === 'versicherungspramie')
  expect(words.map((one) => wordCoverage(one, alone, known))).toEqual([1, 0.4, 0])
})

test('coverage is the share of content words by rarity, whichever form is held, and stop words are none', () => {
  const query = [one('never', 'commons'), one('common', 'commons'), one('rare'), one('the', 'the', 0.1)]
  expect(wordCoverage('common rare', query, statistics)).toBe(1)
  expect(wordCoverage('common the', query, statistics)).toBeWithin(0.05, 0.2)
  expect(wordCoverage('rare', query, statistics)).toBeWithin(0.8, 0.95)
  expect(wordCoverage('the', query, statistics)).toBe(0)
  expect(wordCoverage('the', [one('the', 'the', 0.1)], statistics)).toBe(1)
  expect(wordCoverage('x', [], statistics)).toBe(0)
})

test('coverage is at most 1 where the store knows nothing of the words', () => {
  const empty = { chunks: 0, words: 0, holding: new Map<string, number>() }
  for (const query of [
    'canary zanzibar',
    'tell me about the canary of zanzibar',
    'what is zanzibar',
    'Kanarienvogel und Sansibar',
  ]) {
    const words = queryWords(query)
    const all = words.map(({ word }) => word).join(' ')
    expect([query, wordCoverage(all, words, empty)]).toEqual([query, 1])
    for (const { word } of words) expect(wordCoverage(word, words, empty)).toBeWithin(0, 1 + Number.EPSILON)
  }
})

test('statistics of several owners are added up', () => {
  const all = joined([statistics, { chunks: 1, words: 5, holding: new Map([['rare', 1]]) }])
  expect(all).toMatchObject({ chunks: 101, words: 1_005 })
  expect(all.holding.get('rare')).toBe(3)
})

const word = fc.oneof(fc.constantFrom('a', 'b', 'aa', 'ab', 'é', '日本', '0'), fc.string({ minLength: 1 })).map((text) => {
  return text.replaceAll(' ', '_')
})

test('each word is counted as cutting the text into its words would', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 80 }), fc.array(word, { maxLength: 60 }), (asked, held) => {
      const counter = wordCounter(asked)
      expect(counter.count(held.join(' '))).toBe(held.length)
      const counts = asked.map((one) => counter.counts[counter.placeOf(one)])
      expect(counts).toEqual(asked.map((one) => held.filter((other) => other === one).length))
    }),
  )
})

test('a text is counted by itself, whatever was counted before it', () => {
  const { count, counts, placeOf } = wordCounter(['tide', 'moon'])
  expect(count('tide tide moon')).toBe(3)
  expect(count('moon')).toBe(1)
  expect([counts[placeOf('tide')], counts[placeOf('moon')]]).toEqual([0, 1])
  expect(count('')).toBe(0)
})

test('words of one hash are told apart', () => {
  const { count, counts, placeOf } = wordCounter(['Aa', 'BB']) // 65 * 31 + 97 = 66 * 31 + 66
  count('BB BB Aa')
  expect([counts[placeOf('Aa')], counts[placeOf('BB')]]).toEqual([1, 2])
})

test('where a chunk holds what is asked about, unknown words that ask lower its share little, and what says which one does', () => {
  const held = new Map([
    ['photosynthesi', 40],
    ['photosynthesis', 40],
    ['battl', 3],
    ['battle', 3],
    ['buy', 5],
    ['chain', 3],
    ['hole', 4],
    ['black', 9],
    ['death', 9],
    ['योग', 3],
  ])
  const coverage = (query: string, chunk: string) => {
    const words = queryWords(query)
    const holding = new Map(words.map(({ word }) => [word, held.get(word) ?? 0]))
    return wordCoverage(chunk, words, { chunks: 100, words: 10_000, holding })
  }
  for (const request of [
    'Give me a rundown of photosynthesis',
    'Any good analogy for photosynthesis?',
    'Please create flashcards about photosynthesis',
    'whats photosynthesis agian?',
    'I gotta write an essay on photosynthesis',
    'Help me understand black holes slowly',
    'photosynthesis plzzz',
    'black death glorpy',
  ]) {
    expect([request, coverage(request, 'photosynthesi photosynthesis black hole black death') >= 0.51]).toEqual([request, true])
  }
  for (const other of [
    'the battle of Waterloo',
    'Create flashcards about the battle of Waterloo',
    'which laptop should I buy?',
    'explain the blockwise chain',
    'मुझे योग में श्वास सिखाओ',
    'black death glorpy',
  ]) {
    expect([other, coverage(other, 'black battl battle buy chain योग death') < 0.51]).toEqual([other, true])
  }
  expect(coverage('good night', 'good night')).toBe(0)
})
