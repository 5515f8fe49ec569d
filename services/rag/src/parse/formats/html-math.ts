import { displayFormula, inlineFormula } from '../formula/latex'
import { mathmlToLatex } from '../formula/mathml'
import { visit, type XmlElement, xmlTree } from '../markup'

/** Gathers one `math` element of a page and gives its formula. */
export interface MathReader {
  open(name: string, attributes: Record<string, string>): void
  /** The formula when it was the `math` element that closed. */
  close(name: string): string | undefined
  text(text: string): void
}

export function mathReader(attributes: Record<string, string>): MathReader {
  const math: XmlElement = { name: 'math', attributes, children: [] }
  let formula: string | undefined
  const tree = xmlTree(math, () => {
    formula = formulaOf(math)
  })
  return {
    open: tree.open,
    close(name) {
      tree.close(name)
      return formula
    },
    text: tree.text,
  }
}

/** MathML as text, such as a script or an attribute holds it. */
export function formulaOfMathml(source: string, isBlock: boolean): string {
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

/** TeX as it stands in pages: with its delimiters or without, and in the wrapper that encyclopedias put around each formula. */
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
