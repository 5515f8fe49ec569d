import { AppError } from '@collabry/runtime/errors'
import { isRecord } from '@collabry/runtime/validation'
import type { Caller } from '../../core/caller'
import { addUsage, type Generation, generateText, type Llm, type Usage } from '../../generation/llm'

/** An object that the model generates, and its validation. */
export interface ObjectRequest<Value> {
  /** The generation, with the JSON Schema of the object. */
  generation: Generation
  /**
   * Validates an answer; `before` is the valid part of the previous one. Every problem is a sentence that tells the model what
   * to change. undefined: no part is valid.
   */
  read(answer: string, before: Value | undefined, extractive: boolean): Reading<Value> | Promise<Reading<Value>>
}

interface Reading<Value> {
  value: Value | undefined
  problems: string[]
}

interface Generated<Value> {
  /** undefined: nothing valid, also after the repair. */
  value: Value | undefined
  model: string
  usage: Usage
  /** Made by the provider without a model, which gives all items at once. */
  extractive: boolean
  /** Droppable parts that the prompt of the last run lacked. */
  partsLeftOut: number
}

const EXTRACTIVE_MODEL = 'builtin-extractive'

/** Longest part of a wrong answer that is shown to the model again. */
const REPAIR_CHARS_MAX = 4_000
const PROBLEMS_MAX = 8

/**
 * The only way in which models make data: the answer is bound to a schema, validated by its meaning and repaired once. Invalid
 * parts are never returned.
 */
export async function generateObject<Value>(
  llm: Llm,
  { generation, read }: ObjectRequest<Value>,
  caller: Caller,
): Promise<Generated<Value>> {
  const first = await generateText(llm, generation, caller)
  const extractive = first.model === EXTRACTIVE_MODEL
  const reading = await read(first.text, undefined, extractive)
  const done = { value: reading.value, model: first.model, usage: first.usage, extractive, partsLeftOut: first.partsLeftOut }
  if (reading.problems.length === 0 || extractive) return done
  const second = await generateText(llm, toRepair(generation, first.text, reading.problems), caller)
  const repaired = await read(second.text, reading.value, extractive)
  const { model, partsLeftOut } = second
  return { ...done, value: repaired.value ?? reading.value, model, partsLeftOut, usage: addUsage(first.usage, second.usage) }
}

/** Both answers of the model were unusable. */
export const notWhatWasAsked = (what: string) =>
  new AppError('upstream_error', `The model did not answer with ${what}; try again, or use another model.`)

/**
 * The wrong answer goes before the last message: messages that do not fit the window are dropped from the front, and then the
 * answer is dropped and never the material.
 */
function toRepair(generation: Generation, answer: string, problems: string[]): Generation {
  const before = generation.messages.slice(0, -1)
  const asked = generation.messages.at(-1)?.content ?? ''
  const wrong = { role: 'assistant' as const, content: answer.slice(0, REPAIR_CHARS_MAX).toWellFormed() || '{}' }
  const list = [...new Set(problems)].slice(0, PROBLEMS_MAX).map((problem) => `- ${problem}`)
  const plea = `Your last answer cannot be used:\n${list.join('\n')}\nAnswer again, with the JSON object alone.`
  return { ...generation, messages: [...before, wrong, { role: 'user', content: `${asked}\n\n${plea}` }] }
}

/** The JSON object of an answer, also when the model put words or a code fence around it. */
export function objectIn(answer: string): unknown {
  const start = answer.indexOf('{')
  const end = answer.lastIndexOf('}')
  try {
    return JSON.parse(answer.slice(start, end + 1))
  } catch {
    return undefined
  }
}

/** The entries of the list `name` in an answer. Of a truncated answer only the complete entries. */
export function listIn(answer: string, name: string): unknown[] {
  const value = objectIn(answer)
  if (isRecord(value)) return Array.isArray(value[name]) ? value[name] : []
  return wholeObjects(answer.slice(answer.indexOf('[') + 1))
}

/** A field as one line of text; empty: it is no text, or has neither a letter nor a digit nor a sign with a name of its own. */
export function lineOf(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return ''
  const line = String(value).toWellFormed().replace(CONTROLS, ' ').replace(/\s+/g, ' ').trim()
  return SAYS_SOMETHING.test(line) ? line : ''
}

/** Lines of a list of texts, each once. */
export function linesOf(value: unknown): string[] {
  const lines = Array.isArray(value) ? value.map(lineOf).filter((line) => line !== '') : []
  return [...new Set(lines)]
}

/** Signs may be what is asked for: `→`, `&&`, `€`. Dashes, dots and backticks alone stand for nothing. */
const SAYS_SOMETHING = /[\p{L}\p{N}\p{Sm}\p{Sc}#%‰&@§\\/]|(?![\ufffc\ufffd])\p{So}/u
const CONTROLS = /\p{Cc}+/gu

/** The outermost objects of a text that can be parsed, in one pass. */
function wholeObjects(text: string): unknown[] {
  const found: unknown[] = []
  let depth = 0
  let start = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (quoted) {
      if (character === '\\') index++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = depth > 0
    else if (character === '{') {
      if (depth++ === 0) start = index
    } else if (character === '}' && depth > 0 && --depth === 0) found.push(parsed(text.slice(start, index + 1)))
  }
  return found.filter((entry) => entry !== undefined)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
