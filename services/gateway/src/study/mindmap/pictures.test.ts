import { describe, expect, test } from 'bun:test'
import { columnsOf, type LabelTree, layOut, wrapLabel } from './layout'
import { mindMapMarkdown, mindMapMermaid, mindMapSvg } from './markup'

const node = (label: string, ...children: LabelTree[]): LabelTree => ({ label, children })
const words = 'energy light chlorophyll reaction water membrane transport mechanism regulation'.split(' ')
const labelOf = (seed: number) => Array.from({ length: 1 + (seed % 6) }, (_, index) => words[(seed * 5 + index) % 9]).join(' ')
const grown = (widths: number[], seed = 1): LabelTree => {
  const [width = 0, ...rest] = widths
  return node(labelOf(seed), ...Array.from({ length: width }, (_, index) => grown(rest, seed * 7 + index)))
}
const hostile = '</text><script>alert(1)</script>"\'&]]>\u0000\u001b<img src=x onerror=alert(1)>'

/** Points of every line: of its straight part, and of its curve. */
const pointsOf = (svg: string) =>
  [...svg.matchAll(/<path d="M(\S+) (\S+?)(?:H(\S+?))?C(\S+) (\S+) (\S+) (\S+) (\S+) (\S+?)"/g)].flatMap(([, ...all]) => {
    const [x = 0, y = 0, bend = x, ...curve] = all.map((number) => (number === undefined ? undefined : Number(number)))
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = curve
    return Array.from({ length: 41 }, (_, index) => index / 40).flatMap((t) => {
      const at = (...[a, b, c, d]: [number, number, number, number]) =>
        a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t ** 2 * (1 - t) + d * t ** 3
      return [
        { x: x + (bend - x) * t, y },
        { x: at(bend, x1, x2, x3), y: at(y, y1, y2, y3) },
      ]
    })
  })

describe('the layout', () => {
  test.each([[[6, 4, 3]], [[1]], [[8, 8, 1]], [[3, 1, 1, 1, 9]], [[]]])(
    'of a tree %p has a box for each node, and none over another',
    (widths) => {
      const tree = grown(widths)
      const boxes = layOut(tree)
      const count = (root: LabelTree): number => root.children.reduce((sum, child) => sum + count(child), 1)
      expect(boxes).toHaveLength(count(tree))
      for (const [index, one] of boxes.entries()) {
        for (const other of boxes.slice(index + 1)) {
          const apart =
            Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
            Math.abs(one.y - other.y) >= (one.height + other.height) / 2
          expect(apart).toBe(true)
        }
      }
    },
  )

  test('of a hundred nodes is no wider and higher than a poster', () => {
    const boxes = layOut(grown([6, 4, 3]))
    const extent = (values: number[]) => Math.max(...values) - Math.min(...values)
    expect(extent(boxes.map(({ x }) => x))).toBeLessThan(2_500)
    expect(extent(boxes.map(({ y }) => y))).toBeLessThan(2_500)
  })
})

describe('a label', () => {
  test('is wrapped between words, and within one that is too long', () => {
    expect(wrapLabel('the light-dependent reactions of photosynthesis')).toEqual([
      'the light-dependent',
      'reactions of photosynthesis',
    ])
    for (const label of ['a'.repeat(500), '光合作用'.repeat(60), '👩‍👩‍👧'.repeat(40), ' x  y ']) {
      const lines = wrapLabel(label)
      expect(lines.join('').replaceAll(' ', '')).toBe(label.replaceAll(' ', ''))
      for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(28)
    }
  })
})

describe('a picture', () => {
  test('holds every label as text, and nothing of one as markup', () => {
    const svg = mindMapSvg(node(hostile, node(hostile, node('plain & simple'))))
    expect(svg).toContain('plain &amp; simple')
    expect(svg.match(/<\/?([a-z]+)/g)?.map((tag) => tag.replace(/[</]/g, ''))).not.toContain('script')
    expect(new Set(svg.match(/<([a-z]+)/g))).toEqual(new Set(['<svg', '<title', '<rect', '<g', '<path', '<text', '<tspan']))
    expect(svg.replaceAll('\n', '')).not.toMatch(/\p{Cc}|javascript:|href/u)
    expect(svg).not.toContain('NaN')
  })

  test('has no line behind a box', () => {
    const wide = node('the regulation of the transport through membranes')
    for (const tree of [
      grown([6, 4, 3]),
      grown([8, 8, 1]),
      node('A', ...'bcde'.split('').flatMap((b) => [node(b, node(b), node(b), node(b)), wide])),
    ]) {
      const boxes = layOut(tree)
      for (const { x, y } of pointsOf(mindMapSvg(tree))) {
        const inside = boxes.filter((box) => Math.abs(x - box.x) < box.width / 2 - 1 && Math.abs(y - box.y) < box.height / 2 - 1)
        expect(inside.map(({ lines }) => lines)).toEqual([])
      }
    }
  })

  test('is well-formed', async () => {
    let opened = 0
    const rewriter = new HTMLRewriter().on('tspan', { element: () => void opened++ })
    await rewriter.transform(new Response(mindMapSvg(grown([6, 4, 3])))).text()
    expect(opened).toBeGreaterThan(100)
  })
})

describe('Mermaid', () => {
  test('has a line for each node, deeper by its indentation', () => {
    expect(mindMapMermaid(node('A', node('B', node('C')), node('D')))).toBe(
      'mindmap\n  root(("A"))\n    n["B"]\n      n["C"]\n    n["D"]\n',
    )
  })

  test('no label is a directive, which is read before all else', () => {
    const labels = ['%%{init: {"securityLevel":"loose"}}%%', '%%{wrap}%%', '%% note', '%%{ init : {} }%%']
    const text = mindMapMermaid(node(labels[0] ?? '', ...labels.map((label) => node(label))))
    expect(text).not.toContain('%')
    expect(text).toContain('"&percnt;&percnt; note"')
  })

  test('no label ends its quotes, its line, or is markup in them', () => {
    const text = mindMapMermaid(node(hostile, node('a"]\n  evil["x", `md` **b** #quot; fa:fa-book')))
    expect(text.split('\n')).toHaveLength(4)
    expect(text.split('\n')[2]).toBe(
      '    n["a&quot;] evil[&quot;x&quot;, &grave;md&grave; &ast;&ast;b&ast;&ast; &num;quot; fa&colon;fa-book"]',
    )
    expect(text.split('\n')[1]?.slice(0, -3)).not.toMatch(/[<>`*#]/)
  })
})

describe('Markdown', () => {
  test('is a nested list', () => {
    expect(mindMapMarkdown(node('A', node('B', node('C')), node('D')))).toBe('- A\n  - B\n    - C\n  - D\n')
  })

  test.each([
    '# x',
    '- x',
    '+ x',
    '1. x',
    '2) x',
    '> x',
    '**b**',
    '[a](javascript:x)',
    '<b>',
    '`x`',
    '| a',
    '![a](b)',
    'a\n\n# b',
    '[ ] x',
    '~~x~~',
  ])('%p stays the text it is', (label) => {
    const html = Bun.markdown.html(mindMapMarkdown(node(label)))
    const text = html
      .replace(/<\/?(ul|li)>|\n/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
    expect(text).toBe(label.replace(/\s+/g, ' '))
  })
})
