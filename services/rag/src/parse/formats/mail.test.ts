import { expect, test } from 'bun:test'
import { strToU8 } from 'fflate'
import { readFile } from '../read-file'

const read = async (lines: string[], hint: 'page' | 'none' = 'none') => (await readFile(strToU8(lines.join('\r\n')), hint)).text

const PAGE = [
  'From: <Saved by Blink>',
  'Subject: =?utf-8?Q?Gr=C3=B6=C3=9Fen?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; type="text/html";',
  '\tboundary="----b"',
  '',
  '',
  '------b',
]

test('a page that a browser saved as one file is read by its page', async () => {
  const html = '<html><body><p>Die gr=C3=B6=C3=9Fte Zelle ist =\r\ndas Ei.</p><img src=3D"x.png" alt=3D"Ei"></body></html>'
  const picture = ['------b', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64', '', 'iVBORw0KGgo=', '------b--', '']
  const head = ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '']
  expect(await read([...PAGE, ...head, html, ...picture])).toBe('# Größen\n\nDie größte Zelle ist das Ei.\n\n![Ei]')
  const base64 = [...PAGE, 'Content-Type: text/html; charset="windows-1251"', 'Content-Transfer-Encoding: base64', '']
  const encoded = Buffer.from('<p>\xca\xeb\xe5\xf2\xea\xe0</p>', 'latin1').toString('base64')
  expect(await read([...base64, encoded, '------b--', ''], 'page')).toBe('# Größen\n\nКлетка')
})

test('a mail is read by its text, and a text about mails stays as it is', async () => {
  expect(await read(['Subject: Plan', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', 'Um neun.'])).toBe(
    '# Plan\n\nUm neun.',
  )
  const notes = ['Notes on mail', '', 'MIME-Version: 1.0', 'Content-Type: text/html', '', '<p>x</p>']
  expect(await read(notes)).toBe(notes.join('\n'))
})

test('a mail says who wrote it to whom and when, whatever fields its program writes', async () => {
  const head = [
    'Received: from a by b',
    'From: Ana =?utf-8?Q?L=C3=B3pez?= <ana@example.org>',
    'To: Team: bo@example.org, "Chu, Li" <li@example.org>;',
  ]
  const sent = ['Cc: list@example.org', 'Date: Mon, 2 May 2005', ' 16:07:05 -0600', 'Subject: Term 2']
  const read2 =
    '# Term 2\n\nFrom: Ana López <ana@example.org>\nTo: Team: bo@example.org, Chu, Li <li@example.org>\nCc: list@example.org\nDate: Mon, 2 May 2005 16:07:05 -0600'
  expect(await read([...head, ...sent, '', 'At nine.'])).toBe(`${read2}\n\nAt nine.`)
  const encoded = [
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Um f=FCnf.',
  ]
  expect(await read([...head.slice(1), ...sent, ...encoded])).toBe(`${read2}\n\nUm fünf.`)
  const page = ['MIME-Version: 1.0', 'Content-Type: text/html', '', '<h1>Plan</h1><p>At ten.</p>']
  expect(await read(['From bo@example.org Mon May  2 16:07:05 2005', ...head, ...sent, ...page])).toBe(
    `${read2}\n\n# Plan\n\nAt ten.`,
  )
})

test('a letter that names its sender is no mail', async () => {
  const letter = ['From: ana@example.org', 'To: bo@example.org', 'Subject: x', '', 'At nine.']
  expect(await read(letter)).toBe(letter.join('\n'))
})

test('a mailbox is read as its mails, whichever program has written it', async () => {
  const mail = (line: string, subject: string, body: string[]) => [
    line,
    'X-Status: 1',
    'From: ana at example.org (Ana)',
    `Subject: ${subject}`,
    'Message-ID: <1@example.org>',
    '',
    ...body,
    '',
  ]
  const first = mail('From - Mon May  2 16:07:05 2005', 'One', [
    'Dear all,',
    '',
    '>From here it is far.',
    '',
    'From what I know: x',
  ])
  const page = ['From: bo@example.org', 'MIME-Version: 1.0', 'Content-Type: text/html', '', '<p>Two</p>', '']
  const last = mail('From 17@xxx Mon Sep 05 10:00:00 +0000 2022', 'Three', ['Bye.'])
  const mailbox = ['', ...first, 'From bo at example.org  Mon May  2 16:07:05 2005', ...page, ...last]
  expect(await read(mailbox)).toBe(
    '# One\n\nFrom: ana at example.org\n\nDear all,\n\nFrom here it is far.\n\nFrom what I know: x\n\n' +
      'From: bo@example.org\n\nTwo\n\n# Three\n\nFrom: ana at example.org\n\nBye.',
  )
  const prose = ['From here to 10:30 we walk', '', 'From: nobody', 'From there on, too']
  expect(await read(prose)).toBe(prose.join('\n'))
})

test('a forwarded mail is read in the mail that carries it', async () => {
  const inner = ['From: cy@example.org', 'Subject: Inner', 'Content-Type: text/plain', '', 'At six.', '------b--', '']
  for (const disposition of ['', 'Content-Disposition: attachment; filename=a.eml\r\n']) {
    const carried = ['See below.', '------b', `${disposition}Content-Type: message/rfc822`, '', ...inner]
    const outer = ['From: ana@example.org', ...PAGE.slice(1), 'Content-Type: text/plain', '', ...carried]
    const text = await read(outer.map((line) => line.replace('related', 'mixed')))
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(/See below\..*Inner.*At six\./)
  }
})

test('texts of mails and saved pages that name no encoding are read in the one they have', async () => {
  const mail = ['\u{feff}From: ana@example.org', 'Received: x', 'Subject: Plan', 'Content-Type: text/plain;', ' format=flowed']
  const latin = Buffer.from([...mail.slice(1), '', 'Die Pr\xfcfung ist sch\xf6n.'].join('\r\n'), 'latin1')
  expect((await readFile(latin, 'none')).text).toEndWith('Die Prüfung ist schön.')
  expect(await read([...mail, '', 'Grün'])).toBe('# Plan\n\nFrom: ana@example.org\n\nGrün')
  const utf7 = mail.map((line) => line.replace('format=flowed', 'charset=UTF-7'))
  expect(await read([...utf7, '', 'Gr+APw-n +- rot'])).toEndWith('Grün + rot')
  const about = 'Use charset=utf-7 or +4989123456 today.\n\nContent-Type: text/plain; charset=utf-7'
  expect(await read([...mail, '', about])).toEndWith(about)
  // Lines that begin as parts do, without an end of the fields: each would be searched to the end of all.
  const part = ['------b', 'Content-Type: text/html; charset=utf-7', '', '<p>Gr+APw-n</p>', '------b--', '']
  expect(await read([...PAGE, 'Content-Type: text/plain', '', ...Array<string>(40_000).fill('--a:'), ...part])).toEndWith('Grün')
  const page = '<meta charset=3D"windows-1251"><p>=CA=EB=E5=F2=EA=E0</p>'
  const head = ['Content-Type: text/html', 'Content-Transfer-Encoding: quoted-printable', '']
  expect(await read([...PAGE, ...head, page, '------b--', ''])).toBe('# Größen\n\nКлетка')
})

test('a saved page hides what the style sheets that it names hide', async () => {
  const sheet = ['------b', 'Content-Type: text/css', 'Content-Location: cid:css-1', '', '.x{display:none}']
  const page = '<link rel="stylesheet" href="cid:css-1"><p class=x>SECRET</p><p>Seen.</p>'
  const html = ['Content-Type: text/html', '', page]
  expect(await read([...PAGE, ...html, ...sheet, '------b--', ''])).toBe('# Größen\n\nSeen.')
  // A line that is no field of a part, and a sheet of which its id alone tells.
  const about = ['Content-Type: text/plain', '', 'A sheet says', 'Content-Type: text/css', '', 'of itself.', '------b']
  expect(await read([...PAGE, ...about, ...html, ...sheet, '------b--', ''])).toEndWith('Seen.')
  expect(await read([...PAGE, ...about, ...html, ...sheet, '------b--', ''])).not.toContain('SECRET')
  const byId = ['------b', 'Content-Type:', ' text/css; charset=utf-8', 'Content-ID: <css-1>', '', '.x{display:none}']
  expect(await read([...PAGE, ...html, ...byId, '------b--', ''])).toBe('# Größen\n\nSeen.')
  const other = ['------b', 'Content-Type: text/css', '', 'p{display:none}']
  expect(await read([...PAGE, ...html, ...other, ...byId, '------b--', ''])).toBe('# Größen\n\nSeen.')
  const far = page.replace('cid:css-1', 'https://example.org/a/b.css')
  const folded = [
    '------b',
    'Content-Location:',
    ' https://example.org/',
    ' a/b.css',
    'Content-Type: text/css',
    '',
    '.x{display:none}',
  ]
  expect(await read([...PAGE, 'Content-Type: text/html', '', far, ...folded, '------b--', ''])).toBe('# Größen\n\nSeen.')
})

test('a file that is called a page is one where it begins with words, and another text keeps its tags', async () => {
  const notes = ['Notes <b>one</b><br>cells &amp; walls<script>alert(1)</script><p>Two']
  expect(await read(notes, 'page')).toBe('Notes one\ncells & walls\n\nTwo')
  expect(await read(notes)).toBe(notes[0] ?? '')
  expect(await read(['Saved page', '<html><body><p>Three</p></body></html>'])).toBe('Saved page\n\nThree')
  expect(await read(['If a < b and c > d'], 'page')).toBe('If a < b and c > d')
})

test('what is attached to a mail is counted', async () => {
  const attachment = (name: string) => [
    '------b',
    'Content-Type: application/pdf',
    `Content-Disposition: attachment; filename="${name}"`,
    '',
    'x',
  ]
  const text = ['------b', 'Content-Type: text/plain; charset=utf-8', '', 'See the files.']
  const mail = [...PAGE.slice(0, -1), ...text, ...attachment('a.pdf'), ...attachment('b.pdf'), '------b--', '']
  const shown = attachment('a.pdf').map((line) => line.replace('attachment', 'inline'))
  const sent = ['From: ana@example.org', ...PAGE.slice(1, -1), ...text, ...shown, '------b--', ''].join('\r\n')
  expect((await readFile(strToU8(sent.replace('related', 'mixed')), 'none')).leftOut).toHaveLength(1)
  expect((await readFile(strToU8(mail.join('\r\n').replace('multipart/related', 'multipart/mixed')), 'none')).leftOut).toEqual([
    { kind: 'attachment', count: 2, sentence: '2 attachments are left out.' },
  ])
})
