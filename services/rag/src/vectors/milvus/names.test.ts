import { expect, test } from 'bun:test'
import { vectorCollection, vectorsName } from './collections'

test('the name of a collection carries the model and the length of its vectors, and gives both back', () => {
  expect(vectorsName('collabry', 'all-minilm', 384)).toBe('collabry_vectors_all_2dminilm_d384')
  for (const model of ['all-minilm', 'nomic-embed-text:v1.5', 'org/model_d5', 'Õ_d_', 'a_2d', 'x']) {
    const name = vectorsName('collabry', model, 768)
    expect(name).toMatch(/^[A-Za-z0-9_]+$/)
    expect(vectorCollection('collabry', name)).toEqual({ name, model, dimension: 768 })
  }
  expect(vectorsName('p', 'a-b', 1)).not.toBe(vectorsName('p', 'a_b', 1))
  expect(() => vectorsName('collabry', 'é'.repeat(100), 384)).toThrow('too long')
})

test('collections of others are not ours', () => {
  for (const name of ['collabry_chunks', 'other_vectors_m_d8', 'collabry_vectors_m', 'collabry2_vectors_m_d8']) {
    expect(vectorCollection('collabry', name)).toBeUndefined()
  }
})
