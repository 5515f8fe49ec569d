import { type MarkdownWriter, markdownWriter } from '../markdown-writer'
import { leftOut, type Parsed } from '../parsed'
import { parseHtml } from './html'

type Json = Record<string, unknown>

/** The cells of a Jupyter notebook, of its third version too; undefined: the text is none. */
export function notebookOf(text: string): Json[] | undefined {
  if (!/^\s*\{/.test(text) || !text.includes('"nbformat"') || !text.includes('"cell_type"')) return undefined
  try {
    const notebook: unknown = JSON.parse(text)
    if (!isJson(notebook) || typeof notebook.nbformat !== 'number') return undefined
    const cells = [notebook, ...listOf(notebook.worksheets)].flatMap((part) => listOf(part.cells))
    return cells.length === 0 ? undefined : cells
  } catch {
    return undefined
  }
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])

/** A notebook has its texts as lines. */
const linesOf = (value: unknown): string =>
  (Array.isArray(value) ? value : [value]).filter((line) => typeof line === 'string').join('')

/** Text as it was written, code and what it printed as code; results that are tables as tables. */
export function parseNotebook(cells: Json[]): Parsed {
  const out = markdownWriter()
  let pictures = 0
  for (const cell of cells) {
    const source = linesOf(cell.source ?? cell.input)
    if (cell.cell_type === 'heading') out.heading(Number(cell.level ?? 1), source)
    else if (cell.cell_type === 'code') out.code(source)
    else out.markdown(source)
    for (const output of listOf(cell.outputs)) if (writeOutput(output, out)) pictures++
  }
  const notRead = (count: number) => (count === 1 ? 'One picture was not read.' : `${count} pictures were not read.`)
  return { text: out.text(), leftOut: leftOut('picture', pictures, notRead) }
}

/** True: the output is a picture. One result comes in several forms. */
function writeOutput(output: Json, out: MarkdownWriter): boolean {
  const forms = isJson(output.data) ? output.data : output
  const form = (...names: string[]) => names.map((name) => linesOf(forms[name])).find((text) => text.trim() !== '') ?? ''
  const shown = form('text/markdown', 'markdown') || parseHtml(form('text/html', 'html')).text || form('text/latex', 'latex')
  const isPicture = Object.keys(forms).some((name) => /^(?:image\/|png$|jpeg$|svg$)/.test(name))
  if (shown !== '') out.markdown(shown)
  else if (!isPicture) out.code((form('text/plain', 'text') || errorOf(output)).replaceAll(TERMINAL_COLOUR, ''))
  return isPicture && shown === ''
}

/** The kind of an error and its message, as Python prints them. */
const errorOf = ({ ename, evalue }: Json): string => [linesOf(ename), linesOf(evalue)].filter((one) => one !== '').join(': ')

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is taken out
const TERMINAL_COLOUR = /\u001b\[[\d;]*m/g
