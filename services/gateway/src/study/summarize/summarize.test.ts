import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { type Line, scriptedLlm, tooLong } from '../../../test/fakes/llm'
import type { Generation } from '../../generation/llm'
import type { SummarizeRequest, SummarizeResult } from '../../generation/types'
import { createSummarize } from './summarize'

const asking = (text: string, change: Partial<SummarizeRequest> = {}): SummarizeRequest => ({
  text,
  maxLengthWords: undefined,
  style: 'concise',
  ...change,
})

async function summarize(request: SummarizeRequest, lines: Line[] | ((generation: Generation) => Line[]), signal?: AbortSignal) {
  const model = scriptedLlm(lines)
  let text = ''
  let result: SummarizeResult | undefined
  for await (const event of createSummarize({ llm: model.llm })(request, callerOf('ann', signal))) {
    if (event.type === 'text') text += event.text
    if (event.type === 'finish') result = event.result
  }
  return { ...model, text, result }
}

const long = Array.from({ length: 300 }, (_, n) => `Fact number ${n} is that nothing is cut.`).join('\n\n')

/** Refuses prompts of more than 2,000 characters; notes are the first and the last fact of their piece. */
function smallWindow(seen: string[]) {
  return ({ messages, brief }: Generation): Line[] => {
    if ((messages.at(-1)?.content.length ?? 0) > 2_000) return [tooLong()]
    if (!messages[0]?.content.startsWith('You take notes')) return ['The end.']
    seen.push(brief.text ?? '')
    const facts = brief.text?.match(/Fact number \d+/g) ?? []
    return [`${facts[0]}. ${facts.at(-1)}.`]
  }
}

describe('a summary', () => {
  test('is streamed, and its lengths count characters as people do', async () => {
    const { text, result, asked } = await summarize(asking('A text with 🎓 in it.', { style: 'bullet' }), ['- a 🎓', '\n- b'])
    expect(text).toBe('- a 🎓\n- b')
    expect(result).toMatchObject({ summary: text, original_length: 20, summary_length: 9, model: 'scripted' })
    expect(asked).toMatchObject([{ brief: { task: 'summarize', text: 'A text with 🎓 in it.', style: 'bullet' } }])
  })

  test('is never longer than the words wanted', async () => {
    const { result, asked } = await summarize(asking('x'.repeat(50), { maxLengthWords: 5 }), [
      'one two ',
      'three four five ',
      'six',
    ])
    expect(result?.summary).toBe('one two three four five ')
    expect(asked[0]?.brief.wordsMax).toBe(5)
  })

  test('of a text longer than the window is made from notes on all of it, in order', async () => {
    const seen: string[] = []
    const { result, asked } = await summarize(asking(long), smallWindow(seen))
    const first = seen.slice(0, seen.findIndex((_, index) => seen.slice(0, index + 1).join('') === long) + 1)
    expect(first.length).toBeGreaterThan(5)
    expect(first.join('')).toBe(long)
    const last = asked.at(-1)?.brief.text ?? ''
    expect(last).toStartWith('Fact number 0.')
    expect(last).toEndWith('Fact number 299.')
    expect(result).toMatchObject({ summary: 'The end.', original_length: long.length })
    expect(result?.usage.stages).toBe(seen.length + 1)
  })

  test('does not lose a part of the text on which the model says nothing', async () => {
    const script = smallWindow([])
    const lines = (generation: Generation): Line[] =>
      generation.brief.text?.startsWith('Fact number 0 ') ? mute(script(generation)) : script(generation)
    const mute = (said: Line[]): Line[] => (said[0] instanceof Error ? said : [' \n'])
    const { asked } = await summarize(asking(long), lines)
    expect(asked.at(-1)?.brief.text).toStartWith('Fact number 0 is that nothing is cut.')
  })

  test('that fails in a stage is an error, and no run is left behind', async () => {
    let notes = 0
    const lines = (generation: Generation): Line[] => {
      const line = smallWindow([])(generation)
      if (line[0] instanceof Error || ++notes === 1) return line
      return notes === 2 ? [() => new Promise(() => undefined)] : [new AppError('upstream_error', 'nonsense')]
    }
    const model = scriptedLlm(lines)
    const answer = createSummarize({ llm: model.llm })(asking(long), callerOf('ann'))
    expect(await failureOf(answer.next())).toMatchObject({ code: 'upstream_error' })
    expect(model.runs.ended).toBe(model.runs.begun)
  })

  test('stops all stages when the client leaves', async () => {
    const client = new AbortController()
    let notes = 0
    const lines = (generation: Generation): Line[] => {
      const line = smallWindow([])(generation)
      if (line[0] instanceof Error || ++notes < 3) return line
      client.abort()
      return [() => new Promise(() => undefined)]
    }
    expect(await failureOf(summarize(asking(long), lines, client.signal))).toMatchObject({ code: 'cancelled' })
  })

  test('ends with an error when the notes of a model are no shorter than the text', async () => {
    const lines = ({ messages, brief }: Generation): Line[] =>
      (messages.at(-1)?.content.length ?? 0) > 2_000 ? [tooLong()] : [`${brief.text}, and so on`]
    expect(await failureOf(summarize(asking(long), lines))).toMatchObject({ code: 'upstream_error' })
  })
})
