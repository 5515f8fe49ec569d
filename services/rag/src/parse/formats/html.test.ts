import { expect, test } from 'bun:test'
import { parseHtml } from './html'

const textOf = (body: string) => parseHtml(body).text

test('a formula is in the text once, however a page draws it', () => {
  const mathml = '<math><mi>p</mi><mo>=</mo><mfrac><mi>q</mi><mn>2</mn></mfrac></math>'
  const drawn: [html: string, text: string][] = [
    [mathml, String.raw`$p=\frac{q}{2}$`],
    [mathml.replaceAll(/<(\/?)(?=m)/g, '<$1m:'), String.raw`$p=\frac{q}{2}$`],
    [
      `<mjx-container><mjx-math aria-hidden="true"><mjx-mi></mjx-mi></mjx-math>${mathml}</mjx-container>`,
      String.raw`$p=\frac{q}{2}$`,
    ],
    ['<mjx-container class="MathJax" data-latex="r^2"><svg><text>r2</text></svg></mjx-container>', '$r^2$'],
    [
      '<span class="MathJax_Preview">p q</span><span class="MathJax" data-mathml="&lt;math&gt;&lt;mi&gt;p&lt;/mi&gt;&lt;/math&gt;">p</span>' +
        '<script type="math/tex">p</script>',
      '$p$',
    ],
    ['<script type="math/tex; mode=display">v = s/t</script>', '$$v = s/t$$'],
    ['<span class="katex"><span class="katex-html" aria-hidden="true"><span>z</span><span>=7</span></span></span>', 'z=7'],
    [
      '<span class="katex"><span class="katex-mathml"><math display="block"><semantics><mi>u</mi><annotation encoding="application/x-tex">' +
        'u_1</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">u1</span></span>',
      '$$u_1$$',
    ],
    [
      String.raw`<span class="mwe-math-element"><span style="display: none" class="mwe-math-mathml-a11y"><math alttext="{\displaystyle \beta }"><mi>β</mi></math></span>` +
        String.raw`<img aria-hidden="true" class="mwe-math-fallback-image-inline" alt="{\displaystyle \beta }"></span>`,
      String.raw`$\beta$`,
    ],
    [String.raw`<img class="tex" alt="\alpha^2">`, String.raw`$\alpha^2$`],
  ]
  for (const [html, text] of drawn) expect(textOf(`<p>Es gilt ${html} immer.</p>`)).toBe(`Es gilt ${text} immer.`)
})

test('what a page hides is not read, with all that is in it, and is counted', () => {
  const { text, leftOut } = parseHtml(`<style>.gone{display:none} .tab{display:none}.tab.active{display:block}
    @media print{.shown{display:none}} #x{color:red;display:none!important}</style>
    <p>Первый.</p><div hidden>SECRET <div>SECRET</div> SECRET</div><p style="color:red; DISPLAY:NONE">SECRET<i>SECRET</i></p>
    <p style="visibility: hidden">SECRET</p><p>a <i aria-hidden="TRUE"><i>SECRET</i>SECRET</i>b</p><dialog>SECRET</dialog>
    <p class="gone">SECRET</p><p class="tab">SECRET</p><p id=x>SECRET</p><p class="tab active">Shown.</p><p class="shown">Shown too.</p><p>Last.</p>`)
  expect(text).toBe('Первый.\n\na b\n\nShown.\n\nShown too.\n\nLast.')
  expect(leftOut).toEqual([{ kind: 'hidden-text', count: 8, sentence: '8 parts that the page hides are left out.' }])
})

test('style sheets hide what they would hide on a screen that nobody touches', () => {
  const read = (css: string, body: string, attributes = '') => textOf(`<style ${attributes}>${css}</style><p>Seen.</p>${body}`)
  const hiding: [css: string, body: string][] = [
    ['nav > .a b{display:none}', '<nav><p class=a>x <b>SECRET</b></p><p><b>y</b></p></nav>'],
    ['<!-- /* .y */ .x{display:none} -->', '<p class=x>SECRET</p><p>x y</p>'],
    ['.x{display:none}.y{display:block}', '<p class=x>SECRET</p><p class="x y">x y</p>'],
    ['.x{display:none !important}.x{display:block}', '<p class=x style="display:inline">SECRET</p><p>x y</p>'],
    [
      '@media (min-width:700px){.x{display:none}}@layer u{.md\\:y{display:none}}',
      '<p class=x>SECRET</p><p class=md:y>SECRET</p><p>x y</p>',
    ],
    ['li ul{visibility:hidden} li:hover ul{visibility:visible}', '<ul><li>x y<ul><li>SECRET</li></ul></li></ul>'],
    ['[data-off=a],#b:not(.on){display:none}', '<p data-off=a>SECRET</p><p id=b>SECRET</p><p id=b class=on>x y</p>'],
    [
      '.x{position:absolute;clip:rect(0,0,0,0)}',
      '<b class=x>SECRET</b><b style="position:absolute;left:-9999px">SECRET</b><p>x y</p>',
    ],
  ]
  for (const [css, body] of hiding) expect(read(css, body).replaceAll(/[-\s]+/g, ' ')).toBe('Seen. x y')
  const showing = [
    '@media (max-width:700px){.x{display:none}}',
    '.x:hover,.x::before{display:none}',
    'b ~ .x:first-child{display:none}',
  ]
  const tabs = '.x{display:none} input:checked ~ .x{display:block}'
  for (const css of [...showing, tabs]) expect(read(css, '<p class=x>x y</p>')).toBe('Seen.\n\nx y')
  for (const css of ['[hidden]{display:block}', 'p{display:flex}']) expect(read(css, '<p hidden>x y</p>')).toBe('Seen.\n\nx y')
  expect(read('p{color:red}', '<p hidden style="display:block">x y</p><p hidden>SECRET</p>')).toBe('Seen.\n\nx y')
  expect(read('.x{display:none}', '<p class=x>x y</p>', 'media=print')).toBe('Seen.\n\nx y')
  expect(textOf('<noscript><style>p{display:none}</style></noscript><p>x y</p>')).toBe('x y')
})

test('style sheets that would be compared without end hide nothing more', () => {
  const css = '.a .a .a .a .b .c{display:none}'.repeat(1_000)
  const page = `<style>${css}</style>${'<div class=a>'.repeat(300)}${'<p class=c>x</p>'.repeat(100)}<p>End.</p>`
  expect(textOf(page)).toEndWith('x\n\nEnd.')
})

test('links of a heading to itself and of a note to its mark are no text', () => {
  expect(
    textOf(
      '<h2>Cells<a class=headerlink href="#c">¶</a></h2><p>Note. <a href="p.html#r">↩︎</a> <a href="#s">§ 3</a> <a href="#f">*</a></p>',
    ),
  ).toBe('## Cells\n\nNote. § 3 *')
})

test('an element of XHTML that is closed in itself ends there', () => {
  expect(textOf('<?xml version="1.0"?><html><head><title/><script src="a"/></head><body><p>x</p></body></html>')).toBe('x')
})

test('frames and shadow trees that are in a saved page are read', () => {
  const frame = '&lt;title&gt;no&lt;/title&gt;&lt;style&gt;p{display:none}&lt;/style&gt;&lt;h2&gt;Two&lt;/h2&gt;'
  expect(textOf(`<title>One</title><div>a<iframe srcdoc="${frame}">no</iframe></div><p>b</p><iframe src=x>no</iframe>`)).toBe(
    '# One\n\na\n\n## Two\n\nb',
  )
  expect(textOf('<x-a><template shadowrootmode=open><p>in</p></template></x-a><template><p>no</p></template>')).toBe('in')
})

test('a page that only its scripts would show is read all the same', () => {
  expect(textOf('<body style="visibility:hidden"><div style="display:none"><p>The whole text.</p></div></body>')).toBe(
    'The whole text.',
  )
})

test('no word of tables within tables is lost, nor of cells beside them', () => {
  expect(textOf('<table><tr><td><table><tr><td>Dear all,</td></tr></table>Regards</td></tr></table>')).toBe(
    'Dear all,\n\nRegards',
  )
  expect(
    textOf(`<table><tr><td><h1>News</h1><table><tr><td>a<td>b<tr><td>c<td>d</table><p>Between</p><table><tr><td>Menu</table> behind
      <td>Side</td><tr><td colspan=2>Foot</table>`),
  ).toBe('# News\n\n| a | b |\n| c | d |\n\nBetween\n\nMenu\n\nbehind\n\nSide\n\n| Foot |  |')
})

test('a label that spans rows stands in each of them, and columns stay in line', () => {
  expect(
    textOf(`<table><tr><th rowspan=2>Day<th colspan=2>Marks<th>Room<tr><th>M<th>D<th>R<tbody><tr><td rowspan=0>Mon<td>1<td>2<td rowspan=9>X
      <tr><td>3<td>4<tbody><tr><td>Tue<td>5<td>6<td>Y</table>`),
  ).toBe('| Day | Marks |  | Room |\n| Day | M | D | R |\n| Mon | 1 | 2 | X |\n| Mon | 3 | 4 | X |\n| Tue | 5 | 6 | Y |')
})

test('spans can’t make a small page into a large text', () => {
  const label = 'x'.repeat(100_000)
  const page = `<table><tr><td rowspan=65000 colspan=1000>${label}</td></tr>${'<tr><td>y</td></tr>'.repeat(1_000)}</table>`
  expect(textOf(page).length).toBeLessThan(1_000_000)
})

test('items have the numbers that their reader sees', () => {
  expect(textOf('<ol start=5><li>e<li value=10>j<li>k</ol>')).toBe('5. e\n10. j\n11. k')
  expect(textOf('<ol reversed><li>A<ol reversed start=8><li>A8<li>A7</ol><li>B<ul><li>x</ul><li>C</ol>')).toBe(
    '3. A\n  8. A8\n  7. A7\n2. B\n  - x\n1. C',
  )
  expect(textOf('<ol style="list-style: upper-latin inside"><li>a</ol><p>-</p><ol style="list-style-type:NONE"><li>b</ol>')).toBe(
    'A. a\n\n-\n\n- b',
  )
  expect(textOf('<ol type=a start=3><li>c<li>d</ol><p>-</p><ol type=I start=4><li><p>four</p><p>more</p><li>five</ol>')).toBe(
    'c. c\nd. d\n\n-\n\nIV. four\n\nmore\n\nV. five',
  )
})

test('raised and lowered signs keep their meaning, and marks of notes are no citations', () => {
  expect(
    textOf(
      '<p>10<sup>−3</sup> m, CO<sub>2</sub>, 21<sup>st</sup>, a<sup>n+1</sup>, Quelle<sup class=r><a href=#n>[12]</a></sup>.',
    ),
  ).toBe('10⁻³ m, CO₂, 21st, aⁿ⁺¹, Quelle¹².')
})

test('pictures are read by their descriptions, drawings by their labels, and those without are counted', () => {
  const { text, leftOut } =
    parseHtml(`<p>Ein <img alt="Zelle mit Kern"> Bild, <img alt="">leer, <img src=a>ohne, <img width=1 height=1>.</p>
    <svg><title>no</title><text>Kern <tspan>zwei</tspan></text></svg>`)
  expect(text).toBe('Ein ![Zelle mit Kern] Bild, leer, ohne, .\n\nKern zwei')
  expect(leftOut).toMatchObject([{ kind: 'picture', count: 1 }])
})

test('readings of characters stand behind them, and invisible marks in words are gone', () => {
  expect(textOf('<p>この<ruby>漢<rp>(</rp><rt>かん</rt>字<rt>じ</rt></ruby>は<q>x</q> Donau&shy;schiff</p>')).toBe(
    'この漢字(かんじ)は“x” Donauschiff',
  )
})

test('marks of notes that a style sheet raises are raised, once', () => {
  for (const mark of [
    '<a epub:type="noteref">1</a>',
    '<a role="doc-noteref">[1]</a>',
    '<sup><a role="doc-noteref">1</a></sup>',
    '<a epub:type="noteref"><sup>1</sup></a>',
  ])
    expect(parseHtml(`<p>in 1990${mark}.</p>`).text).toBe('in 1990¹.')
  expect(parseHtml('<p>See <a role="doc-noteref">note 12</a>, <a href="#1990">1990</a>.</p>').text).toBe('See note 12, 1990.')
})

test('formulas in scripts side by side are both read, and elements with the roles of a table are one', () => {
  expect(textOf('<p>a <script type="math/tex">x</script><script type="math/tex">y</script></p>')).toBe('a $x$$y$')
  expect(textOf('<div role=table><div role=row><span role=cell>a</span><span role=cell>b</span></div></div>')).toBe('| a | b |')
})
