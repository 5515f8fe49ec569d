import mammoth from 'mammoth'
import { outline } from '../outline'
import { unreadable } from '../refusal'
import { readHtml } from './html'

/** The title of a document stands above its first headings. */
const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"].concat(
  [1, 2, 3, 4, 5].map((level) => `p[style-name='Heading ${level}'] => h${level + 1}:fresh`),
)

/** Word documents, by way of HTML: mammoth knows styles, lists, tables and notes, and asks for nothing outside of the file. */
export async function parseDocx(bytes: Uint8Array): Promise<string> {
  const options = {
    styleMap: STYLES,
    convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    externalFileAccess: false,
  }
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options).catch((cause: unknown) => {
    throw unreadable('The Word document is broken; open it in Word, save it again and upload it again.', cause)
  })
  return readHtml(value, outline(), { levelsDown: 0, xml: false }).outline.text()
}
