import { expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../test/fakes/caller'
import { failureOf } from '../../test/fakes/failure'
import { pageOf } from '../../test/fakes/toolbox'
import type { Finding } from './answer-with-tools'
import { createWebSearch } from './web-search'

const finding = (findings: Finding[]) => createWebSearch(async () => findings).run('{"query":"a"}', callerOf('ann'))

test('the query is one line of at most 400 characters', async () => {
  const asked: string[] = []
  const tool = createWebSearch(async (query) => {
    asked.push(query)
    return []
  })
  await tool.run(JSON.stringify({ query: ` a\n\u0000b ${'c'.repeat(500)}` }), callerOf('ann'))
  expect(asked[0]).toBe(`a b ${'c'.repeat(396)}`)
  for (const wrong of ['', '{', 'null', '{}', '{"query":7}', '{"query":" "}', '[]'])
    expect(await failureOf(tool.run(wrong, callerOf('ann')))).toMatchObject({ code: 'validation_error' })
  expect(asked).toHaveLength(1)
})

test('only pages of the web are kept, each once, and at most five', async () => {
  const urls = [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://x/y',
    'https://',
    'https://a b',
    'https://a/"x',
    `https://a/${'x'.repeat(3_000)}`,
    '',
  ]
  expect(await finding(urls.map((url) => ({ ...pageOf('text'), url })))).toEqual([])
  expect(await finding([pageOf('one'), pageOf('again'), pageOf('', 2), pageOf('three', 3)])).toEqual([
    pageOf('one'),
    pageOf('three', 3),
  ])
  expect(await finding(Array.from({ length: 9 }, (_, index) => pageOf('text', index)))).toHaveLength(5)
})

test('texts are short lines of well-formed Unicode', async () => {
  const [kept] = await finding([{ title: `a\r\n${'t'.repeat(300)}`, url: 'https://a/', content: `\ud800${'c'.repeat(5_000)}` }])
  expect(kept?.title).toHaveLength(200)
  expect(kept?.title).toStartWith('a t')
  expect(kept?.content).toHaveLength(1_000)
  expect(kept?.content.isWellFormed()).toBe(true)
})

test('a search that takes too long, or whose caller has left, is called off', async () => {
  const ends: string[] = []
  const hanging = (ms: number) =>
    createWebSearch(async (_, { signal }) => {
      await new Promise((resolve) => (signal.aborted ? resolve(0) : signal.addEventListener('abort', resolve)))
      ends.push('called off')
      throw new AppError('timeout', 'Too slow.')
    }, ms)
  const failures = [
    await failureOf(hanging(20).run('{"query":"a"}', callerOf('ann'))),
    await failureOf(hanging(60_000).run('{"query":"a"}', callerOf('ann', AbortSignal.abort()))),
    await failureOf(hanging(60_000).run('{"query":"a"}', callerOf('ann', AbortSignal.timeout(20)))),
  ]
  expect(failures.map((error) => (error as AppError).code)).toEqual(['timeout', 'timeout', 'timeout'])
  expect(ends).toHaveLength(3)
})
