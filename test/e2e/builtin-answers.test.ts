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
