import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { chunkText } from './chunk'

const sentence = (at: number) => `Sentence number ${at} tells that the cell divides and grows again.`
const sentences = (count: number) => Array.from({ length: count }, (_, at) => sentence(at)).join(' ')

const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', 'a', ' ', '\n', '\f', '\u0301', '\r', '.', '字'), maxLength: 1_500 }),
      fc.constantFrom('# Title\n', '```\n', '| a | b |\n', '- item\n', '\n\n', sentences(30), 'x'.repeat(1_100)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

test('every chunk is the exact slice of the text, in order, splits no pair, and nothing but blanks is left out', () => {
  fc.assert(
    fc.property(text, (whole) => {
      let reached = 0
      for (const [ordinal, chunk] of chunkText(whole).entries()) {
        expect(chunk.ordinal).toBe(ordinal)
        expect(chunk.content).toBe(whole.slice(chunk.start, chunk.end))
        expect(chunk.content.trim()).toBe(chunk.content)
        expect(chunk.content.length).toBeGreaterThan(0)
        expect(chunk.content.length).toBeLessThanOrEqual(1_200)
        expect(whole.slice(reached, chunk.start).trim()).toBe('')
        expect(chunk.end).toBeGreaterThan(reached)
        for (const at of [chunk.start, chunk.end]) expect(splitsPair(whole, at)).toBe(false)
        reached = chunk.end
      }
      expect(whole.slice(reached).trim()).toBe('')
    }),
    { numRuns: 300 },
  )
})

const splitsPair = (whole: string, at: number): boolean => /^[\ud800-\udbff][\udc00-\udfff]$/.test(whole.slice(at - 1, at + 1))

test('a pair is not split where a text without blanks is cut', () => {
  for (const before of ['', 'x']) {
    const whole = before + '😀'.repeat(3_000)
    for (const { start, end } of chunkText(whole)) for (const at of [start, end]) expect(splitsPair(whole, at)).toBe(false)
  }
})

test('chunks are about 1,000 characters, end with a sentence and repeat the end of the one before', () => {
  const chunks = chunkText(sentences(100))
  for (const [at, { content, end, start }] of chunks.entries()) {
    expect(content.endsWith('.')).toBe(true)
    expect(content.startsWith('Sentence')).toBe(true)
    if (at < chunks.length - 1) expect(end - start).toBeGreaterThan(800)
    const next = chunks[at + 1]
    if (next !== undefined) expect(end - next.start).toBeWithin(60, 201)
  }
})

test('a sentence wrapped over lines, or without capitals, is kept together', () => {
  const wrapped = Array.from({ length: 60 }, (_, at) => `the flow of number ${at} goes\nalong the plate .`).join('  ')
  for (const { content } of chunkText(wrapped)) {
    expect(content.startsWith('the flow')).toBe(true)
    expect(content.endsWith('plate .')).toBe(true)
  }
})

test('headings open sections and are known to what is below them', () => {
  const section = (title: string) => `${title}\n\n${sentences(8)}\n\n`
  const chunks = chunkText(`${section('# Cells #')}${section('## Walls')}${section('### Made of')}${section('## Cores')}`)
  expect(chunks.map(({ headingPath }) => headingPath)).toEqual([
    ['Cells'],
    ['Cells', 'Walls'],
    ['Cells', 'Walls', 'Made of'],
    ['Cells', 'Cores'],
  ])
  expect(chunks[1]?.content.startsWith('## Walls')).toBe(true)
})

test('code, tables and list items stay whole where they fit, and are cut at lines where they do not', () => {
  const code = `\`\`\`\n${'const a = 1. And more\n\n'.repeat(30)}\`\`\``
  const table = '| cell | size. Of it |\n'.repeat(40).trimEnd()
  const item = `- ${sentences(5)}`
  const chunks = chunkText([sentences(6), code, sentences(6), table, sentences(10), item].join('\n\n'))
  for (const whole of [code, table, item]) expect(chunks.some(({ content }) => content.includes(whole))).toBe(true)
  for (const { content } of chunkText('| cell | size. Of it |\n'.repeat(400))) {
    expect(content.startsWith('| cell')).toBe(true)
    expect(content.endsWith('|')).toBe(true)
  }
  expect(chunkText(`\`\`\`\n# no heading\n\`\`\`\n\n${sentences(3)}`)[0]?.headingPath).toEqual([])
})

test('the first sentence stands above what has no heading, until there is one', () => {
  const chunks = chunkText(`On cells\nand walls. ${sentences(20)}\n\n## Cores\n\n${sentences(10)}`)
  expect(chunks.map(({ headingPath }) => headingPath)).toEqual([['On cells and walls.'], ['On cells and walls.'], ['Cores']])
  expect(chunkText(`Minutes of May\n${sentences(3)}`)[0]?.headingPath).toEqual(['Minutes of May Sentence number 0 tells that the cell divides and grows again.']) // biome-ignore format: one line reads best
})

test('rows of a long table are below its headings and its first row', () => {
  const table = `| name | size |\n${'| cell | 3. Or 4 |\n'.repeat(200)}`
  const paths = chunkText(`# Cells\n\n${table}`).map(({ headingPath }) => headingPath)
  expect(paths[0]).toEqual(['Cells'])
  for (const path of paths.slice(1)) expect(path).toEqual(['Cells', '| name | size |'])
})

test('form feeds separate pages, which are counted from 1, and no chunk spans two', () => {
  const chunks = chunkText(`${sentences(2)}\f\f${sentences(20)}\n\fLast.`)
  expect(chunks.map(({ page }) => page)).toEqual([1, 3, 3, 4])
  expect(chunks.at(-1)?.content).toBe('Last.')
  expect(chunkText('No pages.')[0]?.page).toBe(0)
})

test('hostile texts of megabytes are cut in linear time', () => {
  const parts = ['(', 'a', 'abc ', '. ', '."', '\n', '# a\n', '😀', 'a\u0301', '```\n', '| a ', 'a\f', ' ']
  for (const part of parts) {
    const whole = part.repeat((part === 'a\f' ? 1_000_000 : 300_000) / part.length)
    const began = process.cpuUsage()
    chunkText(`x${whole}x`)
    // Of the processor, whatever else the machine does: quadratic time would be minutes.
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1_000).toBeLessThan(10_000)
  }
}, 120_000)
