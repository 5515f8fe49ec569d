import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../test/fakes/caller'
import { failureOf } from '../../test/fakes/failure'
import { type Line, scriptedLlm, tooLong } from '../../test/fakes/llm'
import type { Generation } from '../generation/llm'
import type { Message, Summary } from '../sessions/ports'
import { createDigest } from './summarization'

const waiting = { userId: 'ann', sessionId: 's', claim: 1, wantsTitle: false, summary: '', cursor: '' }

const said = (turns: number, words = 10): Message[] =>
  Array.from({ length: turns }, (_, n) =>
    (['user', 'assistant'] as const).map((role) => ({
      messageId: `${role === 'user' ? 'q' : 'a'}${n}`,
      role,
      content: `${role} says thing ${n} ${'word '.repeat(words)}`,
      createdAtMs: 0,
      status: 'complete' as const,
      sources: [],
      parentId: null,
    })),
  ).flat()

/** A session with these messages in pages of `limit`, and what became of it. */
function open(messages: Message[], script: Line[] | ((generation: Generation) => Line[]), windowTokens = 1_000) {
  const titles: { from: string; to: string }[] = []
  const summaries: Summary[] = []
  const model = scriptedLlm(script)
  const makeDigest = createDigest({
    llm: model.llm,
    sessions: {
      async messages(_, { limit, cursor }) {
        const from = Number(cursor)
        const next = from + limit
        return { messages: messages.slice(from, next), nextCursor: next < messages.length ? String(next) : null }
      },
    },
    notes: {
      setTitle: async (_, title) => titles.push(title) > 0,
      summarize: async (_, summary) => void summaries.push(summary),
    },
    windowTokens: () => windowTokens,
  })
  return { ...model, titles, summaries, digest: (more: object = {}) => makeDigest({ ...waiting, ...more }, callerOf('ann')) }
}

describe('a title', () => {
  test.each([
    ['Photosynthesis in plants', 'Photosynthesis in plants'],
    ['Title: "Photosynthesis."\n\nIt is about plants.', 'Photosynthesis'],
    [' **Licht und  Blätter** ', 'Licht und Blätter'],
    [`${'word '.repeat(25)}`, `${'word '.repeat(15)}word…`],
  ])('of what the model says, %j, is %j', async (answer, title) => {
    const session = open(said(1), [answer])
    await session.digest({ wantsTitle: true })
    expect(session.titles).toEqual([{ from: '', to: title }])
    expect(session.asked[0]).toMatchObject({ isBackground: true, brief: { task: 'title', question: said(1)[0]?.content } })
  })

  test.each(['…', '', 'word '.repeat(100)])('is not made of %j', async (answer) => {
    const session = open(said(1), [answer])
    await session.digest({ wantsTitle: true })
    expect(session.titles).toEqual([])
  })
})

describe('a summary', () => {
  test('is not made while everything fits', async () => {
    const session = open(said(3), ['short'])
    await session.digest()
    expect(session.asked).toEqual([])
  })

  test('is moved on, whole turns at a time, until what is behind it fits with room for more', async () => {
    let runs = 0
    const session = open(said(30, 20), () => [`summary ${++runs}`])
    await session.digest()
    expect(session.summaries.length).toBeGreaterThan(2)
    expect(session.summaries.every(({ messageId }) => messageId.startsWith('a'))).toBe(true)
    const covered = Number(session.summaries.at(-1)?.messageId.slice(1))
    expect(covered).toBeWithin(20, 29)
    const prompts = session.asked.map(({ messages }) => messages.at(-1)?.content ?? '')
    expect(prompts.slice(1).every((prompt, index) => prompt.includes(`summary ${index + 1}\n`))).toBe(true)
    const seen = prompts.flatMap((prompt) => [...prompt.matchAll(/Student: user says thing (\d+)/g)].map(([, n]) => Number(n)))
    expect(seen).toEqual(Array.from({ length: covered + 1 }, (_, n) => n))
    expect(session.asked.every(({ isBackground }) => isBackground === true)).toBe(true)
  })

  test('goes on from the one that is kept', async () => {
    const session = open(said(30, 20), ['newer'])
    await session.digest({ summary: 'The older one.', cursor: '40' })
    expect(session.asked[0]?.messages.at(-1)?.content).toContain('The older one.')
    expect(session.asked[0]?.messages.at(-1)?.content).not.toContain('thing 19')
  })

  test('takes a turn that is longer than the window in pieces, and none is lost', async () => {
    const long = said(3, 2_000)
    const session = open(long, ({ messages }) => ((messages.at(-1)?.content.length ?? 0) > 2_000 ? [tooLong()] : ['short']))
    await session.digest()
    const read = session.asked.filter(({ messages }) => (messages.at(-1)?.content.length ?? 0) <= 2_000)
    const words = read.flatMap(({ messages }) => messages.at(-1)?.content.match(/\bword\b/g) ?? []).length
    expect(words).toBeGreaterThanOrEqual(2 * 2_000 * 2)
    expect(session.summaries.at(-1)?.messageId).toBe('a1')
  })

  test('keeps what was done when it is called off', async () => {
    let runs = 0
    const session = open(said(30, 20), () => (++runs === 3 ? [new AppError('overloaded', 'Somebody asks.')] : ['short']))
    expect(await failureOf(session.digest())).toMatchObject({ code: 'overloaded' })
    expect(session.summaries).toHaveLength(2)
  })
})
