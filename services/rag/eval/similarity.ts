import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DESCRIPTION } from '@collabry/embedding-model/parameters'
import { contentText } from '../src/lexical/tokenizer'
import { dot, SIMILARITY_EVEN, subjectOf, unit } from '../src/search/fuse'
import { type Requests, requestFor, requests, studentRequests } from './auto'
import { builtinVectors, cachedVectors, queryEmbedder } from './vectors'

// How similar the built-in model finds what requests are about and texts: to the right text, and to the nearest of all texts
// where none is right. The floor of the model (packages/embedding-model/src/parameters.ts) is chosen so that few of the second
// kind count as related. With `--write` the directions in which requests for the same thing differ are made first, from the
// requests of students, and written to services/rag/data. Run: bun services/rag/eval/similarity.ts [--write]

/** Step through the phrasings: every n-th one is used. */
const STEP = 9
/** Every so many of the topics by which directions are made: of requests of students, and of the list before, which has more phrasings. */
const TOPIC_STEPS = [
  [studentRequests, 2],
  [requests, 9],
] as const
const DIRECTIONS = 24
/** Far more than a power iteration needs here. */
const ITERATIONS = 60
const BYTE_MAX = 127

const embed = cachedVectors(builtinVectors(), join(tmpdir(), 'collabry-eval'), () => {})
const embedQuery = queryEmbedder(embed)

/** Differences of the vectors of requests for the same thing from their mean. */
async function differencesOf({ phrasings, covered, uncovered }: Requests, step: number): Promise<Float32Array[]> {
  const isAsked = (_: unknown, at: number) => at % step === 0
  const topics = [...covered.map(([topic]) => topic).filter(isAsked), ...uncovered.filter(isAsked)]
  const differences: Float32Array[] = []
  for (const topic of topics) {
    const asked = await embed(
      phrasings.map((phrasing) => requestFor(phrasing, topic)),
      'query',
    )
    const mean = new Float32Array(DESCRIPTION.dimension)
    for (const { vector } of asked) add(mean, vector, 1 / asked.length)
    differences.push(...asked.map(({ vector }) => vector.map((value, at) => value - (mean[at] ?? 0))))
  }
  return differences
}

function add(sum: Float32Array, vector: Float32Array, factor: number): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + factor * (vector[at] ?? 0)
}

/** The principal directions, one after the other by power iteration; each is taken out before the next. */
function principal(differences: Float32Array[]): Float32Array[] {
  const found: Float32Array[] = []
  for (let n = 0; n < DIRECTIONS; n++) {
    let direction = unit(new Float32Array(DESCRIPTION.dimension).map((_, at) => Math.sin((n + 1) * (at + 1))))
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      const sum = new Float32Array(DESCRIPTION.dimension)
      for (const difference of differences) add(sum, difference, dot(difference, direction))
      direction = unit(sum)
    }
    for (const difference of differences) add(difference, direction, -dot(difference, direction))
    found.push(direction)
  }
  return found
}

async function writeDirections(): Promise<void> {
  const differences: Float32Array[] = []
  for (const [lists, step] of TOPIC_STEPS) {
    const ofLists: Float32Array[] = []
    for (const one of Object.values(lists)) ofLists.push(...(await differencesOf(one, step)))
    // Each list weighs the same.
    const factor = 1 / Math.sqrt(ofLists.length)
    differences.push(...ofLists.map((difference) => difference.map((value) => value * factor)))
  }
  const rows = principal(differences).map((direction) => {
    const most = direction.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
    return new Int8Array(direction.map((value) => Math.round((value / most) * BYTE_MAX)))
  })
  const directions = Buffer.concat(rows.map((row) => new Uint8Array(row.buffer))).toString('base64')
  const made = { model: DESCRIPTION.name, width: DESCRIPTION.dimension, directions }
  await Bun.write(join(import.meta.dir, '../data/request-directions.json'), `${JSON.stringify(made, null, 2)}\n`)
}

if (process.argv.includes('--write')) {
  await writeDirections()
  process.stdout.write('The directions are written; run again without --write.\n')
  process.exit()
}

const topics = Object.values(requests).flatMap(({ covered }) => covered)
const texts = await embed(
  topics.map(([, text]) => text),
  'document',
)

async function subjectVector(query: string): Promise<Float32Array> {
  const content = contentText(query)
  const [whole, part] = await Promise.all([embedQuery(query), content === undefined ? undefined : embedQuery(content)])
  return subjectOf(whole, part?.vector).vector
}

const right: number[] = []
const wrong: number[] = []
for (const { phrasings, covered, uncovered } of Object.values(requests)) {
  for (const phrasing of phrasings.filter((_, at) => at % STEP === 0)) {
    for (const [topic] of covered) {
      const own = texts[topics.findIndex(([other]) => other === topic)]
      if (own !== undefined) right.push(dot(await subjectVector(phrasing.replace('X', topic)), own.vector))
    }
    for (const topic of uncovered) {
      const subject = await subjectVector(phrasing.replace('X', topic))
      wrong.push(Math.max(...texts.map(({ vector }) => dot(subject, vector))))
    }
  }
}
const share = (all: number[], least: number) => `${((100 * all.filter((one) => one >= least).length) / all.length).toFixed(1)} %`
process.stdout.write(
  '| cosine | floor | requests whose text is that near | requests without a text that find one so near |\n| --- | --- | --- | --- |\n',
)
for (const least of [0.84, 0.845, 0.85, 0.855, 0.86, 0.865, 0.87]) {
  const floor = (least - SIMILARITY_EVEN) / (1 - SIMILARITY_EVEN)
  process.stdout.write(`| ${least} | ${floor.toFixed(2)} | ${share(right, least)} | ${share(wrong, least)} |\n`)
}
