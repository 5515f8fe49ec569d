import { expect, test } from 'bun:test'
import { ownerKey } from '@collabry/storage/owner-key'
import { belowVersion, ofChunks, ofOwner, versionKey, withinScope } from './filter'

const ann = ownerKey('ann')
const everything = { documentIds: undefined, notebookId: undefined, hidden: [] }

test('a filter begins with the owner, and says what the scope says', () => {
  const hidden = [{ documentId: 'b', version: 3 }]
  expect(withinScope(ann, everything)).toBe(`owner == "${ann}"`)
  expect(withinScope('public', { documentIds: ['a', 'b'], notebookId: 'n.1', hidden })).toBe(
    'owner == "public" and document_id in ["a","b"] and notebook_id == "n.1" and version_key not in ["b.3"]',
  )
  expect(belowVersion(ann, 'a', 3)).toBe(`owner == "${ann}" and document_id == "a" and version < 3`)
  expect(belowVersion(ann, 'a', Number.POSITIVE_INFINITY)).toBe(`owner == "${ann}" and document_id == "a"`)
})

test('what a client wrote never gets into a filter: ids and notebooks that can not be ours match nothing', () => {
  const hostile = ['" or owner != "', 'a\\', "a'", 'a"', '', 'a b', 'a\n', '%', 'é', 'a'.repeat(200)]
  for (const text of hostile) {
    expect(withinScope(ann, { ...everything, documentIds: [text] })).toBeUndefined()
    expect(withinScope(ann, { ...everything, notebookId: text })).toBeUndefined()
    expect(withinScope(ann, { ...everything, documentIds: [text, 'a'] })).toBe(`owner == "${ann}" and document_id in ["a"]`)
    expect(() => ofChunks(ann, [text])).toThrow()
    expect(() => belowVersion(ann, text, 1)).toThrow()
    expect(() => ofOwner(`u.${text}`)).toThrow()
  }
  expect(() => versionKey('a', Number.NaN)).toThrow()
})
