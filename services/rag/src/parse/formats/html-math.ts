import { displayFormula, inlineFormula } from '../formula/latex'
import { mathmlToLatex } from '../formula/mathml'
import { visit, type XmlElement, xmlTree } from '../markup'
import type { AtEnd, HtmlReading, InlineText, PartReader } from './html-reading'

/** Gathers one `math` element of a page and gives its formula to `take`. */
function mathReader(attributes: Record<string, string>, take: (formula: string) => void): PartReader {
  const math: XmlElement = { name: 'math', attributes, children: [] }
  let isOpen = true
  const tree = xmlTree(math, () => {
    isOpen = false
    take(formulaOf(math))
  })
  return {
    open: tree.open,
    close(name) {
      tree.close(name)
      return !isOpen
    },
    text: tree.text,
  }
}

/** MathML as text, such as a script or an attribute holds it. */
function formulaOfMathml(source: string, isBlock: boolean): string {
  let found: XmlElement | undefined
  let reader: ReturnType<typeof xmlTree> | undefined
  const local = (name: string) => name.slice(name.indexOf(':') + 1).toLowerCase()
  visit(
    source,
    {
      open(name, attributes) {
        if (reader !== undefined) reader.open(local(name), attributes)
        else if (local(name) === 'math' && found === undefined) {
          found = { name: 'math', attributes: isBlock ? { ...attributes, display: 'block' } : attributes, children: [] }
          reader = xmlTree(found, () => {
            reader = undefined
          })
        }
      },
      close: (name) => reader?.close(name),
      text: (text) => reader?.text(text),
    },
    { xml: true },
  )
  return found === undefined ? '' : formulaOf(found)
}

/** TeX of a page: with its delimiters or without, and in the wrapper that encyclopedias put around each formula. */
export function formulaOfTex(tex: string, isBlock: boolean): string {
  const line = tex.replaceAll(/\s+/g, ' ').trim()
  const bare = /^\{\\(?:displaystyle|textstyle)\b(.*)\}$/.exec(line)?.[1] ?? line
  const inner = /^(?:\$\$?|\\\(|\\\[)(.*?)(?:\$\$?|\\\)|\\\])$/.exec(bare.trim())?.[1] ?? bare
  const latex = inner.replace(/^\s*\\displaystyle\b/, '')
  return isBlock ? displayFormula(latex) : inlineFormula(latex)
}

function formulaOf(math: XmlElement): string {
  const { display, alttext = '' } = math.attributes
  const tex = hasTex(math) || !alttext.includes('\\') ? mathmlToLatex(math) : alttext
  return formulaOfTex(tex, display === 'block')
}

const hasTex = ({ children }: XmlElement): boolean =>
  children.some((child) => typeof child !== 'string' && (/tex/i.test(child.attributes.encoding ?? '') || hasTex(child)))

/** Previews and drawn forms of a formula that the page also has as TeX or MathML. */
const DRAWN_FORMULA = /(?:^|\s)(?:MathJax_Preview|MJX_Assistive_MathML_Preview)(?:\s|$)/

/** Formulas in a page, however its author or a script has written them. Each is read once. */
export class HtmlFormulas {
  /** One for each open formula of KaTeX. */
  private readonly katex: { hasMath: boolean }[] = []
  /** The last formula is one that no drawn form follows. */
  private isOfScript = false

  constructor(
    private readonly text: InlineText,
    private readonly reading: HtmlReading,
  ) {}

  /** Undefined: the element is no part of a formula. */
  begin(name: string, attributes: Record<string, string>): { atEnd: AtEnd | undefined } | undefined {
    const { skip, readPart } = this.reading
    const { class: classes = '', type = '' } = attributes
    if (name === 'math') return { atEnd: readPart(mathReader(attributes, (formula) => this.add(formula))) }
    if (name === 'script' && /^math\//i.test(type)) return { atEnd: this.beginScript(type) }
    if (DRAWN_FORMULA.test(classes)) return { atEnd: skip(name) }
    const given = attributes['data-latex'] ?? ''
    const isContainer = name === 'mjx-container' || /(?:^|\s)MathJax(?:\s|$)/.test(classes)
    if (isContainer && given !== '') {
      this.add(formulaOfTex(given, attributes.display === 'true'))
      return { atEnd: skip(name) }
    }
    const mathml = attributes['data-mathml'] ?? ''
    if (mathml !== '') {
      this.add(formulaOfMathml(mathml, mathml.includes('display="block"')))
      return { atEnd: skip(name) }
    }
    if (/(?:^|\s)katex(?:\s|$)/.test(classes)) {
      this.katex.push({ hasMath: false })
      return { atEnd: () => void this.katex.pop() }
    }
    if (/(?:^|\s)katex-html(?:\s|$)/.test(classes)) return { atEnd: this.katex.at(-1)?.hasMath ? skip(name) : undefined }
    return undefined
  }

  add(formula: string): void {
    const katex = this.katex.at(-1)
    if (katex !== undefined) katex.hasMath = true
    this.isOfScript = false
    if (formula !== '') this.text.addFormula(formula)
  }

  /** TeX in a script takes the place of the drawn formula before it. */
  private beginScript(type: string): AtEnd {
    return this.reading.capture((source) => {
      const isBlock = /mode\s*=\s*display/i.test(type)
      const formula = /mml|mathml/i.test(type) ? formulaOfMathml(source, isBlock) : formulaOfTex(source, isBlock)
      if (!this.isOfScript) this.text.dropFormula()
      this.add(formula)
      this.isOfScript = true
    })
  }
}

/** Pages hide the formula itself and show a drawing of it. */
export const holdsFormula = (name: string, { class: classes = '' }: Record<string, string>): boolean =>
  name.startsWith('mjx-assistive') || /mwe-math-|katex-mathml|MJX_Assistive/.test(classes)
