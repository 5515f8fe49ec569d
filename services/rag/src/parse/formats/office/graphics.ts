import type { MarkdownWriter } from '../../markdown-writer'
import { childOf, elementsOf, isElement, textOf, type XmlElement } from '../../markup'
import type { Zip } from '../../zip'
import { officeTree, visitOffice } from './namespaces'
import { formatNumber, GENERAL } from './number-format'
import { partOf } from './package'

/** A chart as its title and a table: a row a category, a column a series. */
export function writeChart(zip: Zip, path: string, out: MarkdownWriter): void {
  const root = officeTree(partOf(zip, path))
  const chart = root && find(root, 'c:chart')
  if (chart === undefined) return
  out.paragraph(titleOf(childOf(chart, 'c:title')))
  const axes = all(chart, (name) => /^c:(?:cat|val|date|ser)Ax$/.test(name)).map((axis) => titleOf(childOf(axis, 'c:title')))
  if (axes.some((title) => title !== '')) out.paragraph(axes.filter((title) => title !== '').join(', '))
  writeSeries(
    all(chart, (name) => name === 'c:ser').map((series) => ({
      name: [...points(childOf(series, 'c:tx')).values()].join(' ') || textOf(childOf(childOf(series, 'c:tx'), 'c:v') ?? ''),
      categories: points(childOf(series, 'c:cat') ?? childOf(series, 'c:xVal')),
      values: points(childOf(series, 'c:val') ?? childOf(series, 'c:yVal')),
    })),
    out,
  )
}

interface Series {
  name: string
  categories: Map<number, string>
  values: Map<number, string>
}

/** Series with the same categories share a table. */
function writeSeries(series: Series[], out: MarkdownWriter): void {
  const tables = new Map<string, Series[]>()
  for (const one of series) {
    const key = JSON.stringify([...one.categories])
    tables.set(key, [...(tables.get(key) ?? []), one])
  }
  for (const table of tables.values()) {
    out.row(['', ...table.map(({ name }) => name)])
    const [first] = table
    const places = new Set([...(first?.categories.keys() ?? []), ...table.flatMap(({ values }) => [...values.keys()])])
    for (const place of [...places].sort((one, other) => one - other))
      out.row([first?.categories.get(place) ?? String(place + 1), ...table.map(({ values }) => values.get(place) ?? '')])
  }
}

/** The values that were kept with the chart, by their places; labels on several levels from the outermost on. */
function points(reference: XmlElement | undefined): Map<number, string> {
  const levels = reference === undefined ? [] : all(reference, (name) => name === 'c:lvl')
  const [innermost, ...outer] = levels
  if (innermost === undefined) return pointsOf(reference)
  return new Map(
    [...pointsOf(innermost)].map(([place, label]) => {
      const above = outer.map((level) => [...pointsOf(level)].filter(([at]) => at <= place).at(-1)?.[1] ?? '')
      return [place, [...above.toReversed(), label].filter((part) => part !== '').join(' ')]
    }),
  )
}

function pointsOf(parent: XmlElement | undefined): Map<number, string> {
  const code = parent === undefined ? undefined : find(parent, 'c:formatCode')
  const shown = (value: string) => formatted(value, code === undefined ? GENERAL : textOf(code))
  const found = parent === undefined ? [] : all(parent, (name) => name === 'c:pt')
  return new Map(found.map((point) => [Number(point.attributes.idx ?? 0), shown(textOf(childOf(point, 'c:v') ?? ''))]))
}

const formatted = (value: string, code: string): string =>
  value.trim() === '' || !Number.isFinite(Number(value)) ? value : formatNumber(Number(value), code)

const titleOf = (title: XmlElement | undefined): string =>
  title === undefined
    ? ''
    : all(title, (name) => name === 'a:t' || name === 'c:v')
        .map(textOf)
        .join('')

const all = (parent: XmlElement, is: (name: string) => boolean): XmlElement[] =>
  elementsOf(parent).flatMap((child) => (is(child.name) ? [child] : all(child, is)))

function find(parent: XmlElement, name: string): XmlElement | undefined {
  for (const child of parent.children.filter(isElement)) {
    const found = child.name === name ? child : find(child, name)
    if (found !== undefined) return found
  }
  return undefined
}

/** The texts of a SmartArt graphic, a paragraph each, in the order of its outline. */
export function writeDiagram(zip: Zip, path: string, out: Pick<MarkdownWriter, 'paragraph'>): void {
  const source = partOf(zip, path)
  if (source === undefined) return
  let text = ''
  let inText = false
  visitOffice(source, {
    open: (name) => {
      if (name === 'a:t') inText = true
    },
    close: (name) => {
      if (name === 'a:t') inText = false
      else if (name === 'a:p') text += '\n'
      else if (name === 'dgm:pt') {
        out.paragraph(text)
        text = ''
      }
    },
    text: (more) => {
      if (inText) text += more
    },
  })
}
