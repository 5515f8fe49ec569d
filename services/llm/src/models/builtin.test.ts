import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import type { Brief } from '@collabry/extractive/brief'
import { emptyBrief, newton, passagesOf, photosynthesis, revolution, zelle } from '@collabry/extractive/samples.fixture'
import { BUILTIN_MODEL, builtinModel } from './builtin'
import { comparing } from './embeddings'
import type { GeneratePart, GenerateRequest } from './model'

// A machine that is busy with other tests may be slow; nothing here waits for time to pass.
setDefaultTimeout(180_000)

const requestOf = (brief: Partial<Brief>, other: Partial<GenerateRequest> = {}): GenerateRequest => ({
  model: '',
  messages: [],
  jsonSchema: undefined,
  maxTokens: undefined,
  sampling: {},
  stop: [],
  brief: { ...emptyBrief, ...brief },
  ...other,
})

const shared = builtinModel()
afterAll(() => shared[Symbol.asyncDispose]())

async function generate(request: GenerateRequest) {
  const parts: GeneratePart[] = []
  for await (const part of shared.generate(request, new AbortController().signal)) parts.push(part)
  return { parts, text: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''), finish: parts.at(-1) }
}

const everyTask: Partial<Brief>[] = [
  { task: 'chat', question: 'Explain photosynthesis', passages: passagesOf(photosynthesis, 'a.md') },
  { task: 'answer', question: 'Was ist eine Zelle?', passages: passagesOf(zelle, 'z.txt') },
  { task: 'summarize', text: revolution, style: 'study_guide' },
  { task: 'mind_map', question: 'Motion', text: newton, depthMax: 4 },
  { task: 'concepts', text: `${newton}\n\n${photosynthesis}`, itemsMax: 12 },
  { task: 'quiz', text: newton, itemsMax: 5 },
  { task: 'flashcards', text: photosynthesis, itemsMax: 20 },
  { task: 'study_plan', text: revolution, itemsMax: 6 },
]

test('an answer is any number of texts, none empty, and exactly one finish, which counts words', async () => {
  for (const brief of everyTask) {
    const { parts, finish } = await generate(requestOf(brief))
    expect(parts.filter(({ type }) => type === 'finish')).toHaveLength(1)
    expect(parts.slice(0, -1).every((part) => part.type === 'text' && part.quoted && part.text !== '')).toBe(true)
    expect(finish).toMatchObject({ type: 'finish', reason: 'stop', model: BUILTIN_MODEL })
    if (finish?.type !== 'finish') throw new Error('no finish')
    expect(finish.usage.promptTokens).toBeGreaterThan(50)
    expect(finish.usage.completionTokens).toBeGreaterThan(10)
  }
})

test('the same brief gives the same bytes, in this process and in another', async () => {
  const once = await Promise.all(everyTask.map(async (brief) => (await generate(requestOf(brief))).text))
  const again = await Promise.all(everyTask.map(async (brief) => (await generate(requestOf(brief))).text))
  expect(again).toEqual(once)
  const script = `
    import { compose } from ${JSON.stringify(import.meta.resolve('@collabry/extractive/dispatch'))}
    const briefs = JSON.parse(await Bun.stdin.text())
    const texts = briefs.map((brief) => compose({ brief, wordsMax: Infinity, fields: undefined }).parts.join(''))
    process.stdout.write(JSON.stringify(texts))`
  const briefs = JSON.stringify(everyTask.map((brief) => ({ ...emptyBrief, ...brief })))
  const other = Bun.spawn([process.execPath, '-e', script], {
    stdin: new Blob([briefs]),
    env: { ...process.env, LANG: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo' },
  })
  expect(await new Response(other.stdout).json()).toEqual(once)
})

const hostile: [string, string][] = [
  ['nothing', ''],
  ['10^6 letters', 'a'.repeat(1_000_000)],
  ['10^5 line ends', '\n'.repeat(100_000)],
  ['lone surrogates', '\ud800 \udc00x. '.repeat(2_000)],
  ['right-to-left', 'התמוטטות הכלכלה הייתה קשה. '.repeat(500)],
  ['no blanks', '光合作用是植物把光能转化为化学能的过程'.repeat(2_000)],
  [
    'what makes expressions backtrack',
    `${'('.repeat(50_000)}${'a-'.repeat(50_000)}${'. '.repeat(50_000)}${'[1,'.repeat(20_000)}`,
  ],
  ['elisions', "l'".repeat(50_000)],
  ['list items', '- a\n'.repeat(20_000)],
  ['marks and reserved words', '[1] ** `x` $(y) <script> \u0000 \u202e constructor __proto__ '.repeat(1_000)],
]
test.each(hostile)('a hostile text (%s) is answered in good order by every task', async (_, text) => {
  await using model = builtinModel()
  for (const task of ['chat', 'answer', 'summarize', 'mind_map', 'concepts', 'quiz', 'flashcards', 'study_plan'] as const) {
    const question = task === 'summarize' ? '' : text.slice(0, 32_000)
    const texts: string[] = []
    for await (const part of model.generate(requestOf({ task, text, question, depthMax: 4 }), new AbortController().signal)) {
      if (part.type === 'text') texts.push(part.text)
    }
    expect(texts.join('')).not.toBe('')
    if (task === 'mind_map')
      expect(JSON.parse(texts.join(''))).toMatchObject({ label: expect.any(String), children: expect.any(Array) })
    if (task === 'quiz' || task === 'flashcards' || task === 'study_plan')
      expect(typeof JSON.parse(texts.join(''))).toBe('object')
    if (task === 'concepts') expect(JSON.parse(texts.join(''))).toMatchObject({ concepts: expect.any(Array) })
  }
})

test('a text of a million characters is summarized as a whole while the loop stays free', async () => {
  const body = [photosynthesis, newton, revolution].join('\n\n')
  const text = Array.from({ length: 400 }, (_, index) => body.replaceAll('the', `the section${index}`))
    .join('\n\n')
    .slice(0, 1_000_000)
  let longestMs = 0
  let last = performance.now()
  const beat = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - last)
    last = performance.now()
  }, 5)
  const begin = performance.now()
  const { text: summary } = await generate(requestOf({ task: 'summarize', text, wordsMax: 200 }))
  clearInterval(beat)
  process.stdout.write(
    `1,000,000 characters: ${Math.round(performance.now() - begin)} ms, longest pause of the loop ${Math.round(longestMs)} ms\n`,
  )
  expect(summary.length).toBeGreaterThan(200)
})

test('aborting while a text is worked through, while it waits, or before, ends it as cancelled', async () => {
  await using model = builtinModel()
  const text = Array.from({ length: 500 }, (_, index) => newton.replaceAll('the', `the section${index}`)).join('\n\n')
  const request = requestOf({ task: 'summarize', text, wordsMax: 5_000 })
  const aborts = Array.from({ length: 6 }, () => new AbortController())
  await Array.fromAsync(model.generate(requestOf({ question: 'Hello' }), new AbortController().signal)) // its threads run
  const runs = aborts.map(({ signal }) => model.generate(request, signal).next())
  await new Promise((resolve) => setImmediate(resolve))
  for (const abort of aborts) abort.abort()
  for (const run of await Promise.allSettled(runs))
    expect(run).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } })
  await expect(model.generate(request, AbortSignal.abort()).next()).rejects.toMatchObject({ code: 'cancelled' })
  const { value } = await model.generate(requestOf({ question: 'Hello' }), new AbortController().signal).next()
  expect(value).toMatchObject({ type: 'text' })
})

test('aborting between two parts ends the stream', async () => {
  await using model = builtinModel()
  const abort = new AbortController()
  const parts = model.generate(requestOf({ task: 'summarize', text: revolution, style: 'bullet' }), abort.signal)
  expect((await parts.next()).value).toMatchObject({ type: 'text' })
  abort.abort()
  await expect(parts.next()).rejects.toMatchObject({ code: 'cancelled' })
})

test('disposing ends what is still being worked on', async () => {
  const model = builtinModel()
  const run = model.generate(requestOf({ task: 'summarize', text: newton.repeat(400) }), new AbortController().signal).next()
  await model[Symbol.asyncDispose]()
  await expect(run).rejects.toMatchObject({ code: 'cancelled' })
})

test('an empty brief is a prompt: it is told that no model answers, in the language of the last message of the user', async () => {
  const messages = [
    { role: 'user' as const, content: 'Bonjour' },
    { role: 'assistant' as const, content: 'Bonjour !' },
    { role: 'user' as const, content: 'Merci beaucoup' },
  ]
  const { text, finish } = await generate(requestOf({}, { messages }))
  expect(text).toStartWith('Aucun modèle de langage')
  expect(text).not.toMatch(/document/)
  expect(finish).toMatchObject({ usage: { messagesUsed: 1, messagesLeftOut: 2 } })
})

test('free text ends at a whole piece when it reaches the wished tokens, and says so', async () => {
  const { text, finish } = await generate(requestOf({ task: 'summarize', text: revolution, style: 'bullet' }, { maxTokens: 40 }))
  expect(finish).toMatchObject({ reason: 'length' })
  expect(text).toMatch(/\.$/)
})

test('a schema that knows no example gets none; a shape of the caller’s own is refused', async () => {
  const brief = { task: 'concepts' as const, text: zelle }
  const without = {
    type: 'object',
    properties: { concepts: { type: 'array', items: { type: 'object', properties: { name: {}, definition: {} } } } },
  }
  expect((await generate(requestOf(brief))).text).toContain('"example"')
  expect((await generate(requestOf(brief, { jsonSchema: without }))).text).not.toContain('"example"')
  await expect(generate(requestOf({ task: 'chat', question: 'x' }, { jsonSchema: { type: 'object' } }))).rejects.toMatchObject({
    code: 'unsupported_parameter',
    fields: [{ field: 'json_schema' }],
  })
})

test('it embeds nothing and says that it is the embedded provider', async () => {
  await using model = builtinModel()
  await expect(model.embed(['x'], new AbortController().signal)).rejects.toMatchObject({ code: 'unavailable' })
  expect(await model.status()).toMatchObject({
    provider: 'builtin',
    state: 'embedded',
    chatModel: BUILTIN_MODEL,
    embeddingModel: '',
  })
})

test('texts are compared with the question by meaning, few where its words find the answer, unless that fails', async () => {
  const compared: string[] = []
  await using model = builtinModel(async ({ words }, texts) => {
    compared.push(...texts)
    if (compared.length > 4) throw new Error('no model')
    return texts.map((text) => words.map(() => (/^A loan|^The library/.test(text) ? 0.9 : 0.6)))
  })
  const content = 'A loan can be renewed twice. The library is shut on Sundays. Printing costs 10 cents.'
  const request = (question: string) => requestOf({ task: 'answer', question, passages: [{ content, filename: 'rules' }] })
  const said = async (question: string) => {
    const parts = await Array.fromAsync(model.generate(request(question), new AbortController().signal))
    return parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
  }
  expect(await said('When is the library shut?')).toStartWith('The library is shut on Sundays.')
  expect(compared).toEqual(['The library is shut on Sundays.'])
  expect(await said('How often can I extend it for a loan?')).toStartWith('A loan can be renewed twice. [1]')
  expect(compared).toHaveLength(4)
  expect(await said('How often can I extend it for a loan?')).toStartWith('Your documents do not answer this in so many words.')
})

test('texts are compared a few at a time, with the beginning of a long question', async () => {
  const calls: string[][] = []
  const compare = comparing({
    compare: async ({ text, words }, texts) => {
      expect(text).toHaveLength(400)
      calls.push(texts)
      return texts.map((one) => words.map(() => texts.indexOf(one)))
    },
  })
  const texts = Array.from({ length: 8 }, (_, n) => `${n} hall `.padEnd(250, 'a'))
  const question = { text: 'Which loan? '.repeat(100), words: ['Which', 'loan'] }
  const compared = await compare(question, texts, new AbortController().signal)
  expect(calls).toEqual([texts.slice(0, 2), texts.slice(2, 4), texts.slice(4, 6), texts.slice(6)])
  expect(compared).toEqual(texts.map((_, n) => [n % 2, n % 2]))
})
