import { foldText } from '@collabry/runtime/fold-text'

interface File {
  name: string
  type: string
  content: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  /** A file to keep, or one to look at. */
  disposition: 'attachment' | 'inline'
  headers?: Record<string, string>
}

/** An answer that is a file. */
export const fileAnswer = ({ name, type, content, disposition, headers = {} }: File): Response =>
  new Response(content, {
    headers: { 'content-type': type, 'content-disposition': `${disposition}; ${filenameOf(name)}`, ...headers },
  })

const NAME_CHARS_MAX = 80

/** The name in both forms of RFC 6266: plain ASCII, and whole. Nothing in it can end the header or name another folder. */
function filenameOf(name: string): string {
  const dot = name.lastIndexOf('.')
  const extension = name.slice(dot)
  const stem = name.slice(0, dot).toWellFormed().replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim().replace(/^\.+/, '')
  const short = [...stem].slice(0, NAME_CHARS_MAX).join('').trim() || 'file'
  const ascii =
    foldText(short, 'NFKD')
      .replace(/[^\w .()-]+/g, '')
      .trim() || 'file'
  const encoded = encodeURIComponent(`${short}${extension}`).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `filename="${ascii}${extension}"; filename*=UTF-8''${encoded}`
}

const UNSAFE = /[\p{Cc}\p{Cf}\\/:*?"<>|%]+/gu
