import type { Query } from './collection'
import { type Measured, measure, type Run } from './measure'

export interface Arm {
  name: string
  run: Run
}

/** How the halves of the queries are told apart: a setting that was chosen on one must hold on the other. */
export const halves = (queries: Query[]) => ({
  odd: queries.filter((_, at) => at % 2 === 0),
  even: queries.filter((_, at) => at % 2 === 1),
})

const figure = (value: number): string => value.toFixed(3)

/** One line an arm, as Markdown. */
export function table(arms: Arm[], queries: Query[]): string {
  const { odd, even } = halves(queries)
  const rows = arms.map(({ name, run }) => {
    const { ndcg10, recall10, recall100 }: Measured = measure(run, queries)
    const byHalf = [odd, even].map((half) => measure(run, half).ndcg10)
    return `| ${[name, ...[ndcg10, recall10, recall100, ...byHalf].map(figure)].join(' | ')} |`
  })
  return [
    '| | nDCG@10 | recall@10 | recall@100 | nDCG@10, odd queries | nDCG@10, even queries |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

interface About {
  name: string
  documents: number
  chunks: number
  queries: number
  model: string
}

export const section = ({ name, documents, chunks, queries, model }: About, arms: Arm[], judged: Query[]): string => `## ${name}

${documents.toLocaleString('en')} documents in ${chunks.toLocaleString('en')} chunks, ${queries} queries, embeddings by \`${model}\`.

${table(arms, judged)}
`

export const page = (command: string, sections: string[]): string => `# How well search finds

Made by \`${command}\` with the embedding model that comes with the product; \`--model <name>\` takes one of a running Ollama. Each document goes the way of an upload (read,
chunked, given words and vectors, stored in SQLite), each query the way of \`POST /ai/search\`. A passage counts for its
document, relevance is yes or no, and the last line is what SQLite's own full-text search makes of the whole documents.
\`--judge <chat model>\` measures passages that a model of Ollama puts in order too, \`--queries n\` the first n queries alone.
Odd and even queries are shown apart, so that a setting that fits one half only is seen; the figures of both were known when the settings were chosen.

A folder of your own: \`bun run eval <folder>\` with

- \`documents.jsonl\`: a line \`{"id", "text", "title"?}\` for each document,
- \`queries.jsonl\`: a line \`{"id", "text"}\` for each query,
- \`qrels.tsv\`: a line of headings, then query, document and grade between tabs; a grade above 0 is relevant.

${sections.join('\n')}
## How hybrid ranks

Words and meaning each find 50 chunks or more, every one of them gets both scores, and each score becomes a share of the way
to the highest, from none (words) or from the lower quartile (meaning): the rank is their mean (a convex combination: Bruch,
Gai and Ingber, *An Analysis of Fusion Functions for Hybrid Retrieval*, 2023). Then the vector of the query moves half-way to
the mean of the best three, and meaning is scored anew (Rocchio 1971; on embeddings: Li and others, *Pseudo Relevance
Feedback with Deep Language Models and Dense Retrievers*, 2021), where there are forty hits or more. The words are ranked by BM25 over
stems, of which stop words weigh a tenth; they weigh 0.6 where the best hit holds all of them, and less by its share; meaning weighs the rest.
`
