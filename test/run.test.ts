import { expect, test } from 'bun:test'
import { countTests } from './parts'

const summary = (pass: number, fail: number) =>
  `\n ${pass} pass\n ${fail} fail\n 9 expect() calls\nRan ${pass + fail} tests across 2 files. [1.00s]\n`

test('the summary of the test run is what counts', () => {
  expect(countTests(`printed by a test:\n 99 pass\n${summary(12, 0)}`, 0)).toEqual({ passed: 12, failed: 0, skipped: 0 })
  expect(countTests(summary(12, 3), 1)).toEqual({ passed: 12, failed: 3, skipped: 0 })
})

test('a run that ends badly without a failed test is a failure', () => {
  expect(countTests(summary(12, 0), 1).failed).toBe(1)
  expect(countTests('', 139).failed).toBe(1)
  expect(countTests('Segmentation fault', 0).failed).toBe(1)
})
