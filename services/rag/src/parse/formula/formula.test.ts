import { expect, test } from 'bun:test'
import { visit, type XmlElement, xmlTree } from '../markup'
import { mathmlToLatex } from './mathml'
import { ommlToLatex } from './omml'

function tree(source: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] }
  visit(
    source,
    xmlTree(root, () => {}),
    { xml: true },
  )
  const [first] = root.children
  if (first === undefined || typeof first === 'string') throw new Error('no element')
  return first
}

const r = (text: string, properties = '') => `<m:r>${properties}<m:t>${text}</m:t></m:r>`
const e = (content: string) => `<m:e>${content}</m:e>`

const OMML: [omml: string, latex: string][] = [
  [`${r('E=m')}<m:sSup>${e(r('c'))}<m:sup>${r('2')}</m:sup></m:sSup>`, 'E=mc^{2}'],
  [`<m:f><m:num>${r('𝑠')}</m:num><m:den>${r('𝑡')}</m:den></m:f>`, '\\frac{s}{t}'],
  [`<m:f><m:fPr><m:type m:val="lin"/></m:fPr><m:num>${r('1')}</m:num><m:den>${r('2')}</m:den></m:f>`, '1/2'],
  [`<m:sSubSup>${e(r('x'))}<m:sub>${r('i')}</m:sub><m:sup>${r('2')}</m:sup></m:sSubSup>`, 'x_{i}^{2}'],
  [`<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>${e(r('2'))}</m:rad>`, '\\sqrt{2}'],
  [`<m:rad><m:deg>${r('3')}</m:deg>${e(r('8'))}</m:rad>`, '\\sqrt[3]{8}'],
  [
    `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${r('k=1')}</m:sub><m:sup>${r('n')}</m:sup>${e(r('k'))}</m:nary>`,
    '\\sum_{k=1}^{n} k',
  ],
  [`<m:nary><m:sub>${r('0')}</m:sub><m:sup>${r('1')}</m:sup>${e(r('xdx'))}</m:nary>`, '\\int_{0}^{1} xdx'],
  [
    `<m:func><m:fName><m:limLow>${e(r('lim'))}<m:lim>${r('x→0')}</m:lim></m:limLow></m:fName>${e(r('f'))}</m:func>`,
    '\\lim_{x→0} f',
  ],
  [`<m:func><m:fName>${r('sin')}</m:fName>${e(r('x'))}</m:func>`, '\\sin x'],
  [`${r('f')}<m:d>${e(r('x,y'))}</m:d>`, 'f(x,y)'],
  [
    `<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>${e(`<m:m><m:mr>${e(r('a'))}${e(r('b'))}</m:mr><m:mr>${e(r('c'))}${e(r('d'))}</m:mr></m:m>`)}</m:d>`,
    '\\begin{bmatrix}a & b \\\\ c & d\\end{bmatrix}',
  ],
  [
    `<m:d><m:dPr><m:begChr m:val="{"/><m:endChr m:val=""/></m:dPr>${e(`<m:eqArr>${e(r('0'))}${e(r('1'))}</m:eqArr>`)}</m:d>`,
    '\\begin{cases}0 \\\\ 1\\end{cases}',
  ],
  [`<m:acc><m:accPr><m:chr m:val="⃗"/></m:accPr>${e(r('v'))}</m:acc>`, '\\vec{v}'],
  [`<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>${e(r('x'))}</m:bar>`, '\\overline{x}'],
  [`${r('50% of ', '<m:rPr><m:nor/></m:rPr>')}${r('α−β')}`, '\\text{50\\% of }α-β'],
  [`<m:sPre><m:sub>${r('6')}</m:sub><m:sup>${r('14')}</m:sup>${e(r('C'))}</m:sPre>`, '{}_{6}^{14}C'],
]

test('formulas of Word and PowerPoint become LaTeX', () => {
  for (const [omml, latex] of OMML) expect(ommlToLatex(tree(`<m:oMath>${omml}</m:oMath>`))).toBe(latex)
})

const MATHML: [mathml: string, latex: string][] = [
  ['<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>', 'E=mc^{2}'],
  ['<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>', '\\frac{a+b}{2}'],
  ['<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>', '\\sqrt{x+1}'],
  ['<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>', '\\sum_{i=1}^{n}i'],
  ['<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>', '\\sin x'],
  ['<mover><mi>v</mi><mo>→</mo></mover>', '\\vec{v}'],
  ['<mfenced><mi>a</mi><mi>b</mi></mfenced>', '(a,b)'],
  [
    '<mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable><mo>)</mo>',
    '\\begin{pmatrix}1 & 0\\end{pmatrix}',
  ],
  ['<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>', '{}_{6}^{14}C'],
  ['<mi mathvariant="bold">v</mi><mphantom><mi>x</mi></mphantom>', '\\mathbf{v}'],
  [
    '<semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">{\\displaystyle x_1}</annotation></semantics>',
    'x_1',
  ],
]

test('formulas of the web become LaTeX, as their author wrote it where that is said', () => {
  for (const [mathml, latex] of MATHML) expect(mathmlToLatex(tree(`<math>${mathml}</math>`))).toBe(latex)
})

test('a formula that nests without end is written flat', () => {
  const nested = `${'<m:d><m:e>'.repeat(500)}${r('x')}${'</m:e></m:d>'.repeat(500)}`
  expect(ommlToLatex(tree(`<m:oMath>${nested}</m:oMath>`))).toMatch(/^\(+x\)+$/)
})
