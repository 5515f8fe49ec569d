import type { MarkdownWriter } from '../../markdown-writer'
import { childOf, elementsOf, isElement, textOf, type XmlElement } from '../../markup'
import type { Zip } from '../../zip'
import { officeTree, visitOffice } from './namespaces'
import { formatNumber, GENERAL } from './number-format'
import { partOf } from './package'

/** A chart as its title and a table: a row a category, a column a series. False: no figures were kept with it. */
export function writeChart(zip: Zip, path: string, out: MarkdownWriter): boolean {
  const root = officeTree(partOf(zip, path))
  if (root?.name === 'cx:chartSpace') return writeNewChart(root, out)
  const chart = root && find(root, 'c:chart')
  if (chart === undefined) return true
  out.paragraph(titleOf(childOf(chart, 'c:title')))
  const axes = all(chart, (name) => /^c:(?:cat|val|date|ser)Ax$/.test(name)).map((axis) => titleOf(childOf(axis, 'c:title')))
  if (axes.some((title) => title !== '')) out.paragraph(axes.filter((title) => title !== '').join(', '))
  const series = all(chart, (name) => name === 'c:ser').flatMap(seriesOf)
  writeSeries(series, out)
  return series.some(({ values }) => values.size > 0)
}

/** The size of a bubble has a column of its own, after its height. */
function seriesOf(series: XmlElement): Series[] {
  const categories = points(childOf(series, 'c:cat') ?? childOf(series, 'c:xVal'))
  const sizes = points(childOf(series, 'c:bubbleSize'))
  const heights = {
    name: [...points(childOf(series, 'c:tx')).values()].join(' ') || textOf(childOf(childOf(series, 'c:tx'), 'c:v') ?? ''),
    categories,
    values: withLabels(points(childOf(series, 'c:val') ?? childOf(series, 'c:yVal')), series),
  }
  return sizes.size === 0 ? [heights] : [heights, { name: '', categories, values: sizes }]
}

/** Labels that somebody wrote, or that come from cells, come after the values. */
function withLabels(values: Map<number, string>, series: XmlElement): Map<number, string> {
  const labels = pointsOf(find(series, 'c15:dlblRangeCache'))
  for (const label of all(series, (name) => name === 'c:dLbl')) {
    const runs = all(label, (name) => name === 'a:r').flatMap((run) => all(run, (name) => name === 'a:t'))
    const text = runs.map(textOf).join('').trim()
    if (text !== '') labels.set(Number(childOf(label, 'c:idx')?.attributes.val ?? 0), text)
  }
  return new Map([...values].map(([place, value]) => [place, [value, labels.get(place) ?? ''].join(' ').trim()]))
}

/** The charts that came with Office 2016, such as waterfalls, keep their data apart from their series. */
function writeNewChart(root: XmlElement, out: MarkdownWriter): boolean {
  const title = (parent: XmlElement, name: string) =>
    all(childOf(parent, name) ?? parent, (other) => other === 'a:t' || other === 'cx:v')
  const heading = find(root, 'cx:title')
  if (heading !== undefined) out.paragraph(title(heading, 'cx:tx').map(textOf).join(''))
  const data = new Map(all(root, (name) => name === 'cx:data').map((one) => [one.attributes.id ?? '', one]))
  const series = all(root, (name) => name === 'cx:series').map((one) => {
    const own = data.get(childOf(one, 'cx:dataId')?.attributes.val ?? '')
    const name = childOf(one, 'cx:tx')
    return {
      name: name === undefined ? '' : title(name, 'cx:txData').map(textOf).join(''),
      categories: levelled(all(own ?? EMPTY, (dimension) => dimension === 'cx:strDim').flatMap(levelsOf)),
      values: levelled(all(own ?? EMPTY, (dimension) => dimension === 'cx:numDim').flatMap(levelsOf)),
    }
  })
  writeSeries(series, out)
  return series.some(({ values }) => values.size > 0)
}

const EMPTY: XmlElement = { name: '', attributes: {}, children: [] }

const levelsOf = (dimension: XmlElement): Map<number, string>[] =>
  all(dimension, (name) => name === 'cx:lvl').map(
    (level) =>
      new Map(
        all(level, (name) => name === 'cx:pt').map((point) => [
          Number(point.attributes.idx ?? 0),
          formatted(textOf(point), level.attributes.formatCode ?? GENERAL),
        ]),
      ),
  )

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
  return levels.length === 0 ? pointsOf(reference) : levelled(levels.map(pointsOf))
}

/** `levels` from the innermost on. A label above holds up to the next one on its level. */
function levelled([innermost, ...outer]: Map<number, string>[]): Map<number, string> {
  const labels = new Map<number, string>()
  const last = outer.map(() => '')
  const places = new Set([innermost, ...outer].flatMap((level) => [...(level?.keys() ?? [])]))
  for (const place of [...places].sort((one, other) => one - other)) {
    for (const [at, level] of outer.entries()) last[at] = level.get(place) ?? last[at] ?? ''
    const label = innermost?.get(place)
    if (label !== undefined) labels.set(place, [...last.toReversed(), label].filter((part) => part !== '').join(' '))
  }
  return labels
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
