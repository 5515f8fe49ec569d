import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { type FoldStep, foldText } from './fold-text'

const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const
const lower = (text: string) => text.toLowerCase()

/** Ordinary text in many scripts, composed and decomposed, with abbreviations and emoji. */
const samples = [
  'Größe, naïve café, SS ß, ŒUVRE, Ærø, İstanbul ılık',
  'Tiếng Việt có nhiều dấu thanh, nhưng không chữ nào có quá hai.',
  'Съешь ещё этих мягких французских булок, да выпей же чаю.',
  'Ο Οδυσσέας ᾂδων, ΐδιος και ΌΛΟΣ ο κόσμος',
  'رسول الله ﷺ قال: إِنَّمَا الْأَعْمَالُ بِالنِّيَّاتِ',
  'בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ',
  'यह मेरी किताब है, और ज़मीन पर क़लम पड़ा है।',
  'ภาษาไทยไม่มีช่องว่างระหว่างคำ ก็เลยต้องตัดคำ ผู้ใหญ่ น้ำ',
  'བོད་ཀྱི་སྐད་ཡིག་དང་རྒྱུད་',
  'ភាសាខ្មែរ ស្រ្តី',
  'မြန်မာဘာသာစကား',
  '東京大学で機械学習を勉強する。ｶﾞｷﾞｸﾞ ㌔ ㍿',
  '我喜欢机器学习，也喜欢読書。',
  '나는 학교에서 공부한다. 뷁',
  'ﬁeld ① Ｆｕｌｌ … ½ ™ ㎏ Ⅷ',
  '👩‍👩‍👧‍👦 🇩🇪 ❤️‍🔥 👍🏽 1️⃣',
  'x\u0301\u0316\u0323 e\u0302\u0301',
]

test.each(samples)('ordinary text is folded as normalisation alone folds it: %s', (sample) => {
  for (const form of forms) expect(foldText(sample, form)).toBe(sample.normalize(form))
  for (const text of [sample.normalize('NFD'), sample.repeat(50)]) {
    for (const form of ['NFC', 'NFKC'] as const) expect(foldText(text, form)).toBe(text.normalize(form))
    const steps: FoldStep[] = ['NFKC', lower, 'NFD', (decomposed) => decomposed.replace(/\p{Mn}/gu, ''), 'NFC']
    const expected = text
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .normalize('NFC')
    expect(foldText(text, ...steps)).toBe(expected)
  }
})

test.each(samples)('a text of many pieces is folded as one: %s', (sample) => {
  for (const form of forms) {
    for (const text of [sample.repeat(400), sample.normalize('NFD').repeat(400)]) {
      const whole = text.normalize(form)
      const folded = foldText(text, form)
      expect(folded).toBe(whole.slice(0, folded.length))
      expect(folded.length).toBe(Math.min(whole.length, 2 * text.length))
    }
  }
})

test('nothing that a piece may begin with becomes one with what is before it', () => {
  const joined: string[] = []
  const followers = /^[\p{M}\u1161-\u1175\u11a8-\u11c2]/u
  for (let point = 0; point < 0x110000; point++) {
    if (point === 0xd800) point = 0xe000
    const sign = String.fromCodePoint(point)
    if (!followers.test(sign.normalize('NFKD'))) continue
    const text = `${'e'.repeat(4_095)}\uac00${sign}e`
    if (foldText(text, 'NFKC') !== text.normalize('NFKC')) joined.push(point.toString(16))
  }
  expect(joined).toEqual([])
})

test('every sign that a normalisation moves past others counts as a mark', () => {
  const missed: string[] = []
  for (let point = 0x80; point < 0x110000; point++) {
    if (point === 0xd800) point = 0xe000
    const sign = String.fromCodePoint(point)
    // U+0334 belongs before all signs of a higher combining class.
    const isMoved = `x${sign}\u0334`.normalize('NFKD').startsWith('x\u0334')
    if (isMoved && [...foldText(`x${sign.repeat(100)}`, 'NFC')].length > 70) missed.push(point.toString(16))
  }
  expect(missed).toEqual([])
})

test('no text is folded to more than twice its length, beyond what a short one may take', () => {
  const unit = fc.constantFrom(
    '\ufdfa',
    '\ufdfb',
    '\u0301',
    '\u0316',
    '\uff9e',
    '\u{1d160}',
    '…',
    'ß',
    '한',
    'a',
    ' ',
    '😀',
    '\u0390',
  )
  const text = fc.array(fc.tuple(unit, fc.integer({ min: 1, max: 400 })), { maxLength: 8 })
  fc.assert(
    fc.property(text, fc.array(fc.constantFrom<FoldStep>(...forms, lower, (copy) => copy.toUpperCase())), (runs, steps) => {
      const original = runs.map(([sign, count]) => sign.repeat(count)).join('')
      const folded = foldText(original, ...steps)
      expect(folded.length).toBeLessThanOrEqual(Math.max(2 * original.length, 256))
      expect(folded.isWellFormed()).toBe(true)
    }),
  )
})

test('a long run of marks is cut, so that a normalisation never sees it', () => {
  const seen: number[] = []
  const look = (copy: string) => {
    seen.push(copy.length)
    return copy
  }
  foldText(`a${'\u0301'.repeat(16_000)}${'\u0316'.repeat(15_990)}b`, 'NFD', look, 'NFC', look)
  expect(seen).toEqual([32, 31])
})

test('an abbreviation is still found by the words it stands for', () => {
  expect(foldText('\ufdfa', 'NFKC')).toBe('\ufdfa'.normalize('NFKC'))
})
