// Original file: collabry/llm/v1/llm.proto

/**
 * What kind of answer is wanted.
 */
export const Task = {
  /**
   * Treated as chat.
   */
  TASK_UNSPECIFIED: 'TASK_UNSPECIFIED',
  /**
   * A study copilot's answer in a conversation.
   */
  TASK_CHAT: 'TASK_CHAT',
  /**
   * An answer made from the passages or the text, with citations.
   */
  TASK_ANSWER: 'TASK_ANSWER',
  /**
   * A summary of the text.
   */
  TASK_SUMMARIZE: 'TASK_SUMMARIZE',
  /**
   * A tree of labels: {"label", "children": [...]} as JSON.
   */
  TASK_MIND_MAP: 'TASK_MIND_MAP',
  /**
   * Key concepts: {"concepts": [{"name", "definition", "example", "related"}]} as JSON; the last two as far as the schema
   * names them.
   */
  TASK_CONCEPTS: 'TASK_CONCEPTS',
  /**
   * Questions with one right option each: {"questions": [{"question", "options", "answer", "explanation"}]} as JSON.
   */
  TASK_QUIZ: 'TASK_QUIZ',
  /**
   * Cards to learn from: {"cards": [{"front", "back", "tags"}]} as JSON.
   */
  TASK_FLASHCARDS: 'TASK_FLASHCARDS',
  /**
   * What to study, in order and without dates: {"plan": [{"title", "tasks"}]} as JSON.
   */
  TASK_STUDY_PLAN: 'TASK_STUDY_PLAN',
  /**
   * A title of a few words for a conversation that begins with the question.
   */
  TASK_TITLE: 'TASK_TITLE',
} as const;

/**
 * What kind of answer is wanted.
 */
export type TaskInit =
  /**
   * Treated as chat.
   */
  | 'TASK_UNSPECIFIED'
  | 0
  /**
   * A study copilot's answer in a conversation.
   */
  | 'TASK_CHAT'
  | 1
  /**
   * An answer made from the passages or the text, with citations.
   */
  | 'TASK_ANSWER'
  | 2
  /**
   * A summary of the text.
   */
  | 'TASK_SUMMARIZE'
  | 3
  /**
   * A tree of labels: {"label", "children": [...]} as JSON.
   */
  | 'TASK_MIND_MAP'
  | 4
  /**
   * Key concepts: {"concepts": [{"name", "definition", "example", "related"}]} as JSON; the last two as far as the schema
   * names them.
   */
  | 'TASK_CONCEPTS'
  | 5
  /**
   * Questions with one right option each: {"questions": [{"question", "options", "answer", "explanation"}]} as JSON.
   */
  | 'TASK_QUIZ'
  | 6
  /**
   * Cards to learn from: {"cards": [{"front", "back", "tags"}]} as JSON.
   */
  | 'TASK_FLASHCARDS'
  | 7
  /**
   * What to study, in order and without dates: {"plan": [{"title", "tasks"}]} as JSON.
   */
  | 'TASK_STUDY_PLAN'
  | 8
  /**
   * A title of a few words for a conversation that begins with the question.
   */
  | 'TASK_TITLE'
  | 9

/**
 * What kind of answer is wanted.
 */
export type Task = typeof Task[keyof typeof Task]
