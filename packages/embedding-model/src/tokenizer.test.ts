import { expect, test } from 'bun:test'
import reference from '../fixtures/pieces.json'
import { readTokenizer } from './model'

// The reference: SentencePiece 0.2.3 with the pieces of the model and its own rule `nmt_nfkc`, on the Universal Declaration of
// Human Rights in 330 languages and on characters that are normalised.

const tokenizer = readTokenizer()

test('texts are cut into the pieces that SentencePiece finds', () => {
  const differing = (reference as [string, number[]][]).filter(([text, ids]) => tokenizer.encode(text).join() !== ids.join())
  expect(differing).toEqual([])
})

test('marks that lie apart from their letters make no difference', () => {
  const text = 'Mọi người đều có quyền được thừa nhận tư cách là con người'
  expect(tokenizer.encode(text.normalize('NFD'))).toEqual(tokenizer.encode(text.normalize('NFC')))
})

test('no special piece stands for text, and lone surrogates do no harm', () => {
  expect([...tokenizer.encode('<s></s><mask>')].filter((id) => id < 3 || id > 250_000)).toEqual([])
  expect(tokenizer.encode('a\ud800b').length).toBeGreaterThan(1)
  expect(tokenizer.encode('')).toHaveLength(0)
})
