import { createHash } from 'node:crypto'
import type { FileForm } from './multipart'

/** A form's file as it is read, and what stands for the whole form once it was: not its boundary, which every try makes anew. */
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
