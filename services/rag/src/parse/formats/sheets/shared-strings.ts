import { visitOffice } from '../office/namespaces'
import { textRuns, unescaped } from '../office/text-runs'

/** The texts of a workbook, by number. Guides to the reading of a text are not part of it. */
export function sharedStrings(source: string | undefined): string[] {
  const strings: string[] = []
  if (source !== undefined)
    visitOffice(
      source,
      richText('si', (text) => strings.push(text)),
    )
  return strings
}

/** Gathers the text of elements of this name, such as `si` and `is`. */
export function richText(container: string, done: (text: string) => void) {
  const runs = textRuns()
  let inText = false
  let phonetic = 0
  let position: 'line' | 'above' | 'below' = 'line'
  return {
    open: (name: string, attributes: Record<string, string>) => {
      if (name === 't') inText = phonetic === 0
      else if (name === 'rPh') phonetic++
      else if (name === 'r') position = 'line'
      else if (name === 'vertAlign')
        position = attributes.val === 'superscript' ? 'above' : attributes.val === 'subscript' ? 'below' : 'line'
    },
    close: (name: string) => {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic--
      else if (name === 'r') position = 'line'
      else if (name === container) done(unescaped(runs.take()))
    },
    text: (text: string) => {
      if (inText) runs.add(text, position)
    },
  }
}
