import { fieldError, isRecord, requireField } from '@collabry/runtime/validation'
import type { ToolDefinition, Tools } from '../models/model'

const TOOLS_MAX = 128
const TOOLS_LENGTH_MAX = 65_536
const NAME = /^[A-Za-z0-9_.-]{1,64}$/

/** The functions of a request, parsed and checked; undefined: none. */
export function readTools(toolsJson: string, choice: string): Tools | undefined {
  if (toolsJson === '') return undefined
  const definitions = readJson(toolsJson, 'tools_json', TOOLS_LENGTH_MAX)
  requireField(
    Array.isArray(definitions) && definitions.length <= TOOLS_MAX,
    'tools_json',
    `must be an array of at most ${TOOLS_MAX}`,
  )
  for (const definition of definitions) requireField(isTool(definition), 'tools_json', 'each must be a function with a name')
  const names = (definitions as ToolDefinition[]).map((definition) => definition.function.name)
  requireField(
    choice === '' || [...CHOICES, ...names].includes(choice),
    'tool_choice',
    'must be auto, none, required or a name of tools_json',
  )
  if (definitions.length === 0) return undefined
  return { definitions: definitions as ToolDefinition[], choice: choice === '' ? undefined : choice }
}

const CHOICES = ['auto', 'none', 'required']

/** Parses a JSON object. */
export function readObject(text: string, field: string, lengthMax: number): Record<string, unknown> {
  const value = readJson(text, field, lengthMax)
  requireField(isRecord(value), field, 'must be a JSON object')
  return value
}

function readJson(text: string, field: string, lengthMax: number): unknown {
  requireField(text.length <= lengthMax, field, `at most ${lengthMax} characters`)
  try {
    return JSON.parse(text)
  } catch {
    throw fieldError(field, 'must be JSON')
  }
}

function isTool(value: unknown): boolean {
  if (!isRecord(value) || value.type !== 'function' || !isRecord(value.function)) return false
  return typeof value.function.name === 'string' && NAME.test(value.function.name)
}
