import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { encode } from '../../services/rag/test/encode'
import { docxOf, epubOf, pdfOf, pptxOf, xlsxOf } from '../../services/rag/test/hostile-files'
import { ROOT } from '../source'
import { type Client, clientOf } from './client'
import { type Product, startProduct, until } from './product'
import { settled } from './upload'

setDefaultTimeout(180_000)

let product: Product
let alice: Client
beforeAll(async () => {
  product = await startProduct()
  alice = await clientOf(product, 'alice')
})
afterAll(() => product[Symbol.asyncDispose]())

const file = (name: string) => Bun.file(join(ROOT, 'services/rag/test/fixtures', name))

async function send(user: string, form: FormData) {
  const headers = { authorization: `Bearer ${await product.token(user)}` }
  const answer = await fetch(`${product.url}/ai/upload/file`, { method: 'POST', headers, body: form })
  return (await answer.json()) as { task_id: string; document_id: string; status: string; filename: string }
}

function formOf(name: string, fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  form.set('file', file(name), name)
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  return form
}

test('a PDF and a presentation are cited with their pages', async () => {
  for (const name of ['chapters.pdf', 'slides.pptx']) {
    const task = await send('alice', formOf(name, { metadata: '{"course":"bio"}' }))
    expect(task).toMatchObject({ status: 'processing', filename: name })
    await settled(alice, task.task_id)
    const { body } = await alice.get(`/ai/documents/${task.document_id}/content`)
    const query = { query: 'cell number 43', source_ids: [task.document_id], top_k: 1 }
    const [source] = (await alice.post('/ai/search', query)).body.results
    expect(source).toMatchObject({ filename: name, page: 4, metadata: { course: 'bio' } })
    expect(body.content.slice(source?.start, source?.end)).toBe(source?.content ?? '')
  }
})

test('what is left out of a file is told with the upload and with the document, and the same file again is not read anew', async () => {
  const page = `<h1>Зелёные растения</h1><p>Es gilt <math><mi>E</mi><mo>=</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></math> hier.</p>
    <ol start=7><li>Wärmen</ol><table><tr><td rowspan=2>Montag<td>Biologie<tr><td>Chemie</table><div hidden>SECRET <div>a</div>SECRET</div>`
  const form = () => {
    const form = new FormData()
    form.set('file', new File([page], 'notes.html'))
    return form
  }
  const { task_id, document_id } = await send('alice', form())
  await settled(alice, task_id)
  expect((await alice.get(`/ai/documents/${document_id}/content`)).body.content).toBe(
    '# Зелёные растения\n\nEs gilt $E=\\frac{1}{2}$ hier.\n\n7. Wärmen\n\n| Montag | Biologie |\n| Montag | Chemie |',
  )
  const sentence = 'A part that the page hides is left out.'
  expect((await alice.get(`/ai/upload/status/${task_id}`)).body.status_detail).toEndWith(sentence)
  const leftOut = { left_out: [{ kind: 'hidden-text', count: 1, sentence }], outdated: false, notice: null, version: 1 }
  expect((await alice.get(`/ai/documents/${document_id}`)).body).toMatchObject(leftOut)
  const again = await send('alice', form())
  await settled(alice, again.task_id)
  expect((await alice.get(`/ai/upload/status/${again.task_id}`)).body.status_detail).toEndWith(sentence)
  const { documents } = (await alice.get('/ai/documents')).body
  expect(documents.find((document) => document.document_id === document_id)).toMatchObject(leftOut)
})

test('what people really upload is stored as they see it, quoted to the letter, with what was left out', async () => {
  const raised =
    '10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r><w:r><w:t xml:space="preserve"> cells'
  const formula = '<m:oMath><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>'
  const slide = `rest</a:t></a:r>${formula}<a:r><a:t> energy`
  const hiddenRow =
    '</t></is></c></row><row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>SECRET</t></is></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>end'
  const uploads: [name: string, bytes: Uint8Array, content: string, detail?: RegExp][] = [
    [
      'a.txt',
      encode('L’élève a déjà étudié le français à l’école.', 'windows-1252'),
      'L’élève a déjà étudié le français à l’école.',
    ],
    ['b.txt', Buffer.from('ID3 tags hold the title of a song.'), 'ID3 tags hold the title of a song.'],
    ['c.txt', Buffer.from('f(x,y)=x+y\ng(x,y)=x-y\nh(x,y)=xy\n'), 'f(x,y)=x+y\ng(x,y)=x-y\nh(x,y)=xy\n'],
    ['d.csv', Buffer.from('sep=;\nname;mark\nEva;1,3\n'), '| name | mark |\n| Eva | 1,3 |'],
    [
      'e.txt',
      Buffer.from([...Buffer.from('Größe und M'), 0xfc, ...Buffer.from('nchen')]),
      'Größe und M\ufffdnchen',
      /One letter/,
    ],
    ['f.docx', docxOf(raised), '10⁶ cells'],
    ['g.pptx', pptxOf(slide), 'rest$c^{2}$ energy\f'],
    ['h.xlsx', xlsxOf(`begin${hiddenRow}`), '# S\n\n| begin |\n| end |', /One hidden row/],
  ]
  await Promise.all(
    uploads.map(async ([name, bytes, content, detail = /^/]) => {
      const form = new FormData()
      form.set('file', new File([new Uint8Array(bytes)], name), name)
      const { task_id, document_id } = await send('carol', form)
      const carol = await clientOf(product, 'carol')
      await settled(carol, task_id)
      expect([name, (await carol.get(`/ai/documents/${document_id}/content`)).body.content]).toEqual([name, content])
      expect((await carol.get(`/ai/upload/status/${task_id}`)).body.status_detail ?? '').toMatch(detail)
      const query = { query: content, source_ids: [document_id], top_k: 1 }
      const [source] = (await carol.post('/ai/search', query)).body.results
      expect(content.slice(source?.start, source?.end)).toBe(source?.content ?? '')
    }),
  )
})

/** Of pages that are drawn so, in Helvetica (F1) and in a font of Japanese that the file does not hold (F2). */
function pdfOfDrawings(drawings: string[], field = ''): Uint8Array {
  const pages = drawings.flatMap((content, at) => [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${8 + 2 * at} 0 R ${at === 0 ? '/Annots [6 0 R]' : ''} >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ])
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] /DR << /Font << /Helv 3 0 R >> >> >> >>',
    `<< /Type /Pages /Count ${drawings.length} /Kids [${drawings.map((_, at) => `${7 + 2 * at} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UCS2-H /DescendantFonts [5 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 >>',
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (n) /V (${field}) /Rect [130 95 300 113] /DA (/Helv 11 Tf) >>`,
    ...pages,
  ])
}

const typed = (x: number, top: number, texts: string[]) =>
  texts.map((text, at) => `BT /F1 11 Tf ${x} ${top - 14 * at} Td (${text}) Tj ET\n`).join('')

test('PDFs, books and saved pages are stored as they are seen, with the pages that were not read', async () => {
  const left = ['La cellule est la plus', 'petite partie de la vie', 'et se divise quand elle', 'est assez grande pour.']
  const right = ['Enzyme sind Proteine und', 'beschleunigen, was ohne', 'sie zu langsam vor sich', 'ginge oder gar nicht.']
  const byRow = left.map((text, at) => typed(72, 700 - 14 * at, [text]) + typed(260, 700 - 14 * at, [right[at] ?? ''])).join('')
  const japanese = [...'細胞は分裂する'].map((sign) => sign.charCodeAt(0).toString(16).padStart(4, '0')).join('')
  const cjk = `BT /F2 12 Tf 72 700 Td <${japanese}> Tj ET`
  const saved = [
    'Subject: Bericht',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; type="text/html"; boundary="b"',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '<p>Die gr=C3=B6=C3=9Fte Zelle.</p>',
    '--b--',
    '',
  ]
  const uploads: [name: string, bytes: Uint8Array, content: string, detail?: RegExp][] = [
    [
      'form.pdf',
      pdfOfDrawings([`${byRow}${typed(72, 100, ['Name:'])}`], 'Ana G\\363mez'),
      `${left.join('\n')}\n\n${right.join('\n')}\n\nName: Ana Gómez\f`,
    ],
    [
      'scan.pdf',
      pdfOfDrawings([cjk, '0 0 0 rg 100 100 300 300 re f', typed(72, 700, ['Printed page three.'])]),
      '細胞は分裂する\f\fPrinted page three.\f',
      /The text of page 2 could not be recognised/,
    ],
    [
      'book.epub',
      epubOf('<h1>One</h1><p>10<sup>6</sup> cells in 1990<a role="doc-noteref">1</a></p>'),
      '## One\n\n10⁶ cells in 1990¹',
    ],
    ['page.mhtml', Buffer.from(saved.join('\r\n')), '# Bericht\n\nDie größte Zelle.'],
  ]
  const dora = await clientOf(product, 'dora')
  await Promise.all(
    uploads.map(async ([name, bytes, content, detail = /^/]) => {
      const form = new FormData()
      form.set('file', new File([new Uint8Array(bytes)], name), name)
      const { task_id, document_id } = await send('dora', form)
      await settled(dora, task_id)
      expect([name, (await dora.get(`/ai/documents/${document_id}/content`)).body.content]).toEqual([name, content])
      expect((await dora.get(`/ai/upload/status/${task_id}`)).body.status_detail ?? '').toMatch(detail)
    }),
  )
})

test('a file that can not be read fails with a reason its owner can act on', async () => {
  const { task_id } = await send('alice', formOf('encrypted.pdf'))
  const state = async () => (await alice.get(`/ai/upload/status/${task_id}`)).body
  await until(async () => (await state()).status !== 'processing')
  expect(await state()).toMatchObject({ status: 'failed', error: expect.stringContaining('protected with a password') })
})

test('a client that leaves at half of its file leaves nothing behind', async () => {
  const { port, hostname } = new URL(product.url)
  const bob = await clientOf(product, 'bob')
  const blobs = join(product.dataDir, 'rag', 'blobs')
  const files = () => (existsSync(blobs) ? readdirSync(blobs, { recursive: true, encoding: 'utf8' }) : [])
  // Those of earlier uploads may go meanwhile.
  const before = new Set(files())
  const added = () =>
    files().filter((path) => !before.has(path) && statSync(join(blobs, path), { throwIfNoEntry: false })?.isFile())
  const socket = connect(Number(port), hostname)
  const head = `POST /ai/upload/file HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${await product.token('bob')}\r\n`
  const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
  socket.write(
    `${head}Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 6000000\r\n\r\n${part}${'word '.repeat(600_000)}`,
  )
  await until(() => added().length > 0)
  socket.destroy()
  await until(() => added().length === 0)
  expect((await bob.get('/ai/documents')).body.total).toBe(0)
})
