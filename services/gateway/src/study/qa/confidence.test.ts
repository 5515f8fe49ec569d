import { expect, test } from 'bun:test'
import { passageOf } from '../../../test/fakes/rag'
import { confidence } from './qa'

const strong = passageOf('a', { similarity: 0.8, wordCoverage: 0.2 })
const weak = passageOf('b', { similarity: 0.2, wordCoverage: 0.4 })

test('confidence is the strength of the cited passages, halved where nothing is cited', () => {
  expect(confidence('All of it [1].', [strong, weak])).toBe(0.8)
  expect(confidence('Half [1]. Of it.', [strong, weak])).toBe(0.6)
  expect(confidence('From both [1, 2].', [strong, weak])).toBe(0.6)
  expect(confidence('Nothing is cited.', [strong, weak])).toBe(0.4)
  expect(confidence('A point. [2] And more [2].', [strong, weak])).toBe(0.4)
})

test('confidence is null when nothing was looked for, and 0 when nothing was found', () => {
  expect(confidence('Whatever.', null)).toBeNull()
  expect(confidence('Whatever.', [])).toBe(0)
})

test('confidence stays within 0 and 1, whatever the scores', () => {
  expect(confidence('Sure [1].', [passageOf('a', { similarity: 1.0000001, wordCoverage: 3 })])).toBe(1)
  expect(confidence('No [1].', [passageOf('a', { similarity: -1, wordCoverage: 0 })])).toBe(0)
  expect(confidence('', [strong])).toBe(0.4)
})
