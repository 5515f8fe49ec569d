import { expect, test } from 'bun:test'
import { bagOf, readCorpus } from './corpus'

test('the words of a sentence do not depend on its neighbours', () => {
  const odd = ["L'énergie de l'eau est chaude", "Dell'acqua e dell'aria si parla", '漢字と仮名を読む', 'สวัสดีครับผม', 'It is 3', '14 more', '\u0301 accents begin it', "O'Neill's 1,000 books"] // biome-ignore format: one list
  const text = Array.from({ length: 1_200 }, (_, n) => `${odd[n % odd.length]} ${n}`).join('.\n\n')
  const { quotes, analysis } = readCorpus({ passages: [], text })
  expect(quotes.length).toBeGreaterThan(1_000)
  for (const { text, bag, length } of quotes) {
    expect([text, bag]).toEqual([text, bagOf(text, analysis)])
    expect(length).toBe(analysis.words(text).length)
  }
})
