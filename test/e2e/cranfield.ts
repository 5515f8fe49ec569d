import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../source'

const FOLDER = join(ROOT, 'test/fixtures/cranfield')

export interface Abstract {
  id: number
  title: string
  text: string
}

export interface Question {
  text: string
  /** Ids of the abstracts judged relevant. */
  judged: Set<number>
}

const lines = (name: string) => readFileSync(join(FOLDER, name), 'utf8').trim().split('\n')

export const abstracts = (): Abstract[] => lines('documents.jsonl').map((line) => JSON.parse(line))

/** The first `count` queries that have at least `judgedMin` judged abstracts among `available`. */
export function questions(count: number, available: ReadonlySet<number>, judgedMin: number): Question[] {
  const judged = new Map<number, Set<number>>()
  for (const line of lines('qrels.tsv').slice(1)) {
    const [query = 0, document = 0, grade = 0] = line.split('\t').map(Number)
    if (grade > 0 && available.has(document)) judged.set(query, (judged.get(query) ?? new Set()).add(document))
  }
  return lines('queries.jsonl')
    .map((line): { id: number; text: string } => JSON.parse(line))
    .map(({ id, text }) => ({ text, judged: judged.get(id) ?? new Set<number>() }))
    .filter((question) => question.judged.size >= judgedMin)
    .slice(0, count)
}

/**
 * A tenth of the collection that questions can be asked of: the abstracts judged for the first queries, filled up with the
 * rest in order.
 */
export function tenth(all: Abstract[]): Abstract[] {
  const size = Math.round(all.length / 10)
  const wanted = new Set(questions(20, new Set(all.map(({ id }) => id)), 2).flatMap(({ judged }) => [...judged].slice(0, 4)))
  const first = all.filter(({ id }) => wanted.has(id))
  return [...first, ...all.filter(({ id }) => !wanted.has(id))].slice(0, size)
}
