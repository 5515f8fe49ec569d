import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentText } from '../src/lexical/tokenizer'
import { dot, SIMILARITY_EVEN } from '../src/search/fuse'
import { requests } from './auto-requests'
import { builtinVectors, cachedVectors } from './vectors'

// How similar the built-in model finds the content of requests and texts: to the right text, and to the nearest of all texts
// where none is right. The floor of the model (packages/embedding-model/src/parameters.ts) is chosen so that few of the second
// kind count as related. Run: bun services/rag/eval/similarity.ts

/** Every so many of the phrasings. */
const STEP = 9

const cache = join(tmpdir(), 'collabry-eval')
const embed = cachedVectors(builtinVectors(), cache, () => {})
const topics = Object.values(requests).flatMap(({ covered }) => covered)
const texts = await embed(
  topics.map(([, text]) => text),
  'document',
)
const right: number[] = []
const wrong: number[] = []
for (const { phrasings, covered, uncovered } of Object.values(requests)) {
  for (const phrasing of phrasings.filter((_, at) => at % STEP === 0)) {
    const ask = (names: string[]) =>
      embed(
        names.map((name) => phrasing.replace('X', name)).map((query) => contentText(query) ?? query),
        'query',
      )
    for (const [at, query] of (await ask(covered.map(([topic]) => topic))).entries()) {
      const own = texts[topics.findIndex(([topic]) => topic === covered[at]?.[0])]
      if (own !== undefined) right.push(dot(query.vector, own.vector))
    }
    for (const query of await ask(uncovered)) wrong.push(Math.max(...texts.map(({ vector }) => dot(query.vector, vector))))
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
