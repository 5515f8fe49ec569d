import { expect, test } from 'bun:test'
import jsTokens from 'js-tokens'
import { analyse } from 'scslre'
import { isTest, sourceFiles } from './source'

/** A place, the expression, and why its input can't be long. */
const BOUNDED: Record<string, string> = {
  'ambiguity.ts': 'messages of at most 200 characters',
  'confidence.ts': 'it matches from wherever it begins, so that nothing is looked at twice',
}

interface Expression {
  path: string
  source: string
  flags: string
}

const expressionsIn = (path: string, text: string): Expression[] =>
  [...jsTokens(text)].flatMap(({ type, value }) => {
    const [, source, flags] = type === 'RegularExpressionLiteral' ? (/^\/(.*)\/([a-z]*)$/s.exec(value) ?? []) : []
    return source === undefined || flags === undefined ? [] : [{ path, source, flags }]
  })

/** Whether some text takes it a time that grows faster than the text. */
const isSuperlinear = ({ source, flags }: Expression): boolean =>
  analyse({ source, flags: flags.replace(/[dvy]/g, '') }).reports.length > 0

const shipped = sourceFiles().filter(({ path }) => /^(services|packages)\/[^/]+\/src\//.test(path) && !isTest(path))

test('no regular expression takes more than linear time, whatever the text', () => {
  const all = shipped.flatMap(({ path, text }) => expressionsIn(path, text))
  expect(all.length).toBeGreaterThan(300)
  const slow = all.filter(isSuperlinear).map(({ path, source }) => `${path}: ${source}`)
  const unbounded = slow.filter((line) => !Object.keys(BOUNDED).some((file) => line.includes(`/${file}: `)))
  expect(unbounded).toEqual([])
  expect(slow).toHaveLength(Object.keys(BOUNDED).length)
})

test('an expression that goes over a text again and again is found', () => {
  const text = String.raw`x.replace(/\s+$/, '').replace(/(a|aa)+b/g, '').replace(/(?<!\s)\s+$/, '').split(/\s*,/)`
  expect(expressionsIn('x.ts', text).map(isSuperlinear)).toEqual([true, true, false, true])
})
