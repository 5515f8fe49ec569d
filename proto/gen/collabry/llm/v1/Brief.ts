// Original file: collabry/llm/v1/llm.proto

import type { TaskInit as _collabry_llm_v1_TaskInit, Task as _collabry_llm_v1_Task } from '../../../collabry/llm/v1/Task';
import type { PassageInit as _collabry_llm_v1_PassageInit, Passage as _collabry_llm_v1_Passage } from '../../../collabry/llm/v1/Passage';
import type { TextSpanInit as _collabry_llm_v1_TextSpanInit, TextSpan as _collabry_llm_v1_TextSpan } from '../../../collabry/llm/v1/TextSpan';

/**
 * What is asked, as data instead of prose. Model providers ignore it; the extractive provider works from it alone.
 */
export interface BriefInit {
  /**
   * What kind of answer is wanted.
   */
  'task'?: (_collabry_llm_v1_TaskInit);
  /**
   * The question, message or topic as the user wrote it; at most 32,000 characters.
   */
  'question'?: (string);
  /**
   * The passages in citation order: passages[0] is cited as [1]. At most 50.
   */
  'passages'?: (_collabry_llm_v1_PassageInit)[];
  /**
   * The text to work on (summaries, qa with a context); at most 1,000,000 characters. Empty where text_span says it.
   */
  'text'?: (string);
  /**
   * Wanted length in words; 0: no wish.
   */
  'wordsMax'?: (number);
  /**
   * Wanted depth of a tree below its root; 0: no wish.
   */
  'depthMax'?: (number);
  /**
   * Style of a summary: concise, detailed, bullet, study_guide.
   */
  'style'?: (string);
  /**
   * Wanted number of items (concepts, questions, cards, parts of a plan); 0: no wish.
   */
  'itemsMax'?: (number);
  /**
   * Where the text to work on stands in the prompt, so that a long one travels once; unset: `text` says it.
   */
  'textSpan'?: (_collabry_llm_v1_TextSpanInit | null);
  /**
   * Level of a quiz: easy, medium, hard; empty: medium.
   */
  'difficulty'?: (string);
}

/**
 * What is asked, as data instead of prose. Model providers ignore it; the extractive provider works from it alone.
 */
export interface Brief {
  /**
   * What kind of answer is wanted.
   */
  'task': (_collabry_llm_v1_Task);
  /**
   * The question, message or topic as the user wrote it; at most 32,000 characters.
   */
  'question': (string);
  /**
   * The passages in citation order: passages[0] is cited as [1]. At most 50.
   */
  'passages': (_collabry_llm_v1_Passage)[];
  /**
   * The text to work on (summaries, qa with a context); at most 1,000,000 characters. Empty where text_span says it.
   */
  'text': (string);
  /**
   * Wanted length in words; 0: no wish.
   */
  'wordsMax': (number);
  /**
   * Wanted depth of a tree below its root; 0: no wish.
   */
  'depthMax': (number);
  /**
   * Style of a summary: concise, detailed, bullet, study_guide.
   */
  'style': (string);
  /**
   * Wanted number of items (concepts, questions, cards, parts of a plan); 0: no wish.
   */
  'itemsMax': (number);
  /**
   * Where the text to work on stands in the prompt, so that a long one travels once; unset: `text` says it.
   */
  'textSpan': (_collabry_llm_v1_TextSpan | null);
  /**
   * Level of a quiz: easy, medium, hard; empty: medium.
   */
  'difficulty': (string);
}
