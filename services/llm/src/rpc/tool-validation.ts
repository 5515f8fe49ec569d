import { check } from '../check'
import type { ToolDefinition, Tools } from '../models/model'

const TOOLS_MAX = 128
const TOOLS_LENGTH_MAX = 65_536
const NAME = /^[A-Za-z0-9_.-]{1,64}$/

/** The functions of a request, from their JSON text; undefined: none. */
export function readTools(toolsJson: string, choice: string): Tools | undefined {
  if (toolsJson === '') return undefined
  const definitions = readJson(toolsJson, 'tools_json', TOOLS_LENGTH_MAX)
  check(Array.isArray(definitions) && definitions.length <= TOOLS_MAX, 'tools_json', `must be an array of at most ${TOOLS_MAX}`)
  for (const definition of definitions) check(isTool(definition), 'tools_json', 'each must be a function with a name')
  const names = (definitions as ToolDefinition[]).map((definition) => definition.function.name)
  check(
    choice === '' || [...CHOICES, ...names].includes(choice),
    'tool_choice',
    'must be auto, none, required or a name of tools_json',
  )
  if (definitions.length === 0) return undefined
  return { definitions: definitions as ToolDefinition[], choice: choice === '' ? undefined : choice }
}

const CHOICES = ['auto', 'none', 'required']

/** A JSON object from its text. */
export function readObject(text: string, field: string, lengthMax: number): Record<string, unknown> {
  const value = readJson(text, field, lengthMax)
  check(isObject(value), field, 'must be a JSON object')
  return value
}

function readJson(text: string, field: string, lengthMax: number): unknown {
  check(text.length <= lengthMax, field, `at most ${lengthMax} characters`)
  try {
    return JSON.parse(text)
  } catch {
    return check(false, field, 'must be JSON')
  }
}

function isTool(value: unknown): boolean {
  if (!isObject(value) || value.type !== 'function' || !isObject(value.function)) return false
  return typeof value.function.name === 'string' && NAME.test(value.function.name)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
