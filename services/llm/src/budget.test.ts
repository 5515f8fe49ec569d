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
