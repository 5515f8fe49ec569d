import { expect, test } from 'bun:test'
import { foldForEmbedding } from './ollama'

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')

test('accents are taken off, and Han characters are words of their own', () => {
  expect(foldForEmbedding('Größe naïve Ёлка')).toBe('Große naive Елка')
  expect(words(foldForEmbedding('我喜欢AI, 東京です。\n读 书'))).toEqual([...'我喜欢', 'AI,', '東', '京', 'てす。', '读', '书'])
  expect(foldForEmbedding('한국어 ภาษาไทย')).toBe('한국어 ภาษาไทย'.replace(/\p{Mn}/gu, ''))
})

test('a text never grows beyond twice its length, whatever it is made of', () => {
  for (const sign of ['学', '學a', '\u{20000}', '\ufdfa', '\u0301', '\u{1d160}', 'ế', 'x']) {
    const text = sign.repeat(16_000)
    expect(foldForEmbedding(text).length).toBeLessThanOrEqual(2 * text.length)
  }
})

test('no word is so long that the tokenizer of the model would need minutes', () => {
  const text = `${'x'.repeat(32_000)} ${'ก'.repeat(2_500)} short`
  const lengths = words(foldForEmbedding(text)).map((word) => word.length)
  expect(Math.max(...lengths)).toBe(1_000)
  expect(lengths.at(-1)).toBe(5)
})
