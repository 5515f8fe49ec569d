import { expect, test } from 'bun:test'
import { indexWords } from '../../lexical/tokenizer'
import { chunk } from '../store.contract'
import { encodeWords, TEXT_BYTES_MAX, toChunkRow, toHit, wordsBefore } from './rows'

test('words of any script come back as they were', () => {
  for (const text of ['Photosynthesis 2026', 'Ünï cödé', '細胞は生命の基本単位である', 'परमाणु ऊर्जा', 'Xylophon xa1', '']) {
    const words = indexWords(text)
    const { chunk_id, owner, document_id, version_key, notebook_id, content, words: stored } = toChunkRow('public', chunk(text))
    const numbers = { version: '1', ordinal: '0', starts: '0', ends: '1', page: '0' }
    const row = { chunk_id, owner, document_id, version_key, notebook_id, content, words: stored, ...numbers }
    expect(stored).toMatch(/^[A-Za-z0-9 ]*$/)
    expect(toHit(row, 1).words).toBe(words.join(' '))
  }
})

test('more words than fit into a field are cut between two of them', () => {
  const encoded = encodeWords(Array.from({ length: 20_000 }, (_, n) => `word${n}`))
  expect(encoded.length).toBeLessThanOrEqual(TEXT_BYTES_MAX)
  expect(encoded).toMatch(/ word\d+$/)
  expect(encoded.split(' ').every((word, n) => n === 0 || word === `word${n - 1}`)).toBe(true)
})

test('words without a mark, and those of an older one, are outdated, and those of a newer analysis are not', () => {
  expect(wordsBefore(3)).toBe('(not (words like "A%"))')
  expect(wordsBefore(5)).toBe('(not (words like "A%") or words like "A3 %" or words like "A4 %")')
})
