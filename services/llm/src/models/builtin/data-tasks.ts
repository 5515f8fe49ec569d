import type { Brief } from '../model'

const tasks: ReadonlySet<Brief['task']> = new Set(['mind_map', 'concepts', 'quiz', 'flashcards', 'study_plan'])

/** The answer is JSON of a fixed shape. */
export const isData = (task: Brief['task']): boolean => tasks.has(task)
