import { expect, test } from 'bun:test'
import { parseHtml } from './html'

/** Its words, without marks of lists and tables. */
const wordsOf = (css: string, body: string) =>
  parseHtml(`<style>${css}</style><p>Seen.</p>${body}`).text.replaceAll(/[-|\s]+/g, ' ')

test('what is visible in something invisible is read, and nothing else of it', () => {
  const hidden = '.x{visibility:hidden}.y{visibility:visible}'
  const pages: [css: string, body: string][] = [
    [hidden, '<div class=x>SECRET<p class=y>x <b>y</b></p><p>SECRET</p></div>'],
    [hidden, '<div class=x><div class=y>x<p class=x>SECRET</p> y</div></div>'],
    [hidden, '<div class=x><div class=x><i>SECRET</i><span style="visibility:visible">x y</span></div></div>'],
    [hidden, '<table class=x><tr><td>SECRET<td class=y>x y</table>'],
    [hidden, '<ul class=x><li>SECRET<li class=y>x y</ul>'],
    [hidden, '<div class=x><img alt=SECRET><h2>SECRET</h2><pre>SECRET</pre><p class=y>x y</p></div>'],
    [hidden, '<div class=x style="visibility:visible">x y</div>'],
    [hidden, '<div class=x>SECRET</div><p>x y</p>'],
    [`${hidden}.z{visibility:inherit}`, '<div class=x><p class="y z">SECRET</p></div><div class=y><p class="x z">x y</p></div>'],
    [`${hidden}.y{display:none}`, '<div class=x><p class=y>SECRET</p></div><p>x y</p>'],
    [hidden, '<div style="display:none"><p class=y>SECRET</p></div><p>x y</p>'],
    ['.x{visibility:collapse}', '<p class=x>SECRET</p><p>x y</p>'],
  ]
  for (const [css, body] of pages) expect([body, wordsOf(css, body).trim()]).toEqual([body, 'Seen. x y'])
  expect(
    parseHtml(`<style>${hidden}</style><p>a</p><div class=x>S<p>S</p><p class=y>x</p>S</div><p class=x>S</p>`).leftOut,
  ).toEqual([{ kind: 'hidden-text', count: 2, sentence: '2 parts that the page hides are left out.' }])
})

test('selectors of every kind hide and show as in a browser', () => {
  const hiding: [css: string, body: string][] = [
    [':is(.a,.b) > p{display:none}', '<div class=b><p>SECRET</p></div><div class=c><p>x y</p></div>'],
    [':where(.a .b) p{display:none}', '<div class=a><div class=b><p>SECRET</p></div></div><div class=b><p>x y</p></div>'],
    ['i:not(.a .b){display:none}', '<p><i class=b>SECRET</i></p><p class=a><i class=b>x y</i></p>'],
    ['i:not(.on,:hover){display:none}', '<p><i>SECRET</i> <i class=on>x y</i></p>'],
    ['[class*=hid],[data-a^="no"],[data-a$=ne]{display:none}', '<p class=ahidb>SECRET</p><p data-a=nope>SECRET</p><p>x y</p>'],
    [
      '[class~="b"],[lang|=en],[data-a="B" i]{display:none}',
      '<p class="a b">SECRET</p><p lang=en-GB>SECRET</p><p data-a=b>SECRET</p><p>x y</p>',
    ],
    [
      '.a{.b{display:none} &.c{display:none} color:red}',
      '<div class=a>x<p class=b>SECRET</p></div><p class="a c">SECRET</p><p class=b>y</p>',
    ],
    ['.a{@media screen{display:none}}', '<p class=a>SECRET</p><p>x y</p>'],
    ['.b{content:"}";display:none}', '<p class=b>SECRET</p><p>x y</p>'],
    ['.b{background:url("a}b{c;d");display:none}', '<p class=b>SECRET</p><p>x y</p>'],
    ['.a:not(:hover) ul{display:none}', '<div class=a>x<ul><li>SECRET</ul></div><p>y</p>'],
    ['.\\31 a,#\\62 {display:none}', '<p class=1a>SECRET</p><p id=b>SECRET</p><p>x y</p>'],
    ['@media (max-width:300px) or (min-width:900px){.a{display:none}}', '<p class=a>SECRET</p><p>x y</p>'],
    ['@media not print{.a{display:none}}', '<p class=a>SECRET</p><p>x y</p>'],
    ['@media (not (max-width:300px)) and (width > 500px){.a{display:none}}', '<p class=a>SECRET</p><p>x y</p>'],
    ['@media (400px <= width < 3000px){.a{display:none}}', '<p class=a>SECRET</p><p>x y</p>'],
    ['@layer one,two;@layer two{.a{display:none}}@layer one{.a{display:block}}', '<p class=a>SECRET</p><p>x y</p>'],
    ['.a{display:none}@layer one{p.a{display:block}}', '<p class=a>SECRET</p><p>x y</p>'],
    ['<![CDATA[ .a{display:none} ]]>', '<p class=a>SECRET</p><p>x y</p>'],
    ['.a{content-visibility:hidden}.b{content-visibility:auto}', '<p class=a>SECRET</p><p class=b>x y</p>'],
    ['p{}} .a{display:none}', '<p>x y</p>'],
  ]
  for (const [css, body] of hiding) expect([css, wordsOf(css, body).trim()]).toEqual([css, 'Seen. x y'])
  const showing = [
    ':is(:hover,:focus){display:none}',
    'p:has(img){display:none}',
    '@media (max-width:300px) or (min-width:9000px){.x{display:none}}',
    '@media (width < 400px),print and (color){.x{display:none}}',
    '@media not (min-width:300px){.x{display:none}}',
    '@media (unheard-of){.x{display:none}}@media not (unheard-of){.x{display:none}}',
    '@supports not (display:grid){.x{display:none}}',
    '@container (width > 1px){.x{display:none}}',
    '@layer one{.x{display:none}}.x{display:block}',
    '.x{content:".x{display:none}"}',
    '[class*=""]{display:none}',
    ':where(p.x){display:none}p{display:block}',
    '.x{display:none;color:;display:block}',
    '.x{display:none} .x{display:block',
  ]
  for (const css of showing) expect([css, wordsOf(css, '<p class=x>x y</p>').trim()]).toEqual([css, 'Seen. x y'])
})

test('style sheets without end are read as far as they are sound', () => {
  const sheets = ['a{', '@media screen{', 'b:is(', '(', '@media (', 'a,', '.y:not(', '&.y{', '/*', '@layer a{', '[a=', '"']
  for (const part of sheets) {
    const css = `.x{display:none} ${part.repeat(20_000)}`
    expect([part, wordsOf(css, '<p class=x>SECRET</p><p>x y</p>').trim()]).toEqual([part, 'Seen. x y'])
  }
})

test('a medium that is none hides nothing, and the page is read', () => {
  for (const media of ['{ > url(', 'width and : and', ',]|and', 'only #', 'not url(']) {
    const page = `<style media="${media}">.x{display:none}</style><p class=x>x y</p>`
    expect([media, parseHtml(page).text]).toEqual([media, 'x y'])
  }
})

test('long attributes use up the comparisons of a page', () => {
  const css = Array.from({ length: 9_000 }, (_, n) => `[class~="x${n}"]{display:none}`).join('')
  const page = (length: number) => wordsOf(css, `<p class="${'x1z '.repeat(length / 2)}">x</p><p class=x1>y</p>`).trim()
  expect(page(100)).toBe('Seen. x')
  expect(page(100_000)).toBe('Seen. x y')
})
