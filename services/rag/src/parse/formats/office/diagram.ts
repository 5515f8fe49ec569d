import type { MarkdownWriter } from '../../markdown-writer'
import type { Zip } from '../../zip'
import { visitOffice } from './namespaces'
import { partOf } from './package'

/** The texts of a SmartArt graphic, a paragraph each, in the order of its outline. */
export function writeDiagram(zip: Zip, path: string, out: MarkdownWriter): void {
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
