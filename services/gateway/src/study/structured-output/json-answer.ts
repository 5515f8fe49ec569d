import { isRecord } from '@collabry/runtime/validation'
/** The JSON object of an answer, also from between the words or the fence that a model may put around it. */
export function objectIn(answer: string): unknown {
  const start = answer.indexOf('{')
  const end = answer.lastIndexOf('}')
  try {
    return JSON.parse(answer.slice(start, end + 1))
  } catch {
    return undefined
  }
}

/**
 * The entries of the list `name` in an answer. Of an answer that was cut off in the middle, those that are whole: an entry is
 * never completed by us.
 */
export function listIn(answer: string, name: string): unknown[] {
  const value = objectIn(answer)
  if (isRecord(value)) return Array.isArray(value[name]) ? value[name] : []
  return wholeObjects(answer.slice(answer.indexOf('[') + 1))
}

/** A field as one line of text; empty: it is none, or holds nothing that can be read aloud, as `...` does. */
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

const SAYS_SOMETHING = /[\p{L}\p{N}]/u
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
