import { expect, setDefaultTimeout, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../source'
import { clientOf } from './client'
import { measured, startProduct } from './product'
import { upload } from './upload'

setDefaultTimeout(120_000)

const FOLDER = join(ROOT, 'test/fixtures/builtin')
const USEFUL_MIN = 17
const DENIALS_MAX = 1

const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8')
const { answerable, unanswerable } = JSON.parse(read('questions.json')) as {
  answerable: [question: string, fact: string][]
  unanswerable: string[]
}

/** The beginnings of the sentences by which the built-in provider says that there is no answer. */
const DENIAL = /^(?:Your documents|Deine Dokumente)/

test('without a model most questions are answered by the sentence that holds the fact, and what is not there is refused', async () => {
  await using product = await startProduct()
  const client = await clientOf(product, 'alice')
  for (const name of ['bees.md', 'verfassung.txt', 'lighthouse.txt']) await upload(client, name, read(name))
  const ask = async (question: string) => (await client.post('/ai/qa', { question })).body.answer
  let [useful, denials, refused] = [0, 0, 0]
  for (const [question, fact] of answerable) {
    const answer = await ask(question)
    const isDenial = DENIAL.test(answer)
    if (isDenial) denials++
    else if (answer.includes(fact)) useful++
    measured(`${isDenial ? 'denied' : answer.includes(fact) ? 'useful' : 'useless'}: ${question} → ${answer}`)
  }
  for (const question of unanswerable) {
    const answer = await ask(question)
    const isDenial = DENIAL.test(answer)
    if (isDenial) refused++
    measured(`${isDenial ? 'refused' : 'claimed'}: ${question} → ${answer}`)
  }
  measured(
    `built-in provider: ${useful} of ${answerable.length} useful, ${denials} denied, ${refused} of ${unanswerable.length} refused`,
  )
  expect({ useful: useful >= USEFUL_MIN, denials: denials <= DENIALS_MAX, refused }).toEqual({
    useful: true,
    denials: true,
    refused: unanswerable.length,
  })
})

test('what is quoted without a model keeps the brackets of the document, in answers, chats and streams', async () => {
  await using product = await startProduct()
  const client = await clientOf(product, 'alice')
  const quotes: [question: string, sentence: string][] = [
    ['What is the vector of weights?', 'The vector of weights is [3, 5, 7] in the example.'],
    ['Who described osmosis first?', 'Osmosis was described first by Nollet [12] in Paris.'],
    ['What is the footnote mark?', 'The footnote mark in old prints is [2, 3] at the margin.'],
    ['Was ist das Intervall der Lösung?', 'Das Intervall der Lösung ist [2; 5] nach der Rechnung.'],
  ]
  for (const [at, [, sentence]] of quotes.entries()) await upload(client, `${at}.txt`, `${sentence}\n`)
  for (const [question, sentence] of quotes) {
    const { answer } = (await client.post('/ai/qa', { question, top_k: 1 })).body
    expect(answer).toContain(sentence)
    expect((await client.read('/ai/qa/stream', { question, top_k: 1 })).text).toBe(answer)
    expect((await client.read('/ai/chat/stream', { message: question, use_rag: true })).text).toContain(sentence)
  }
})
