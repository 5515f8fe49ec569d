import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Glob } from 'bun'
import { isTest, ROOT, type SourceFile, sourceFiles } from './source'

// The rules of CONTRIBUTING.md that architecture.test.ts, the type checker and the linter leave.

const all = sourceFiles()
const product = all.filter(({ path }) => /^(services|packages)\/[^/]+\/src\//.test(path) && !isTest(path))
const inputs = product.filter(({ path }) => path !== 'packages/client/src/types.ts' && !path.endsWith('.fixture.ts'))

const LINES_MAX = 400
/** This list only gets shorter. */
const TOO_LONG: string[] = []

test('a file has at most 400 lines', () => {
  expect(inputs.filter(({ text }) => text.split('\n').length > LINES_MAX + 1).map(({ path }) => path)).toEqual(TOO_LONG)
})

test('files have names in kebab-case, without a metaphor', () => {
  expect(all.filter(({ path }) => !/^[a-z0-9]+([.-][a-z0-9]+)*\.ts$/.test(basename(path))).map(({ path }) => path)).toEqual([])
  const metaphor = /\b(breath|bell|grave|graveyard|knock|voice|deed|front|door|hole|chores|doomed|janitor|magic)\b/
  expect(inputs.filter(({ path }) => metaphor.test(path)).map(({ path }) => path)).toEqual([])
})

/** Constants of a module that are a number or a text. */
const CONSTANT = /^(?:export )?const (\w+)(?:: \w+)? = (?:-?\d[\d_.]*(?: \* [\d_]+)*|'[^']*'|`[^`]*`)$/gm
/** Types with a name that says nothing. */
const EMPTY_NAME = /\b(?:interface|class|type) (I[A-Z][a-z]\w+|\w+(?:Impl|Manager|Helper|Utils?|Base))\b/g

const found = (files: SourceFile[], pattern: RegExp, wrong = (_: string) => true) =>
  files.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].flatMap(([, name = '']) => (wrong(name) ? [`${path} ${name}`] : [])),
  )

test('constants of a module are UPPER_SNAKE, and no type is called a manager or a helper', () => {
  expect(found(inputs, CONSTANT, (name) => name !== name.toUpperCase())).toEqual([])
  expect(found(inputs, EMPTY_NAME)).toEqual([])
})

const COMMENT = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/|^\s*\/\/\s?(.*)$/gm
const commentsOf = ({ path, text }: SourceFile) =>
  [...text.matchAll(COMMENT)].map(([, block, line]) => ({
    path,
    text: (block ?? line ?? '').replace(/\s*\n\s*\*?\s?/g, ' ').trim(),
  }))
const comments = inputs.flatMap(commentsOf)
const RIDDLE = /^(What|Who|Of|So (many|often|few|long)|How (much|many|often)|That)\b/
const PAST = /\b(previously|formerly|no longer needed|now uses|legacy|FIXME|HACK|XXX)\b|\bTODO\b(?!\(#)/

test('a comment is a sentence of its own, and tells nothing of the past', () => {
  expect(comments.length).toBeGreaterThan(1_000)
  expect(comments.filter(({ text }) => RIDDLE.test(text))).toEqual([])
  expect(comments.filter(({ text }) => PAST.test(text))).toEqual([])
})

const LOG_CALL = /\b(log\.(?:debug|info|warn|error|fatal)\((?:[^()]|\([^()]*\))*\))/g
const isMade = (call: string) => /\$\{|' \+/.test(call)

test('log messages are constants', () => {
  expect(found(inputs, LOG_CALL, isMade)).toEqual([])
})

test('a breach of these rules is found', () => {
  const file = (text: string) => ({ path: 'a.ts', text, imports: [], loads: [] })
  expect(found([file("const pauseMs = 100\nexport const kind = 'a'\n")], CONSTANT)).toHaveLength(2)
  expect(found([file('class TurnManager {}\ninterface IStore {}\n')], EMPTY_NAME)).toHaveLength(2)
  const [riddle, past] = commentsOf(file('/** What is\n * left. */\n// It now uses a queue.\n'))
  expect([RIDDLE.test(riddle?.text ?? ''), PAST.test(past?.text ?? '')]).toEqual([true, true])
  expect(found([file("log.warn({ err }, 'the user ' + name)")], LOG_CALL, isMade)).toHaveLength(1)
})

test('no tool for mocks is used, and no test is left out for good', () => {
  expect(found(all, /\b(mock\.module|jest\.\w+|vi\.mock|sinon|spyOn)\(/g)).toEqual([])
  expect(found(all, /^\s*((?:test|describe)\.(?:only|skip|todo))\(/gm, (call) => !call.endsWith('describe.skip'))).toEqual([])
})

test('a contract runs on each of its implementations', () => {
  const contracts = all.filter(
    ({ path }) =>
      path.endsWith('.contract.ts') &&
      /export (function|const) \w+Contract/.test(all.find((file) => file.path === path)?.text ?? ''),
  )
  expect(contracts.length).toBeGreaterThan(10)
  const usersOf = (path: string) => all.filter(({ loads }) => loads.includes(path.replace(/\.ts$/, '')))
  expect(contracts.filter(({ path }) => usersOf(path).length === 0).map(({ path }) => path)).toEqual([])
})

const LENGTHS = { 'README.md': 120, 'ARCHITECTURE.md': 200, 'CONTRIBUTING.md': 120 }
const documents = ['*.md', 'docs/**/*.md'].flatMap((pattern) => [...new Glob(pattern).scanSync(ROOT)])

test('documents are within their lengths, and the files that they name are there', () => {
  const textOf = (name: string) => readFileSync(join(ROOT, name), 'utf8')
  const long = Object.entries(LENGTHS).filter(([name, linesMax]) => textOf(name).split('\n').length > linesMax + 1)
  expect(long).toEqual([])
  const places = all.flatMap(({ path }) => [`/${path}`, `/${path.replace('/src/', '/')}`])
  const isThere = (path: string) => path.startsWith('X/') || places.some((place) => place.endsWith(`/${path}`))
  const named = documents.flatMap((name) =>
    [...textOf(name).matchAll(/`([\w@./-]+\.ts)`/g)].map(([, path = '']) => ({ name, path })),
  )
  expect(named.length).toBeGreaterThan(100)
  expect(named.filter(({ path }) => !isThere(path))).toEqual([])
})
