import PostalMime from 'postal-mime'
import { unreadable, WITHOUT_TEXT } from '../parse-errors'
import { leftOut, type Parsed, wholly } from '../parsed'
import { parseHtml } from './html'

/** A page that a browser saved as one file, or a mail: its page if it has one, else its text, below its subject. */
export async function parseMhtml(bytes: Uint8Array): Promise<Parsed> {
  const {
    subject = '',
    html,
    text,
    attachments = [],
  } = await PostalMime.parse(bytes, { maxNestingDepth: 20 }).catch((cause: unknown) => {
    throw unreadable('The saved page is broken; save it again, as HTML or PDF, and upload that.', cause)
  })
  const parsed = html === undefined ? wholly((text ?? '').replaceAll(/\r\n?/g, '\n').trim()) : parseHtml(html)
  // Pictures of the page are attachments too; the page counts them.
  const attached = attachments.filter(({ disposition }) => disposition === 'attachment').length
  parsed.leftOut.push(
    ...leftOut('attachment', attached, (count) =>
      count === 1 ? 'An attachment is left out.' : `${count} attachments are left out.`,
    ),
  )
  if (parsed.text.trim() === '') throw unreadable(WITHOUT_TEXT)
  const title = subject.replaceAll(/\s+/g, ' ').trim()
  return title === '' || parsed.text.startsWith('# ') ? parsed : { ...parsed, text: `# ${title}\n\n${parsed.text}` }
}
