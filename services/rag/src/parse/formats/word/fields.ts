import { childOf, elementsOf, type XmlElement } from '../../markup'
import { subscript, superscript } from '../../raised'
import { isOn, settingOf } from './context'

/** Fields, which may lie in each other and go on over paragraphs: their results are seen, their codes are not. */
export interface Fields {
  isShown(): boolean
  begin(fieldChar: XmlElement): void
  code(text: string): void
  separate(): void
  /** Ends the field. Returns the text of one that has no result of its own. */
  end(): string
}

interface Field {
  code: string
  hasResult: boolean
  form: XmlElement | undefined
}

const DEPTH_MAX = 100

export function createFields(): Fields {
  const open: Field[] = []
  return {
    isShown: () => open.every(({ hasResult }) => hasResult),
    begin: (fieldChar) => {
      if (open.length < DEPTH_MAX) open.push({ code: '', hasResult: false, form: childOf(fieldChar, 'w:ffData') })
    },
    code: (text) => {
      const field = open.at(-1)
      if (field !== undefined && !field.hasResult) field.code += text
    },
    separate: () => {
      const field = open.at(-1)
      if (field !== undefined) field.hasResult = true
    },
    end: () => {
      const field = open.pop()
      return field === undefined || (field.hasResult && field.form === undefined) ? '' : shown(field)
    },
  }
}

function shown({ code, form, hasResult }: Field): string {
  const checkBox = childOf(form, 'w:checkBox')
  if (checkBox !== undefined) return isOn(childOf(checkBox, 'w:checked') ?? childOf(checkBox, 'w:default')) ? '☒' : '☐'
  if (hasResult) return ''
  const list = childOf(form, 'w:ddList')
  if (list !== undefined) {
    const entries = elementsOf(list).filter(({ name }) => name === 'w:listEntry')
    return settingOf(entries[Number(settingOf(childOf(list, 'w:result')) ?? 0)]) ?? ''
  }
  const equation = /^\s*EQ\s(.*)$/is.exec(code)?.[1]
  return equation === undefined ? '' : equationText(equation)
}

const EQUATION_STEPS_MAX = 100
const EQUATION_LENGTH_MAX = 1_000

/** A formula of a field `EQ` on a line, from the innermost part outwards. */
function equationText(code: string): string {
  if (code.length > EQUATION_LENGTH_MAX) return code
  let text = code.replaceAll(/\\\*\s*\w+/g, '').replaceAll(/\\(?:al|ac|ar|ad|co\d+|vs\d+|hs\d+)\b/g, '')
  for (let step = 0; step < EQUATION_STEPS_MAX; step++) {
    const part =
      /\\(f|r|s|o|b|i|l|x|a)((?:\\?(?:up|do|ai|di|bc|lc|rc|to|bo|le|ri|in|su|pr)\s*(?:[\d.]+\s*)?)*)\(([^()]*)\)/i.exec(text)
    if (part === null) break
    const [whole, kind = '', options = '', content = ''] = part
    const args = content.split(/[,;]/).map((arg) => arg.trim())
    text = text.replace(whole, () => partText(kind.toLowerCase(), options, args))
  }
  return text.trim()
}

function partText(kind: string, options: string, args: string[]): string {
  const [first = '', second = ''] = args
  if (kind === 'f') return `${first}/${second}`
  if (kind === 'r') return args.length > 1 ? `${superscript(first)}√${second}` : `√${first}`
  if (kind === 's') return /do/i.test(options) ? subscript(first) : superscript(first)
  // Characters above each other: the reading of characters is written before them.
  if (kind === 'o') return args.at(-1) ?? ''
  return args.join(', ')
}
