import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../test/fakes/caller'
import { asking, away, draw, open, pause, quick } from '../../test/fakes/chat-fixture'
import { failureOf } from '../../test/fakes/failure'
import { passageOf } from '../../test/fakes/rag'
import type { Generation } from '../generation/llm'

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

  test('on a message longer than the window is made from notes on all of it, between its beginning and its end', async () => {
    const message = `Explain this.${' Sentence of the text.'.repeat(400)} In short, please.`
    const seen: string[] = []
    const lines = ({ messages, brief }: Generation) => {
      const asked = messages.at(-1)?.content ?? ''
      if (asked.length > 4_000) return [new AppError('validation_error', 'x', { fields: [{ field: 'messages', message: 'x' }] })]
      if (!messages[0]?.content.startsWith('You take notes')) return [asked]
      seen.push(brief.text ?? '')
      return [`note ${seen.length}`]
    }
    const setting = open({ lines })
    const { text, result } = await draw(setting, asking({ message }))
    expect(seen.join('')).toBe(message)
    expect(text).toMatch(/It begins:\nExplain this\..*note 1\n\nnote 2.*In short, please\.$/s)
    expect(result).toMatchObject({ usage: { stages: seen.length + 1 } })
    expect(setting.answer()).toMatchObject({ content: text, status: 'complete' })
  })

  test('is on the disk before a part of it is shown, while its model is asked already', async () => {
    const disk = Promise.withResolvers<void>()
    const before = (method: string) => (method === 'settle' ? disk.promise : Promise.resolve())
    const setting = open({ lines: ['a', 'b'], before })
    const events: string[] = []
    const reading = (async () => {
      for await (const { type } of setting.chat(asking(), callerOf('ann'), async () => undefined)) events.push(type)
    })()
    while (setting.asked.length === 0) await Bun.sleep(1)
    await Bun.sleep(20)
    expect(events).toEqual([])
    disk.resolve()
    await reading
    expect(events).toEqual(['sources', 'text', 'text', 'finish'])
  })

  test('that can not be written shows nothing and ends as failed', async () => {
    const before = async (method: string) => {
      if (method === 'settle') throw away()
    }
    const setting = open({ lines: ['a'], before })
    const events: string[] = []
    const reading = (async () => {
      for await (const { type } of setting.chat(asking(), callerOf('ann'), async () => undefined)) events.push(type)
    })()
    expect(await failureOf(reading)).toMatchObject({ code: 'unavailable' })
    expect(events).toEqual([])
    expect(setting.answer()).toMatchObject({ content: '', status: 'failed', ends: 1 })
  })

  test('that is shown after its end waits for no other write', async () => {
    const before = async (method: string) => {
      if (method === 'settle') throw away()
    }
    expect((await draw(open({ lines: ['a'], before }))).text).toBe('a')
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

  test('longer than a message can be is ended where it still can be kept', async () => {
    const setting = open({ lines: Array.from({ length: 1_001 }, () => 'x'.repeat(1_000)) })
    const { error } = await draw(setting)
    expect(error).toMatchObject({ code: 'upstream_error' })
    expect(setting.answer()).toMatchObject({ content: 'x'.repeat(1_000_000), status: 'failed' })
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
    const setting = open({ lines: ['one ', pause(30), 'two'], before, pace: { ...quick, graceMs: 60_000 } })
    const { error } = await draw(setting)
    expect(error).toBeUndefined()
    expect(setting.answer()).toMatchObject({ content: 'one two', status: 'complete' })
  })

  test('outlives a failed renewal after a silence that is longer than the grace', async () => {
    const failed = Promise.withResolvers<void>()
    let renewals = 0
    const before = async (method: string) => {
      if (method !== 'append' || renewals++ > 0) return
      failed.resolve()
      throw away()
    }
    const pace = { ...quick, renewMs: 120, graceMs: 100 }
    const { text, error } = await draw(open({ lines: [() => failed.promise, 'late'], before, pace }))
    expect(error).toBeUndefined()
    expect(text).toBe('late')
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
    while (setting.answer()?.ends === 0) await Bun.sleep(5)
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
