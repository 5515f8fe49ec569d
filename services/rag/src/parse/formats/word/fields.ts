import { hex } from 'dingbat-to-unicode'
import { childOf, elementsOf, type XmlElement } from '../../markup'
import { subscript, superscript } from '../../raised'
import { isOn, settingOf } from './context'

/** Stands for the number of a page, or of pages, in a header: each page has another. */
export const PAGE_NUMBER = '\u0001'
const PAGE_NUMBER_CODE = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/i

/** Fields, which may lie in each other and go on over paragraphs: their results are seen, their codes are not. */
export interface Fields {
  isShown(): boolean
  /** Text of a result is shown. */
  show(): void
  begin(fieldChar: XmlElement): void
  code(text: string): void
  separate(): void
  /** Ends the field. Returns the text of one that has no result of its own. */
  end(): string
  endParagraph(): void
}

interface Field {
  code: string
  hasResult: boolean
  /** Its result is not empty. */
  hasText: boolean
  form: XmlElement | undefined
}

const DEPTH_MAX = 100

/**
 * `stories`: the parts that hold them. Where a field never ends, a code ends with its paragraph: it would hide all the rest. Other
 * codes may go on over paragraphs. In a header numbers of pages are not shown.
 */
export function createFields(stories: string[], story: 'text' | 'header' = 'text'): Fields {
  const open: Field[] = []
  const isPageNumber = ({ code }: Field) => story === 'header' && PAGE_NUMBER_CODE.test(code)
  const allEnd = stories.every(endsEachField)
  return {
    isShown: () => open.every((field) => field.hasResult && !isPageNumber(field)),
    show: () => {
      for (const field of open) field.hasText = true
    },
    begin: (fieldChar) => {
      if (open.length < DEPTH_MAX) open.push({ code: '', hasResult: false, hasText: false, form: childOf(fieldChar, 'w:ffData') })
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
      if (field === undefined) return ''
      return isPageNumber(field) ? PAGE_NUMBER : shown(field)
    },
    endParagraph: () => {
      while (!allEnd && open.at(-1)?.hasResult === false) open.pop()
    },
  }
}

function endsEachField(story: string): boolean {
  let depth = 0
  for (const [, type] of story.matchAll(/\bfldCharType\s*=\s*["'](begin|end)/g))
    depth = type === 'begin' ? depth + 1 : Math.max(0, depth - 1)
  return depth === 0
}

function shown({ code, form, hasText }: Field): string {
  const checkBox = childOf(form, 'w:checkBox')
  if (checkBox !== undefined) return isOn(childOf(checkBox, 'w:checked') ?? childOf(checkBox, 'w:default')) ? '☒' : '☐'
  if (hasText) return ''
  const list = childOf(form, 'w:ddList')
  if (list !== undefined) {
    const entries = elementsOf(list).filter(({ name }) => name === 'w:listEntry')
    return settingOf(entries[Number(settingOf(childOf(list, 'w:result') ?? childOf(list, 'w:default')) ?? 0)]) ?? ''
  }
  if (form !== undefined) return settingOf(childOf(childOf(form, 'w:textInput'), 'w:default')) ?? ''
  const [, name = '', rest = ''] = /^\s*(EQ|SYMBOL|MACROBUTTON|GOTOBUTTON)\s(.*)$/is.exec(code) ?? []
  if (/^EQ$/i.test(name)) return equationText(rest)
  if (/^SYMBOL$/i.test(name)) return symbolText(rest.trim())
  // The words that are pressed come after the macro or the place.
  return /^\S+\s(.*)$/s.exec(rest.trim())?.[1]?.trim() ?? ''
}

/** The number of a character, in Unicode after `\\u`, else in the font. */
function symbolText(code: string): string {
  const number = Number(/^(?:0x[\da-f]{1,6}|\d{1,7})/i.exec(code)?.[0] ?? 0)
  if (number < 32 || number > 0x10_ffff) return ''
  const [, quoted, bare] = /\\f\s*(?:"([^"]*)"|(\S+))/i.exec(code) ?? []
  return symbol(quoted ?? bare ?? '', number.toString(16).toUpperCase()) || String.fromCodePoint(number)
}

/** A character of a symbol font, by its hexadecimal code there; '' if the font is none. */
export function symbol(font: string, code: string): string {
  const found = hex(font, code) ?? hex(font, code.replace(/^F0/i, ''))
  return found?.string ?? ''
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
