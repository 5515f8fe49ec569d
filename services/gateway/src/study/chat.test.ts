import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import type { ChatRequest } from './answer'
import type { Caller } from './caller'
import { createChat } from './chat'
import { callerOf } from './doubles/caller'
import { type Line, scriptedLlm } from './doubles/llm'
import { fixedRag, passageOf } from './doubles/rag'
import { memoryTurns } from './doubles/turns'
import { clarifyingQuestions } from './phrases'
import type { Passage } from './rag'

const asking = (change: Partial<ChatRequest> = {}): ChatRequest => ({
  message: 'What is entropy?',
  sessionId: 's1',
  useRag: false,
  sourceIds: [],
  notebookId: '',
  model: '',
  ...change,
})

const quick = { saveMs: 5, renewMs: 20, graceMs: 60, endMs: 500 }

interface Setting {
  lines?: Line[]
  passages?: Passage[] | Error
  before?: Parameters<typeof memoryTurns>[0]
  pace?: typeof quick
}

function open({ lines = ['ok'], passages = [], before, pace = quick }: Setting = {}) {
  const memory = memoryTurns(before)
  const model = scriptedLlm(lines)
  const documents = fixedRag(passages)
  return {
    ...memory,
    ...model,
    ...documents,
    chat: createChat({ llm: model.llm, rag: documents.rag, turns: memory.turns, pace }),
  }
}

/** Draws all events; what came until an error is kept. */
async function draw(setting: ReturnType<typeof open>, request = asking(), caller: Caller = callerOf('ann')) {
  const events: string[] = []
  let text = ''
  let error: unknown
  let result: unknown
  try {
    for await (const event of setting.chat(request, caller)) {
      events.push(event.type)
      if (event.type === 'text') text += event.text
      if (event.type === 'finish') result = event.result
    }
  } catch (thrown) {
    error = thrown
  }
  return { events, text, error, result }
}

const away = () => new AppError('unavailable', 'The service does not answer.')
const pause = (ms: number) => () => Bun.sleep(ms)

describe('a turn', () => {
  test('gives the text as the model wrote it, and history holds the same', async () => {
    const lines = [' ', '\n\n  a', 'b\n', '\tdata: c ', '[9]', '\n']
    const setting = open({ lines })
    const { events, text, result } = await draw(setting)
    expect(text).toBe(lines.join(''))
    expect(events).toEqual(['sources', ...lines.map(() => 'text'), 'finish'])
    expect(setting.answer()).toMatchObject({ content: lines.join(''), status: 'complete', ends: 1, model: 'scripted' })
    expect(result).toMatchObject({ response: lines.join(''), session_id: 's1', tool_used: null, sources: [], model: 'scripted' })
  })

  test('is saved while it is written, in parts that join without a gap', async () => {
    const offsets: number[] = []
    const setting = open({ lines: ['one ', pause(15), 'two ', pause(15), 'three'] })
    const append = setting.turns.append
    setting.turns.append = async (part, caller) => {
      offsets.push(part.offset)
      expect(setting.answer()?.content.length).toBe(part.offset)
      await append(part, caller)
    }
    await draw(setting)
    expect(offsets.length).toBeGreaterThanOrEqual(2)
    expect(setting.answer()?.content).toBe('one two three')
  })

  test('loses nothing that comes while a save is under way', async () => {
    const before = async (method: string) => {
      if (method === 'append') await Bun.sleep(12)
    }
    const setting = open({ lines: ['one ', pause(10), 'two ', pause(30), 'three'], before })
    await draw(setting)
    expect(setting.answer()).toMatchObject({ content: 'one two three', status: 'complete' })
  })

  test('renews its lease while the model is silent', async () => {
    let renewals = 0
    const before = async (method: string) => {
      if (method === 'append') renewals++
    }
    await draw(open({ lines: [pause(100), 'late'], before }))
    expect(renewals).toBeGreaterThanOrEqual(2)
  })

  test('that fails after three parts keeps the three parts', async () => {
    const setting = open({ lines: ['a', 'b', 'c', new AppError('upstream_error', 'nonsense')] })
    const { text, error } = await draw(setting)
    expect(text).toBe('abc')
    expect(error).toMatchObject({ code: 'upstream_error' })
    expect(setting.answer()).toMatchObject({ content: 'abc', status: 'failed', ends: 1 })
  })

  test('whose model is down is an error before any event', async () => {
    const setting = open({ lines: [away()] })
    const { events, error } = await draw(setting)
    expect(events).toEqual([])
    expect(error).toMatchObject({ code: 'unavailable' })
    expect(setting.answer()).toMatchObject({ content: '', status: 'failed', ends: 1 })
  })

  test('is not begun when memory is down, and no model is run', async () => {
    const before = async () => {
      throw away()
    }
    const setting = open({ before })
    const { events, error } = await draw(setting)
    expect(events).toEqual([])
    expect(error).toMatchObject({ code: 'unavailable' })
    expect(setting.runs.begun).toBe(0)
  })

  test('is kept whole when memory is away for a moment', async () => {
    let calls = 0
    const before = async (method: string) => {
      if (method !== 'begin' && calls++ < 3) throw away()
    }
    const setting = open({ lines: ['one ', pause(30), 'two'], before })
    const { error } = await draw(setting)
    expect(error).toBeUndefined()
    expect(setting.answer()).toMatchObject({ content: 'one two', status: 'complete' })
  })

  test('ends with an error, and stops the model, when memory stays away', async () => {
    let ends = 0
    const before = async (method: string) => {
      if (method === 'end') ends++
      if (method !== 'begin') throw away()
    }
    const setting = open({ lines: ['one ', () => new Promise(() => undefined)], before })
    const { text, error } = await draw(setting)
    expect(ends).toBe(1)
    expect(text).toBe('one ')
    expect(error).toMatchObject({ code: 'unavailable' })
    expect(setting.runs).toEqual({ begun: 1, ended: 1 })
  })

  test('ends at once when its session is deleted meanwhile', async () => {
    const before = async (method: string) => {
      if (method === 'append') throw new AppError('not_found', 'There is no such session.')
    }
    const pace = { ...quick, graceMs: 60_000 }
    const { error } = await draw(open({ lines: ['one ', () => new Promise(() => undefined)], before, pace }))
    expect(error).toMatchObject({ code: 'not_found' })
  })

  test('gives the model the conversation of this user alone', async () => {
    const setting = open()
    await draw(setting, asking({ message: 'My name is Bob.' }), callerOf('bob'))
    await draw(setting, asking({ message: 'My name is Ann.' }))
    await draw(setting, asking({ message: 'Who am I?' }))
    const said = setting.asked.at(-1)?.messages.slice(1)
    expect(said?.map(({ content }) => content)).toEqual(['My name is Ann.', 'ok', 'Who am I?'])
  })
})

describe('a client that leaves', () => {
  const lines = ['one ', pause(1), 'two ', pause(1), 'three']

  test('ends the turn as interrupted exactly once, wherever it was, with what it was sent', async () => {
    let reached = 0
    for (let leaveAt = 1; leaveAt < 30; leaveAt++) {
      const client = new AbortController()
      let steps = 0
      const step = async () => {
        if (++steps === leaveAt) client.abort()
        reached = Math.max(reached, steps)
      }
      const setting = open({ before: step, lines: lines.flatMap((line) => [step, line]), passages: [passageOf('x')] })
      let text = ''
      const drawing = (async () => {
        for await (const event of setting.chat(asking({ useRag: 'auto' }), callerOf('ann', client.signal))) {
          if (event.type === 'text') text += event.text
          await step()
        }
      })()
      const error = await drawing.then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      await Bun.sleep(2)
      const answer = setting.answer()
      expect({ leaveAt, ends: answer?.ends, content: answer?.content }).toEqual({ leaveAt, ends: 1, content: text })
      expect(answer?.status).toBe(error ? 'interrupted' : 'complete')
      expect(setting.runs.ended).toBe(setting.runs.begun)
    }
    expect(reached).toBeGreaterThan(10)
  })

  test('ends the turn also when nobody draws from the answer any more', async () => {
    const client = new AbortController()
    const setting = open({ lines: ['one ', 'two'] })
    const answer = setting.chat(asking(), callerOf('ann', client.signal))
    await answer.next()
    await answer.next()
    client.abort()
    await Bun.sleep(1)
    expect(setting.answer()).toMatchObject({ content: 'one ', status: 'interrupted', ends: 1 })
  })

  test('by no longer drawing ends the turn and the model', async () => {
    const setting = open({ lines: ['one ', 'two'] })
    for await (const event of setting.chat(asking(), callerOf('ann'))) if (event.type === 'text') break
    expect(setting.answer()).toMatchObject({ content: 'one ', status: 'interrupted', ends: 1 })
    expect(setting.runs).toEqual({ begun: 1, ended: 1 })
  })

  test('is told why, when the reason is one of ours', async () => {
    const client = new AbortController()
    const setting = open({
      lines: ['one ', () => Promise.resolve(client.abort(new AppError('shutting_down', 'Shutting down.'))), 'two'],
    })
    const { error } = await draw(setting, asking(), callerOf('ann', client.signal))
    expect(error).toMatchObject({ code: 'shutting_down' })
    expect(setting.answer()).toMatchObject({ content: 'one ', status: 'interrupted' })
  })
})

describe('documents in a conversation', () => {
  const fitting = passageOf('Entropy measures disorder.')
  const unrelated = passageOf('Bake the cake.', { similarity: 0.1, wordCoverage: 0.2 })

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
    expect(auto.asked[0]?.messages[0]?.content).toContain('cannot be searched')
    for (const request of [asking({ useRag: true }), asking({ useRag: 'auto', sourceIds: ['d1'] })]) {
      const setting = open({ passages: away() })
      expect((await draw(setting, request)).error).toMatchObject({ code: 'unavailable' })
      expect(setting.answer()).toMatchObject({ status: 'failed', ends: 1 })
    }
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
