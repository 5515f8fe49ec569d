import { childOf, elementsOf, type XmlElement } from '../../markup'
import { numeral } from '../../numerals'
import { isOn, settingOf } from './context'

export interface ListMark {
  /** As it is seen, such as `3.` or `(b)`; a bullet is `-`, and '' is none. */
  text: string
  /** From 0. */
  depth: number
}

/** The numbers of lists, as they count up over the document. */
export interface Numbering {
  /** The mark of the next item. Undefined: it is in no list. `level` undefined: the level of the style `styleId`. */
  next(numId: string, level: number | undefined, styleId: string): ListMark | undefined
}

interface Level {
  start: number
  format: string
  text: string
  style: string | undefined
  isLegal: boolean
  /** The level, counted from 1, whose items let it begin again; 0: none. Undefined: each that is above. */
  restart: number | undefined
}

interface List {
  /** Its counters: lists of one abstract numbering share them. */
  abstractId: string
  levels: Map<number, Level>
  starts: Map<number, number>
}

const LEVELS = 9

export function numberingOf(source: XmlElement | undefined, listOfStyle: (styleId: string) => string | undefined): Numbering {
  const lists = readLists(source, listOfStyle)
  const counters = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()
  return {
    next(numId, level, styleId) {
      const list = lists.get(numId)
      if (list === undefined) return undefined
      const depth = Math.min(level ?? levelOfStyle(list, styleId), LEVELS - 1)
      const own = list.levels.get(depth)
      if (own === undefined) return undefined
      const counts = counters.get(list.abstractId) ?? []
      counters.set(list.abstractId, counts)
      const first = begun.has(`${numId}:${depth}`) ? undefined : list.starts.get(depth)
      begun.add(`${numId}:${depth}`)
      counts[depth] = first ?? (counts[depth] === undefined ? own.start : counts[depth] + 1)
      restartBelow(list, depth, counts)
      return { text: markOf(list, depth, own, counts), depth }
    },
  }
}

const levelOfStyle = ({ levels }: List, styleId: string): number =>
  [...levels].find(([, { style }]) => style !== undefined && style === styleId)?.[0] ?? 0

function restartBelow({ levels }: List, depth: number, counts: (number | undefined)[]): void {
  for (let below = depth + 1; below < LEVELS; below++) {
    const restart = levels.get(below)?.restart
    if (restart === undefined || (restart > 0 && depth + 1 <= restart)) counts[below] = undefined
  }
}

function markOf({ levels }: List, depth: number, own: Level, counts: (number | undefined)[]): string {
  if (own.format === 'bullet') return '-'
  if (own.format === 'none' && !own.text.includes('%')) return own.text
  return own.text
    .replaceAll(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const level = levels.get(at)
      const count = at === depth ? counts[at] : (counts[at] ?? level?.start)
      const format = own.isLegal && at !== depth ? 'decimal' : (level?.format ?? 'decimal')
      return count === undefined ? '' : numeral(count, own.isLegal ? 'decimal' : format)
    })
    .trim()
}

function readLists(source: XmlElement | undefined, listOfStyle: (styleId: string) => string | undefined): Map<string, List> {
  const elements = source === undefined ? [] : elementsOf(source)
  const abstracts = new Map(
    elements
      .filter(({ name }) => name === 'w:abstractNum')
      .map((element) => [element.attributes['w:abstractNumId'] ?? '', element]),
  )
  const numbers = new Map(
    elements.filter(({ name }) => name === 'w:num').map((element) => [element.attributes['w:numId'] ?? '', element]),
  )
  return new Map(
    [...numbers].map(([numId, number]) => {
      const abstractId = abstractIdOf(number, abstracts, numbers, listOfStyle)
      const levels = levelsOf(abstracts.get(abstractId))
      const starts = new Map<number, number>()
      for (const override of elementsOf(number).filter(({ name }) => name === 'w:lvlOverride')) {
        const at = Number(override.attributes['w:ilvl'] ?? 0)
        const start = settingOf(childOf(override, 'w:startOverride'))
        const level = childOf(override, 'w:lvl')
        if (level !== undefined) levels.set(at, levelOf(level))
        if (start !== undefined) starts.set(at, Number(start))
      }
      return [numId, { abstractId, levels, starts }]
    }),
  )
}

/** A numbering may be that of a style, which another list defines. */
function abstractIdOf(
  number: XmlElement,
  abstracts: Map<string, XmlElement>,
  numbers: Map<string, XmlElement>,
  listOfStyle: (styleId: string) => string | undefined,
): string {
  const abstractId = settingOf(childOf(number, 'w:abstractNumId')) ?? ''
  const link = settingOf(childOf(abstracts.get(abstractId), 'w:numStyleLink'))
  const linked = link === undefined ? undefined : numbers.get(listOfStyle(link) ?? '')
  return linked === undefined ? abstractId : (settingOf(childOf(linked, 'w:abstractNumId')) ?? abstractId)
}

const levelsOf = (abstract: XmlElement | undefined): Map<number, Level> =>
  new Map(
    (abstract === undefined ? [] : elementsOf(abstract))
      .filter(({ name }) => name === 'w:lvl')
      .map((element) => [Number(element.attributes['w:ilvl'] ?? 0), levelOf(element)]),
  )

function levelOf(element: XmlElement): Level {
  const restart = settingOf(childOf(element, 'w:lvlRestart'))
  return {
    start: Number(settingOf(childOf(element, 'w:start')) ?? 0),
    format: formatOf(element),
    text: settingOf(childOf(element, 'w:lvlText')) ?? '',
    style: settingOf(childOf(element, 'w:pStyle')),
    isLegal: isOn(childOf(element, 'w:isLgl')),
    restart: restart === undefined ? undefined : Number(restart),
  }
}

/** Word writes a format of the user's own, such as `001, 002, 003, ...`, beside an older one: its first number is the style. */
function formatOf(level: XmlElement): string {
  const alternatives = childOf(level, 'mc:AlternateContent')
  const custom = childOf(childOf(alternatives, 'mc:Choice'), 'w:numFmt')?.attributes['w:format']?.split(',', 1)[0]
  if (custom !== undefined && /^0+1$/.test(custom)) return custom
  return settingOf(childOf(level, 'w:numFmt') ?? childOf(childOf(alternatives, 'mc:Fallback'), 'w:numFmt')) ?? 'decimal'
}
