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
   * Key concepts: {"concepts": [{"name", "definition"}]} as JSON.
   */
  TASK_CONCEPTS: 'TASK_CONCEPTS',
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
   * Key concepts: {"concepts": [{"name", "definition"}]} as JSON.
   */
  | 'TASK_CONCEPTS'
  | 5

/**
 * What kind of answer is wanted.
 */
export type Task = typeof Task[keyof typeof Task]
