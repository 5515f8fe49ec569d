import { expect, test } from 'bun:test'
import { encode } from '../../../test/encode'
import { decodeXml } from '../markup'
import { decodeText } from './encoding'

const TEXTS: [label: string, text: string][] = [
  ['windows-1252', 'L’élève a déjà étudié le français à l’école où il était né.'],
  ['windows-1252', 'La niña comió piñas en el jardín. ¿Qué función tiene el corazón?'],
  ['windows-1252', 'A célula é a unidade básica da vida; as plantas têm paredes e não se movem.'],
  ['windows-1252', 'La cellula è l’unità di base: perché la luce è così importante?'],
  ['windows-1252', 'Het gesteente heeft één kleur, en de ruïne staat aan zee.'],
  ['windows-1252', 'La cèl·lula és la unitat bàsica de la vida i no hi ha excepció.'],
  ['windows-1252', 'Die Größe der Zelle ändert sich, und für Öl gilt das Übliche.'],
  ['windows-1252', 'Cellen är livets minsta enhet, och växter har cellväggar.'],
  ['windows-1252', 'Résumé: the café is open.'],
  ['windows-1252', 'L’élève a déjà étudié le français à l’école.'],
  ['windows-1252', 'El niño'],
  ['windows-1252', 'naïve café'],
  ['windows-1252', '25 °C ± 3'],
  ['windows-1252', '10 € – “quoted”'],
  ['windows-1252', 'Item,Price\nTea,£3.50\nCake,£4.20\n'],
  ['windows-1252', 'The price is £3 or ¥500 at the shop.'],
  ['windows-1252', 'Élève;Note;Matière\nZoé;15,5;Français\nNoël;12,0;Géographie\n'],
  ['windows-1252', 'Namn;Ort;Ålder\nÅke;Malmö;55\nBjörn;Gävle;44\n'],
  ['windows-1250', 'Jméno;Příjmení;Částka\nJiří;Dvořák;1\nŽofie;Černá;99,00\n'],
  ['windows-1250', 'Név;Város;Összeg\nJános;Győr;10\nErzsébet;Pécs;20\n'],
  ['windows-1257', 'Vardas;Pavardė;Miestas\nJonas;Žukauskas;Šiauliai\nRūta;Kazlauskaitė;Panevėžys\n'],
  ['windows-1250', 'Zażółć gęślą jaźń. Książka leży na półce, a trawa rośnie.'],
  ['windows-1250', 'Příliš žluťoučký kůň úpěl ďábelské ódy v české škole.'],
  ['windows-1250', 'Az őszi eső után a fűszál gyorsan nő, és a gyökér vizet szív föl.'],
  ['windows-1254', 'Işık hızı çok büyüktür; ısı ise değişir. İğne, ağaç, güneş, şeker.'],
  ['windows-1257', 'Ląstelė yra mažiausias gyvas vienetas, o augalai turi sieneles.'],
  ['windows-1253', 'Το κύτταρο είναι η βασική μονάδα της ζωής.'],
  ['windows-1255', 'התא הוא היחידה הבסיסית של החיים.'],
  ['windows-1256', 'الخلية هي الوحدة الأساسية للحياة.'],
  ['windows-874', 'เซลล์เป็นหน่วยพื้นฐานของสิ่งมีชีวิต'],
  ['windows-1251', 'Клетка делится и растёт. У растений есть клеточная стенка.'],
  ['koi8-r', 'Клетка делится и растёт. У растений есть клеточная стенка.'],
  ['iso-8859-2', 'Zażółć gęślą jaźń. Książka leży na półce, a trawa rośnie.'],
  ['macintosh', 'Die Größe der Zelle ändert sich, und für Öl gilt das Übliche.'],
  ['macintosh', 'L’élève a déjà étudié le français à l’école où il était né.'],
  ['shift_jis', '細胞は分裂して成長する。'],
  ['euc-jp', '細胞は分裂して成長する。'],
  ['iso-2022-jp', 'RE: 細胞は分裂して成長する。\nABC'],
  ['gb18030', '细胞分裂并生长。植物有细胞壁。'],
  ['big5', '細胞分裂並生長。植物有細胞壁。'],
  ['euc-kr', '세포는 분열하고 자란다. 식물에는 세포벽이 있다.'],
]

test('text of many languages is read in the encoding of its time, however short', async () => {
  for (const [label, text] of TEXTS)
    expect([label, await decodeText(encode(text, label))]).toEqual([label, { text, unreadable: 0 }])
})

test('texts of DOS are told by their words', async () => {
  const ofDos = async (bytes: string) => (await decodeText(Buffer.from(bytes, 'latin1'))).text
  expect(
    await ofDos('Der Sch\x81ler h\x94rt die \x9abung. Gr\x94\xe1e und Ma\xe1e \x84ndern sich f\x81r alle in der Schule.'),
  ).toBe('Der Schüler hört die Übung. Größe und Maße ändern sich für alle in der Schule.')
  expect(
    await ofDos("L'\x82l\x8ave a \x82t\x82 \x85 l'\x82cole, o\x97 la le\x87on est tr\x8as longue, et il a une for\x88t."),
  ).toBe("L'élève a été à l'école, où la leçon est très longue, et il a une forêt.")
})

test('UTF-16 without a mark is read in either byte order, in every script', async () => {
  for (const text of [
    'The cell grows.',
    'Клетка делится.',
    '細胞は分裂する。\n',
    '세포는 분열하고 자란다.',
    'Tế bào là đơn vị.',
  ]) {
    const little = new Uint8Array(Buffer.from(text, 'utf16le'))
    const big = new Uint8Array(Buffer.from(text, 'utf16le').swap16())
    expect([await decodeText(little), await decodeText(big)]).toEqual([
      { text, unreadable: 0 },
      { text, unreadable: 0 },
    ])
  }
})

test('a wrong byte costs one letter, in UTF-8 and in other encodings', async () => {
  const stray = (text: string) => Buffer.concat([Buffer.from(`${text} M`), Buffer.from([0xfc]), Buffer.from('nchen')])
  expect(await decodeText(stray('Die Größe'))).toEqual({ text: 'Die Größe M\ufffdnchen', unreadable: 1 })
  expect(await decodeText(new Uint8Array(Buffer.from('植物有细胞壁').subarray(0, -1)))).toEqual({
    text: '植物有细胞\ufffd',
    unreadable: 1,
  })
  const japanese = '細胞は分裂して成長する。'
  expect((await decodeText(encode(japanese, 'shift_jis').subarray(0, -1))).text).toBe(`${japanese.slice(0, -1)}\ufffd`)
})

test('letters far behind a beginning in ASCII decide', async () => {
  const english = 'The cell grows.\n'.repeat(10_000)
  const { text } = await decodeText(Buffer.concat([Buffer.from(english), encode(TEXTS[0]?.[1] ?? '', 'windows-1252')]))
  expect(text.slice(english.length)).toBe(TEXTS[0]?.[1] ?? '')
})

test('what a page declares comes before what is likely', async () => {
  expect((await decodeText(new Uint8Array([0xb1, 0xea]), 'iso-8859-2')).text).toBe('ąę')
  expect((await decodeText(new Uint8Array([0xb1, 0xea, 0x20]), 'no-such-encoding')).text).not.toBe('')
})

test('XML is read by its first bytes, whatever two-byte encoding it declares', () => {
  const source = '<?xml version="1.0" encoding="utf-16"?><a>é 12.5 €</a>'
  const little = Buffer.from(source, 'utf16le')
  for (const bytes of [Buffer.from(source), little, Buffer.from(little).swap16(), Buffer.from(`\ufeff${source}`, 'utf16le')])
    expect(decodeXml(bytes)).toBe(source)
})

test('UTF-32 with a mark is read in either byte order', async () => {
  const text = 'Größe;12,5 €\nÖl 😀\n'
  const little = Buffer.from(new Uint32Array([0xfeff, ...[...text].map((sign) => sign.codePointAt(0) ?? 0)]).buffer)
  expect((await decodeText(little)).text).toBe(text)
  expect((await decodeText(Buffer.from(little).swap32())).text).toBe(text)
  const wrong = Buffer.from(new Uint32Array([0xfeff, 0x41, 0x110000, 0xd800, 0x42]).buffer)
  expect(await decodeText(wrong)).toEqual({ text: 'A\ufffd\ufffdB', unreadable: 2 })
})

test('a NUL in a text, and those behind it, hide nothing of it', async () => {
  const text = 'Größe;b\n1;2\n'
  const filled = Buffer.concat([encode(text, 'windows-1252'), Buffer.alloc(300)])
  expect((await decodeText(filled)).text).toBe(text)
  expect((await decodeText(Buffer.from(`ü\0${text}`))).text).toBe(`ü\0${text}`)
  expect(decodeText(Buffer.from([1, 0, 0, 0, 2, 0, 0, 0, 77, 0, 0, 0]))).rejects.toThrow(/binary/)
})

test('texts are as a terminal or a printer shows them, and end where old systems say', async () => {
  const shown = async (text: string) => (await decodeText(new TextEncoder().encode(text))).text
  expect(await shown('\u001b[31;1mError\u001b[0m \u001b]8;;http://x\u0007Größe\u001b]8;;\u001b\\\n')).toBe('Error Größe\n')
  expect(await shown('N\u0008NA\u0008AM\u0008ME\u0008E\n  _\u0008l_\u0008s\n'.repeat(20))).toBe('NAME\n  ls\n'.repeat(20))
  expect(await shown('Done: 5\u0008\u0008.\n'.repeat(20))).toBe('Done: .\n'.repeat(20))
  expect(await shown('One\u000btwo über\r\n\u001a\0\0')).toBe('One\ntwo über\r\n')
  expect(await shown(`Größe\0 und Öl. ${'Üben. '.repeat(100)}`)).toStartWith('Größe\0 und Öl.')
  expect(await shown('Zwei\u0001 Zeichen')).toBe('Zwei\u0001 Zeichen')
  await expect(shown('\u0001\u0002\u0003\u0004PNG\u0005')).rejects.toThrow('binary')
  const chinese = Buffer.from('细胞是生命的基本单位。植物产生氧气。', 'utf16le')
  expect((await decodeText(chinese)).text).toBe('细胞是生命的基本单位。植物产生氧气。')
})
