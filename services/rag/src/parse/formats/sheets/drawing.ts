import { childOf, elementsOf, type XmlElement, xmlTree } from '../../xml-tree'
import type { Zip } from '../../zip'
import { alternative } from '../office/alternate'
import { visitOffice } from '../office/namespaces'
import { partOf, relatedPart, relationsOf } from '../office/package'
import { paragraphsOf } from '../office/text-body'

/** What lies on a sheet: the texts of its boxes, and how many pictures and charts. The figures of its charts stand in its cells. */
export function drawingOf(zip: Zip, sheetPath: string): { texts: string[]; pictures: number; charts: number } {
  const source = partOf(zip, relatedPart(relationsOf(zip, sheetPath), 'drawing'))
  const found = { texts: [] as string[], pictures: 0, charts: 0 }
  if (source === undefined) return found
  const root: XmlElement = { name: '', attributes: {}, children: [] }
  visitOffice(
    source,
    xmlTree(root, () => {}),
  )
  read(root)
  return found

  function read(parent: XmlElement): void {
    for (const element of elementsOf(parent)) {
      const body = childOf(element, 'xdr:txBody')
      const text = body === undefined ? '' : paragraphsOf(body).join('\n')
      if (text.trim() !== '') found.texts.push(text)
      if (element.name === 'xdr:pic') found.pictures++
      if (element.name === 'c:chart' || element.name === 'cx:chart') found.charts++
      const branch = element.name === 'mc:AlternateContent' ? alternative(element) : element
      if (body === undefined && branch !== undefined) read(branch)
    }
  }
}
