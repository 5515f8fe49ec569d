import { expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SUMS } from '../convert/model-file'
import reference from '../fixtures/vectors.json'
import { type EmbeddedText, type LocalModel, openModel, WEIGHTS_DIRECTORY } from './model'

const WEIGHTS_BYTES_MAX = 45_000_000

function finished<Result>(running: Generator<void, Result[]>): Result[] {
  for (let step = running.next(); ; step = running.next()) if (step.done) return step.value
}

const embedAll = (model: LocalModel, texts: string[]): EmbeddedText[] => finished(model.embed(texts, 'short'))

function embed(model: LocalModel, text: string): EmbeddedText {
  const [embedded] = embedAll(model, [text])
  if (embedded === undefined) throw new Error('no vector')
  return embedded
}

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let [dot, squareA, squareB] = [0, 0, 0]
  for (let at = 0; at < a.length; at++) {
    dot += (a[at] ?? 0) * (b[at] ?? 0)
    squareA += (a[at] ?? 0) ** 2
    squareB += (b[at] ?? 0) ** 2
  }
  return dot / Math.sqrt(squareA * squareB)
}

test('the weights are those that the conversion made, and no larger than the repository bears', () => {
  const names = Object.keys(SUMS)
  const sums = names.map((name) => [
    name,
    createHash('sha256')
      .update(readFileSync(join(WEIGHTS_DIRECTORY, name)))
      .digest('hex'),
  ])
  expect(Object.fromEntries(sums)).toEqual(SUMS)
  const bytes = names.reduce((sum, name) => sum + statSync(join(WEIGHTS_DIRECTORY, name)).size, 0)
  expect(bytes).toBeLessThan(WEIGHTS_BYTES_MAX)
})

test('vectors are those of the native engine with the whole table, to a cosine of 0.99', () => {
  using model = openModel()
  for (const [text, vector] of reference as [string, number[]][]) {
    const made = embed(model, `passage: ${text}`).vector
    expect({ text, isNear: cosine(made, vector) >= 0.99 }).toEqual({ text, isNear: true })
    expect(Math.hypot(...made)).toBeCloseTo(1, 5)
  }
})

test('a question is nearer to its passage than to another one, in its own language and across languages', () => {
  using model = openModel()
  const passages = [
    'Photosynthesis turns light, water and carbon dioxide into sugar in the chloroplasts of leaves.',
    'A volcano erupts when molten rock rises through the crust.',
    'The central bank raised interest rates to slow inflation.',
  ].map((text) => embed(model, `passage: ${text}`).vector)
  const questions = [
    'How do plants feed themselves?',
    'Wie ernähren sich Pflanzen?',
    '¿Cómo se alimentan las plantas?',
    '植物如何获取养分？',
    'كيف تتغذى النباتات؟',
    'Thực vật tự nuôi sống mình như thế nào?',
  ]
  for (const question of questions) {
    const [right = 0, ...wrong] = passages.map((passage) => cosine(embed(model, `query: ${question}`).vector, passage))
    expect({ question, isNearest: right > Math.max(...wrong) }).toEqual({ question, isNearest: true })
  }
})

test('a text in the background waits for an urgent one and is embedded as if there were none', () => {
  using model = openModel()
  const text = 'passage: The heart pumps blood through the body.'
  const alone = embed(model, text).vector
  const running = model.embed([text], 'background')
  running.next()
  running.next()
  embed(model, 'query: something else that is asked meanwhile')
  for (let step = running.next(); ; step = running.next()) {
    if (!step.done) continue
    expect(step.value[0]?.vector).toEqual(alone)
    break
  }
})

test('texts that are embedded together have the vectors that each has alone', () => {
  using model = openModel()
  const texts = [
    '',
    'query: a',
    'passage: The heart pumps blood through the body.',
    `passage: ${'light and water '.repeat(100)}`,
    'query: b',
  ]
  expect(embedAll(model, texts)).toEqual(texts.map((text) => embed(model, text)))
})

test('a text over the limit is embedded by its beginning and says so; an empty one has a vector, too', () => {
  using model = openModel()
  const long = embed(model, 'x7 '.repeat(3_000))
  expect(long.isCut).toBe(true)
  expect(embed(model, 'a few words').isCut).toBe(false)
  const far = embed(model, `a few words${' '.repeat(1_000_000)}and others`)
  expect(far).toEqual({ ...embed(model, 'a few words'), isCut: true })
  expect(Math.hypot(...embed(model, '').vector)).toBeCloseTo(1, 5)
})

test('a word of a question is met by the text that speaks of the same, in other words and languages, too', () => {
  using model = openModel()
  const cases: [question: string, words: string[], word: string, of: string, not: string][] = [
    ['What is the phone number of the library?', ['phone', 'library'], 'phone', 'Call it on 555-1234.', 'It is shut on Sundays.'],
    ['Wer war die Ehefrau des Grafen?', ['Ehefrau', 'Grafen'], 'Ehefrau', 'He married Anna.', 'Er baute eine Mühle.'],
    ['图书馆的电话号码是多少？', ['图书馆', '电话', '号码'], '电话', '可以打电话联系我们。', '图书馆星期天关门。'],
    ['متى ولد الملك؟', ['متى', 'ولد', 'الملك'], 'ولد', 'جاء إلى الدنيا مولودا عام ١٩٠٠.', 'مات عام ١٩٧٠.'],
  ]
  for (const [text, words, word, of, not] of cases) {
    const [near = 0, far = 1] = finished(model.compare({ text, words }, [of, not], 'short')).map(
      (met) => met[words.indexOf(word)] ?? 0,
    )
    expect({ text, isNearer: near > far }).toEqual({ text, isNearer: true })
  }
})

test('each word is found after the one before, and one that does not stand in the question counts as met', () => {
  using model = openModel()
  const text = 'query: passage the ｐａｓｓａｇｅ'
  const [met = []] = finished(
    model.compare({ text, words: ['query', 'passage', 'the', 'ｐａｓｓａｇｅ', 'passage'] }, ['the'], 'short'),
  )
  expect(met.map((share) => share < 1)).toEqual([true, true, true, true, false])
  expect(finished(model.compare({ text: '', words: ['a'] }, ['', 'a'], 'short'))).toEqual([[1], [1]])
})

test('a text that was compared is not encoded again soon, nor is the question', () => {
  using model = openModel()
  const steps = (text: string, texts: string[]): number => {
    const running = model.compare({ text, words: ['the'] }, texts, 'short')
    for (let count = 0; ; count++) if (running.next().done) return count
  }
  const hall = 'The hall is shut.'
  const first = steps('Is the hall open?', [hall])
  expect(steps('Is the hall open?', [hall])).toBe(1)
  expect(steps('Is the door open?', [hall])).toBe(first)
})
