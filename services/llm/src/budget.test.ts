import { expect, test } from 'bun:test'
import { estimateTokens, fitPrompt } from './budget'
import type { PromptMessage } from './models/model'

const message = (role: PromptMessage['role'], words: number): PromptMessage => ({ role, content: 'word '.repeat(words) })

test('a conversation that is cut keeps its instructions, its last message and no hole in between', () => {
  const messages = [
    message('system', 20),
    message('user', 10),
    message('assistant', 900),
    message('user', 30),
    message('assistant', 30),
    message('user', 30),
  ]
  const fitted = fitPrompt(messages, { contextTokensMax: 1_000, answerTokensMax: 200 })
  expect(fitted.messages).toEqual([messages[0], ...messages.slice(3)] as PromptMessage[])
  expect(fitted.messagesLeftOut).toBe(2)
})

test('a conversation that grows begins at the same message for several turns, and then loses a quarter of the window', () => {
  const firsts = Array.from({ length: 60 }, (_, turns) => {
    const messages = [
      message('system', 20),
      ...Array.from({ length: 2 * turns }, (_, n) => ({
        role: n % 2 ? ('assistant' as const) : ('user' as const),
        content: `${n} ${'word '.repeat(30)}`,
      })),
      message('user', 10),
    ]
    const fitted = fitPrompt(messages, { contextTokensMax: 1_000, answerTokensMax: 200 })
    expect(fitted.promptTokens).toBeLessThanOrEqual(800)
    return fitted.messagesLeftOut
  })
  const moves = firsts.filter((first, turns) => turns > 0 && first !== firsts[turns - 1]).length
  expect(firsts.slice(0, 8)).toEqual(Array(8).fill(0))
  expect(moves).toBeWithin(15, 30)
})

test('an answer goes with its question', () => {
  const messages = [
    message('user', 500),
    message('assistant', 30),
    message('user', 30),
    message('assistant', 30),
    message('user', 30),
  ]
  const fitted = fitPrompt(messages, { contextTokensMax: 700, answerTokensMax: 200 })
  expect(fitted.messages).toEqual(messages.slice(2))
  expect(fitted.messagesLeftOut).toBe(2)
})

test('a window without a limit cuts nothing', () => {
  const messages = [message('user', 100_000)]
  expect(fitPrompt(messages, { contextTokensMax: 0, answerTokensMax: 10 })).toMatchObject({ messages, messagesLeftOut: 0 })
})

test('an answer never gets more tokens than the prompt leaves it', () => {
  const { answerTokensMax } = fitPrompt([message('user', 200)], { contextTokensMax: 1_024, answerTokensMax: 5_000 })
  expect(answerTokensMax).toBeLessThan(800)
  expect(answerTokensMax).toBeGreaterThan(512)
})

// Counted by Ollama with the tokenizer of gemma3.
const counted: [number, string][] = [
  [16, 'The mitochondrion is the powerhouse of the cell, as every textbook says.'],
  [11, '光合作用将光能转化为化学能。'],
  [14, 'Фотосинтез превращает свет в химическую энергию.'],
  [22, 'Příliš žluťoučký kůň úpěl ďábelské ódy.'],
  [32, 'for (let i = 0; i < n; i++) { sum += a[i] * b[i]; }  // dot product'],
  [41, '1,234.56 + 7,890.12 = 9,124.68; x^2 + y^2 = z^2'],
  [8, 'مرحبا بالعالم هذا نص عربي'],
  [102, 'word '.repeat(100)],
]
for (const [tokens, text] of counted) {
  test(`the estimate for “${text.slice(0, 20)}” is at most a tenth below and not twice above what a tokenizer counts`, () => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens * 0.9)
    expect(estimateTokens(text)).toBeLessThan(tokens * 2)
  })
}

test('the result of a function stays only together with its call, and both with the question', () => {
  const call = { id: 'a', name: 'web_search', argumentsJson: '{"query":"entropy"}' }
  const round = (words: number): PromptMessage[] => [
    message('user', 10),
    { role: 'assistant', content: 'word '.repeat(words), toolCalls: [call] },
    { role: 'tool', content: 'found', toolCallId: 'a', toolName: 'web_search' },
  ]
  const fitted = fitPrompt([...round(900), message('assistant', 5), ...round(100)], {
    contextTokensMax: 1_000,
    answerTokensMax: 200,
  })
  expect(fitted.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool'])
  expect(fitted.tokensLeftOut).toBeGreaterThan(900)
})

/** A prompt that quotes passages of 100 words each in its last message, with the spans of the passages. */
function quoting(passages: number, historyWords = 0) {
  const passage = 'word '.repeat(100)
  const content = `Passages:\n${passage.repeat(passages)}Question`
  const messages = [message('system', 10), message('user', historyWords), { role: 'user' as const, content }]
  const spans = Array.from({ length: passages }, (_, index) => {
    const start = 'Passages:\n'.length + index * passage.length
    return { message: 2, start, end: start + passage.length }
  })
  return { messages, spans }
}

test('droppable parts are left out, the last one first, and only as many as do not fit', () => {
  const { messages, spans } = quoting(8, 300)
  const window = { contextTokensMax: 1_000, answerTokensMax: 200 }
  const fitted = fitPrompt(messages, { ...window, droppable: { spans, min: 1 } })
  const kept = spans.length - fitted.partsLeftOut
  expect(fitted.messages.at(-1)?.content).toBe(`Passages:\n${'word '.repeat(100 * kept)}Question`)
  expect(kept).toBe(Math.floor((800 - 40) / 125))
  expect(fitted.promptTokens).toBeLessThanOrEqual(800)
  expect(fitted.messagesLeftOut).toBe(1)
  const roomy = fitPrompt(messages, { contextTokensMax: 8_000, answerTokensMax: 200, droppable: { spans, min: 1 } })
  expect(roomy).toMatchObject({ messages, partsLeftOut: 0, messagesLeftOut: 0 })
})

test('parts that must stay make a prompt too long', () => {
  const { messages, spans } = quoting(8)
  const window = { contextTokensMax: 1_000, answerTokensMax: 200 }
  expect(() => fitPrompt(messages, { ...window, droppable: { spans, min: 7 } })).toThrow('longer than the model')
  expect(() => fitPrompt(messages, window)).toThrow('longer than the model')
  expect(fitPrompt(messages, { ...window, contextTokensMax: 300, droppable: { spans, min: 0 } }).partsLeftOut).toBeGreaterThan(6)
})

test('a prompt that must be whole is refused before a message is left out, and may take the room of the answer', () => {
  const messages = [message('system', 10), message('user', 100), message('assistant', 100), message('user', 100)]
  const window = { answerTokensMax: 2_000, isWhole: true }
  const { promptTokens, ...fitted } = fitPrompt(messages, { ...window, contextTokensMax: 500 })
  expect(fitted).toMatchObject({ messages, messagesLeftOut: 0, answerTokensMax: 500 - promptTokens })
  expect(fitPrompt(messages, { ...window, contextTokensMax: promptTokens + 1 }).answerTokensMax).toBe(1)
  expect(() => fitPrompt(messages, { ...window, contextTokensMax: promptTokens })).toThrow(
    expect.objectContaining({ code: 'context_length_exceeded', fields: [expect.objectContaining({ field: 'messages' })] }),
  )
})

test('parts of several messages are cut where they are', () => {
  const [a, b] = ['ab '.repeat(100), 'cd '.repeat(100)]
  const messages: PromptMessage[] = [
    { role: 'system', content: `1${a}2` },
    { role: 'user', content: `3${b}4${b}5` },
  ]
  const spans = [
    { message: 0, start: 1, end: 301 },
    { message: 1, start: 1, end: 301 },
    { message: 1, start: 302, end: 602 },
  ]
  const kept = (contextTokensMax: number) => {
    const fitted = fitPrompt(messages, { contextTokensMax, answerTokensMax: 10, droppable: { spans, min: 0 } })
    return fitted.messages.map(({ content }) => content.replaceAll(a, 'A').replaceAll(b, 'B'))
  }
  expect(kept(260)).toEqual(['1A2', '3B4B5'])
  expect(kept(190)).toEqual(['1A2', '3B45'])
  expect(kept(120)).toEqual(['1A2', '345'])
  expect(kept(60)).toEqual(['12', '345'])
})
