import { Parser } from 'htmlparser2'
import { DEPTH_MAX } from './limits'
import { unreadable } from './refusal'

/** What is told of a document while it is read, in order. */
export interface Visitor {
  open(name: string, attributes: Record<string, string>): void
  close(name: string): void
  text(text: string): void
}

/**
 * Reads HTML or XML from the first character to the last, without a tree. Document types are skipped: no entity but the
 * built-in ones means anything, and nothing outside of the source is ever asked for.
 */
export function visit(source: string, visitor: Visitor, { xml }: { xml: boolean }): void {
  let depth = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1
        if (depth > DEPTH_MAX) throw unreadable('The file is nested too deeply to be read; save it in another format.')
        visitor.open(name, attributes)
      },
      onclosetag: (name) => {
        depth -= 1
        visitor.close(name)
      },
      ontext: (text) => visitor.text(text),
    },
    { xmlMode: xml, decodeEntities: true },
  )
  parser.end(source)
}

/** XML is in UTF-8 or UTF-16 with a byte order mark; other encodings do not occur in the formats that are read. */
export function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}
