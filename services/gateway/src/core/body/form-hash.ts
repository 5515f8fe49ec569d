import { createHash } from 'node:crypto'
import type { FileForm } from './multipart'

/** The file of a form, and a hash of the whole form once it was read. The boundary is left out, since each try has a new one. */
export function hashForm({ bytes, fields, filename }: Pick<FileForm, 'bytes' | 'fields' | 'filename'>) {
  const file = createHash('sha256')
  return {
    bytes: watched(),
    digest: () =>
      createHash('sha256')
        .update(JSON.stringify([filename, [...fields].toSorted(), file.digest('hex')]))
        .digest('hex'),
  }

  async function* watched(): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      file.update(piece)
      yield piece
    }
  }
}

/** Reads a form to its end. */
export async function hashWhole(form: FileForm): Promise<string> {
  const { bytes, digest } = hashForm(form)
  for await (const _ of bytes);
  return digest()
}

export const isForm = (request: Request): boolean => /^\s*multipart\//i.test(request.headers.get('content-type') ?? '')
