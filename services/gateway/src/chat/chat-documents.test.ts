import { describe, expect, test } from 'bun:test'
import { asking, away, draw, open } from '../../test/fakes/chat-fixture'
import { tooLong } from '../../test/fakes/llm'
import { passageOf } from '../../test/fakes/rag'
import { clarifyingQuestions } from '../generation/language'
import type { Generation } from '../generation/llm'

describe('documents in a conversation', () => {
  const fitting = passageOf('Entropy measures disorder.')
  const unrelated = passageOf('Bake the cake.', { isUnrelated: true })

  test.each([
    ['auto', [fitting, unrelated], ['Entropy measures disorder.']],
    ['auto', [unrelated], []],
    [true, [unrelated], ['Bake the cake.']],
    [false, [fitting], []],
  ] as const)('use_rag %p takes the passages that it should', async (useRag, passages, used) => {
    const setting = open({ passages: [...passages] })
    const { result } = await draw(setting, asking({ useRag }))
    expect(result).toMatchObject({
      tool_used: used.length > 0 ? 'retrieval' : null,
      sources: used.map((content) => ({ content })),
    })
    expect(setting.asked[0]?.brief.passages?.map(({ content }) => content)).toEqual([...used])
    expect(setting.answer()?.sources?.length ?? 0).toBe(used.length)
  })

  test('are left out of an answer when they cannot be searched, unless they were asked for', async () => {
    const auto = open({ passages: away() })
    expect((await draw(auto, asking({ useRag: 'auto' }))).result).toMatchObject({ response: 'ok', tool_used: null })
    expect(auto.asked[0]?.messages.at(-1)?.content).toContain('cannot be searched')
    for (const request of [asking({ useRag: true }), asking({ useRag: 'auto', sourceIds: ['d1'] })]) {
      const setting = open({ passages: away() })
      expect((await draw(setting, request)).error).toMatchObject({ code: 'unavailable' })
      expect(setting.answer()).toMatchObject({ status: 'failed', ends: 1 })
    }
  })

  test('that are still being processed are counted, and named by an answer that found nothing', async () => {
    const added = '\n\nDocuments that are still being processed and could not be searched: 2.'
    for (const [useRag, passages, text] of [
      ['auto', [], `ok${added}`],
      [true, [], `ok${added}`],
      [true, [fitting], 'ok'],
      [false, [], 'ok'],
    ] as const) {
      const setting = open({ passages: [...passages], documentsProcessing: 2 })
      const drawn = await draw(setting, asking({ useRag }))
      expect(drawn.result).toMatchObject({ response: text, documents_processing: 2 })
      expect([drawn.text, setting.answer()?.content]).toEqual([text, text])
    }
  })

  test('go in whole, the best ones first, as far as the window has room for them', async () => {
    const passages = ['a', 'b', 'c', 'd'].map((letter) => passageOf(letter.repeat(200)))
    const lines = ({ messages }: Generation) => ((messages.at(-1)?.content.length ?? 0) > 1_200 ? [tooLong()] : ['So [1][2][3].'])
    const setting = open({ lines, passages })
    const { text, result, events } = await draw(setting, asking({ useRag: true }))
    expect(text).toBe('So [1][2].')
    expect(events[0]).toBe('sources')
    expect(result).toMatchObject({
      sources: passages.slice(0, 2).map(({ content }) => ({ content })),
      usage: { context: { passages_used: 2, passages_left_out: 2 } },
    })
    expect(setting.answer()).toMatchObject({ content: 'So [1][2].', status: 'complete' })
    expect(setting.answer()?.sources).toHaveLength(2)
    expect(setting.leftOut()).toBe(2)
  })

  test('of which the window has room for none are left out, and the model is told to say so', async () => {
    const lines = ({ messages }: Generation) => (messages.at(-1)?.content.includes('<passage') ? [tooLong()] : ['So [1].'])
    const setting = open({ lines, passages: [fitting] })
    const { result } = await draw(setting, asking({ useRag: true }))
    expect(result).toMatchObject({
      ...{ response: 'So [1].', tool_used: null, sources: [] },
      usage: { context: { passages_used: 0, passages_left_out: 1 } },
    })
    expect(setting.asked.at(-1)?.messages.at(-1)?.content).toContain('your window has no room')
    const wordy = open({ lines: [tooLong()], passages: [fitting] })
    expect((await draw(wordy, asking({ useRag: true }))).error).toMatchObject({ code: 'validation_error' })
  })

  test('are cited by numbers that exist, and history holds what was sent', async () => {
    const setting = open({ lines: ['Disorder [', '1]', ' grows [', '7', '].'], passages: [fitting] })
    const { text } = await draw(setting, asking({ useRag: true }))
    expect(text).toBe('Disorder [1] grows.')
    expect(setting.answer()?.content).toBe(text)
  })

  test('are searched with the message before, when the message names nothing', async () => {
    const setting = open()
    await draw(setting, asking({ useRag: 'auto' }))
    await draw(setting, asking({ useRag: 'auto', message: 'Explain it more simply' }))
    expect(setting.searched.map(({ query }) => query)).toEqual(['What is entropy?', 'What is entropy?\nExplain it more simply'])
  })

  test('are searched with the request before, when a message goes on from it and finds nothing', async () => {
    const setting = open({ passages: [passageOf('Entropy.')], followUps: ['and in gases?'] })
    for (const message of ['What is entropy?', 'and in gases?']) await draw(setting, asking({ useRag: 'auto', message }))
    expect(setting.searched.map(({ query }) => query)).toEqual([
      'What is entropy?',
      'and in gases?',
      'What is entropy?\nand in gases?',
    ])
    const { result } = await draw(setting, asking({ useRag: 'auto', message: 'What is heat?' }))
    expect(setting.searched.at(-1)?.query).toBe('What is heat?')
    expect(result).toMatchObject({ tool_used: 'retrieval' })
  })
})

describe('a vague request', () => {
  test('is asked about at once, without a model, and kept as a turn', async () => {
    const setting = open()
    const { text, result } = await draw(setting, asking({ message: 'Explain it' }))
    expect(text).toBe(clarifyingQuestions.en)
    expect(result).toMatchObject({ response: text, model: 'none', tool_used: null })
    expect(setting.runs.begun).toBe(0)
    expect(setting.answer()).toMatchObject({ content: text, status: 'complete', ends: 1 })
  })

  test('is answered when sources are named that it can mean', async () => {
    const setting = open({ passages: [passageOf('Entropy.', { similarity: 0 })] })
    const { result } = await draw(setting, asking({ message: 'Explain it', sourceIds: ['d1'], useRag: 'auto' }))
    expect(result).toMatchObject({ response: 'ok', tool_used: 'retrieval' })
  })
})
