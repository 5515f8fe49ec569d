import { unescaped } from '../office/text-runs'
import type { CellFormats } from './cell-format'
import { columnOf } from './merges'
import { richText } from './shared-strings'

export interface Book {
  strings: string[]
  formats: CellFormats
}

export interface Cell {
  /** From 1. */
  column: number
  type: string
  style: number
  value: string
  formula: string | undefined
  /** It has a formula, and the file does not hold the result. */
  isUncomputed: boolean
}

/** Gathers the cells of a row from the elements inside of it. A cell without a reference stands behind the one before. */
export function cellReader(done: (cell: Cell) => void) {
  let cell: Cell | undefined
  let lastColumn = 0
  let gathering: 'value' | 'formula' | 'inline' | undefined
  const inline = richText('is', (text) => {
    if (cell !== undefined) cell.value = text
  })
  const begin = ({ r, t = 'n', s = '0' }: Record<string, string>) => {
    lastColumn = r === undefined ? lastColumn + 1 : columnOf(r)
    cell = { column: lastColumn, type: t, style: Number(s), value: '', formula: undefined, isUncomputed: false }
  }
  const end = () => {
    if (cell === undefined) return
    cell.isUncomputed = cell.value === '' && cell.formula !== undefined && cell.type !== 'str'
    done(cell)
    cell = undefined
  }
  return {
    open: (name: string, attributes: Record<string, string>) => {
      if (gathering === 'inline') inline.open(name, attributes)
      else if (name === 'c') begin(attributes)
      else if (name === 'v') gathering = 'value'
      else if (name === 'is') gathering = 'inline'
      else if (name === 'f' && cell !== undefined) {
        cell.formula = ''
        gathering = 'formula'
      }
    },
    close: (name: string) => {
      if (gathering === 'inline') inline.close(name)
      if (name === 'v' || name === 'f' || name === 'is') gathering = undefined
      else if (name === 'c') end()
    },
    text: (text: string) => {
      if (gathering === 'inline') inline.text(text)
      else if (cell === undefined) return
      else if (gathering === 'value') cell.value += text
      else if (gathering === 'formula') cell.formula += text
    },
    /** The next cell without a reference is the first of a row. */
    beginRow: () => {
      lastColumn = 0
    },
  }
}

/** A cell as it is seen; a formula without a result as it stands. */
export function shown({ type, value, style, formula, isUncomputed }: Cell, { strings, formats }: Book): string {
  if (isUncomputed) return formula === '' ? '' : `=${unescaped(formula ?? '')}`
  if (value === '') return ''
  switch (type) {
    case 's':
      return formats.text(strings[Number(value)] ?? '', style)
    case 'str':
      return formats.text(unescaped(value), style)
    case 'inlineStr':
      return formats.text(value, style)
    case 'b':
      return value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
    case 'e':
      return value
    case 'd':
      return value.replace('T', ' ').replace(/ 00:00:00(?:\.0+)?Z?$/, '')
    default: {
      const number = Number(value)
      return Number.isFinite(number) ? formats.number(number, style) : value
    }
  }
}
