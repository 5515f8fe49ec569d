/** A request as data instead of prose. Everything that the extractive provider writes follows from it. */
export interface Brief {
  /** `prompt`: nothing is known but the question, which may be any prompt. */
  task: 'prompt' | 'chat' | 'answer' | 'summarize' | 'mind_map' | 'concepts' | 'quiz' | 'flashcards' | 'study_plan' | 'title'
  question: string
  /** In citation order: passages[0] is cited as [1]. `isNear`: it means something near to the question. */
  passages: { content: string; filename: string; isNear?: boolean }[]
  text: string
  /** Wanted words, depth and number of items; 0: no preference. */
  wordsMax: number
  depthMax: number
  itemsMax: number
  style: 'concise' | 'detailed' | 'bullet' | 'study_guide'
  /** Level of a quiz; undefined: medium. */
  difficulty?: Difficulty
}

export type Difficulty = 'easy' | 'medium' | 'hard'

const DATA_TASKS: ReadonlySet<Brief['task']> = new Set(['mind_map', 'concepts', 'quiz', 'flashcards', 'study_plan'])

/** Whether the answer is JSON of a fixed shape. */
export const isData = (task: Brief['task']): boolean => DATA_TASKS.has(task)
