// Original file: collabry/llm/v1/llm.proto

/**
 * Who waits for an answer.
 */
export const GeneratePurpose = {
  /**
   * Treated as an answer.
   */
  GENERATE_PURPOSE_UNSPECIFIED: 'GENERATE_PURPOSE_UNSPECIFIED',
  /**
   * A person.
   */
  GENERATE_PURPOSE_ANSWER: 'GENERATE_PURPOSE_ANSWER',
  /**
   * Nobody: it runs only while the model has nothing else to do, and is called off (overloaded) as soon as somebody asks.
   */
  GENERATE_PURPOSE_BACKGROUND: 'GENERATE_PURPOSE_BACKGROUND',
} as const;

/**
 * Who waits for an answer.
 */
export type GeneratePurposeInit =
  /**
   * Treated as an answer.
   */
  | 'GENERATE_PURPOSE_UNSPECIFIED'
  | 0
  /**
   * A person.
   */
  | 'GENERATE_PURPOSE_ANSWER'
  | 1
  /**
   * Nobody: it runs only while the model has nothing else to do, and is called off (overloaded) as soon as somebody asks.
   */
  | 'GENERATE_PURPOSE_BACKGROUND'
  | 2

/**
 * Who waits for an answer.
 */
export type GeneratePurpose = typeof GeneratePurpose[keyof typeof GeneratePurpose]
