import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { citationFilter, keepAsIs } from './citations'

const filtered = (sources: number, ...pieces: string[]) => {
  const filter = citationFilter(sources)
  return pieces.map((piece) => filter.push(piece)).join('') + filter.flush()
}

describe('citations that point to nothing', () => {
  test.each([
    ['Water boils [1] at 100 °C [9].', 'Water boils [1] at 100 °C.'],
    ['Both [1, 9] and [8; 2] and [7,9] say so.', 'Both [1] and [2] and say so.'],
    ['[3] [4]', '[3]'],
    ['Plants need chlorophyll[9]. They breathe[4][9]; water[1].', 'Plants need chlorophyll. They breathe; water[1].'],
    ['It is known.[9] So it is (as he said)[9].', 'It is known. So it is (as he said).'],
    ['细胞是生命的单位[9]。膜包围它[2][9]。', '细胞是生命的单位。膜包围它[2]。'],
    ['costs $5 [9] and $6 [4] each', 'costs $5 and $6 each'],
    ['a half-open [0, 1) and then [9].', 'a half-open [0, 1) and then.'],
    ['French ]0, 1[ and then [9].', 'French ]0, 1[ and then.'],
    ['(0, 1] and (see [9])', '(0, 1] and (see)'],
    ['an open [ bracket\n\nthen [9]', 'an open [ bracket\n\nthen'],
    ['[9]: made up', ': made up'],
    ['Plants grow [7][1]. They breathe [8][9].', 'Plants grow [1]. They breathe.'],
    ['光合作用[1、9]。呼吸[8，9]。', '光合作用[1]。呼吸。'],
    ['يحدث [٩] ثم [١]، وكذلك [٢، ٩].', 'يحدث ثم [١]، وكذلك [2].'],
    ['[99999999999999999999]', ''],
    ['no [ ] list, [x], [a1], [1-9], [^9], []', 'no [ ] list, [x], [a1], [1-9], [^9], []'],
    ['unfinished [9', 'unfinished [9'],
    ['**Bold**[9] and *this* [9], _that_[9] too.', '**Bold** and *this*, _that_ too.'],
    ['所以如此［９］，不是［1］。', '所以如此，不是［1］。'],
    ['| a fact [9] | b [1] |', '| a fact | b [1] |'],
    ['> [9] said\n* [8] too\n\n2 * [7]', '> said\n* too\n\n2 * [7]'],
    ['2 < 3 [9] <b>so</b> [9]', '2 < 3 <b>so</b>'],
    ['escaped \\[9\\] and \\\\[9]', 'escaped \\[9\\] and \\\\'],
    ['[9] Water boils.\n[8] It is wet.\n- [7] And cold.', 'Water boils.\nIt is wet.\n- And cold.'],
    ['It was so in 1990[9].', 'It was so in 1990.'],
    [
      'Water [8, 9] is wet. [8, 9] is where they say so. Vitamin C in [8, 9] too.',
      'Water is wet. is where they say so. Vitamin C in too.',
    ],
    ['The list of rivers is long [8, 9], and the range is not [8].', 'The list of rivers is long, and the range is not.'],
  ])('%p becomes %p', (text, expected) => {
    expect(filtered(3, text)).toBe(expected)
  })

  test.each([
    'The interval [0, 1] is closed. [1]',
    'Its matrix is [[1, 2], [3, 4]]. [1]',
    'Rows:\n[[1, 2],\n [30, 40]]',
    'A nested list [x, [9], y] stays.',
    'The entry a[5] is 3; arr[10], m[0][9], f(x)[7], my_list[8], nums[9], dp[i][9] = 4.',
    'See [chapter 7](https://example.org/7) and [7](https://example.org/7) or ![9](a.png).',
    'A reference [text][9], [9][text] and\n[9]: https://example.org',
    'Look at https://example.org/a?b=[9] now.',
    'In symbols: $[0, 1]$, $x_i \\in [4, 5]$ and \\([2, 5]\\) or \\[[7, 8]\\] and $$[9]$$.',
    '$$\nA = [9]\n[4, 5]\n$$',
    '\\[\n[4, 5]\n\\]\nend',
    'x ∈ [4, 5], y = [7], [4, 5] ∪ [6, 7] and [5] + [6]',
    'The interval [4, 5], the vector [7, 8] and the list [9, 8].',
    'Das Intervall [4, 9], das Feld a[7], le vecteur [4, 5], 区间[4, 9]。',
    'Zero is no citation: [0], [0, 7], [00].',
    'As JSON it is {"a": [7, 8], "b": [9]}.',
    '| interval |\n|---|\n| [4, 9] |',
    'In HTML <code>x [9]</code>, <kbd class="k">[8]</kbd> and\n<pre>\n[9]\n</pre>',
    'An optional index a?.[9] too.',
    'x \\in [4, 5] and \\begin{bmatrix}[9]\\end{bmatrix} without dollar signs',
    'f([4, 5]) is print([9]), np.array([8, 9]), min([9])',
    'f: x → [4, 5], or: for i in [8, 9], or x in [4, 9]',
    'The domain is [4, 5], the range: [4, 9], die Liste ist [9, 8].',
    '[8, 9] is a list. [4, 5] ist ein Intervall. [4, 5] is a closed interval.',
  ])('what is none keeps its brackets: %p', (text) => {
    expect(filtered(3, text)).toBe(text)
    expect(filtered(3, ...text)).toBe(text)
  })

  test.each([
    ['a span `list[9]` stays', 'a span `list[9]` stays'],
    ['a span ``a ` [9]`` stays, [9] goes', 'a span ``a ` [9]`` stays, goes'],
    ['a stray ` tick protects nothing [9].', 'a stray ` tick protects nothing.'],
    ['a stray ` tick ends with its paragraph [9]\n\n` [9]', 'a stray ` tick ends with its paragraph\n\n`'],
    ['```py\nx[9]\n```\nthen [9].', '```py\nx[9]\n```\nthen.'],
    ['1. ~~~\n   x[9] ```\n   ~~~\n[9]', '1. ~~~\n   x[9] ```\n   ~~~\n'],
    ['````\n```\n[9]\n````\n[9]', '````\n```\n[9]\n````\n'],
    ['```a``` is a span [9]', '```a``` is a span'],
    ['```\nnever closed [9]', '```\nnever closed [9]'],
    ['text ~~~ [9]', 'text ~~~'],
    ['```\n[9]\n``` not the end\n[9]', '```\n[9]\n``` not the end\n[9]'],
    ['So:\n\n    x [9]\n    f([7, 8])\n\n    y [9]\n\nThen [9].', 'So:\n\n    x [9]\n    f([7, 8])\n\n    y [9]\n\nThen.'],
    ['For example:\n\tx [9]\nThen [9].', 'For example:\n\tx [9]\nThen.'],
    ['    [9]\n[9]', '    [9]\n'],
    ['# Code\n    x [9]', '# Code\n    x [9]'],
    ['> so\n>\n>     x [9]\n> [9]', '> so\n>\n>     x [9]\n>'],
    ['1. Step\n\n       x [9]\n\n   then [9]', '1. Step\n\n       x [9]\n\n   then'],
    ['- a\n  - b\n\n        x [9]\n', '- a\n  - b\n\n        x [9]\n'],
    ['- a [9]\n    goes on [9]\n\n    and on [9]', '- a\n    goes on\n\n    and on'],
    ['text [9]\n    goes on [9]', 'text\n    goes on'],
    ['- a\n\ntext\n\n    x [9]\n', '- a\n\ntext\n\n    x [9]\n'],
    ['1. Step:\n\n    ```js\n    x [9]\n    ```\n    [9]', '1. Step:\n\n    ```js\n    x [9]\n    ```\n   '],
  ])('code is left alone: %p', (text, expected) => {
    expect(filtered(3, text)).toBe(expected)
    expect(filtered(3, ...text)).toBe(expected)
  })

  const fragments = [
    '[',
    ']',
    '1',
    '9',
    ', ',
    ' ',
    '`',
    '``',
    '```',
    '~~~',
    '\n',
    '\n\n',
    '\\',
    '$',
    '$$\n',
    '\\[\n',
    '(',
    ')',
    ':',
    '=',
    'a',
    'é',
    '[9]',
    ' [9]',
    '[2]',
    '- ',
    '> ',
    '    ',
    '\t',
    '\n\n    x',
    '1. ',
    ':\n',
    '<code>',
    '</code>',
    '［',
    '*',
    '|',
    'x'.repeat(130),
  ]
  const answers = fc
    .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ maxLength: 5 })), { maxLength: 30 })
    .map((parts) => parts.join(''))

  test('are removed alike however the answer is split', () => {
    fc.assert(
      fc.property(answers, fc.array(fc.nat(200), { maxLength: 12 }), (answer, cuts) => {
        const borders = [0, ...cuts.map((cut) => cut % (answer.length + 1)).sort((a, b) => a - b), answer.length]
        const pieces = borders.slice(1).map((border, index) => answer.slice(borders[index], border))
        expect(filtered(3, ...pieces)).toBe(filtered(3, answer))
        expect(filtered(3, ...answer)).toBe(filtered(3, ...answer.split('')))
        expect(filtered(3, ...answer.split(''))).toBe(filtered(3, answer))
      }),
      { numRuns: 500 },
    )
  })

  test('never remain in text without code', () => {
    const words = fc
      .array(fc.constantFrom('membrane. ', ' ', '[1]', '[9]', '[12]', '.', '\n', '[2, 7]'), { maxLength: 40 })
      // A line that begins with four blanks is code.
      .map((parts) => parts.join('').replaceAll(/^ {4,}/gm, ' '))
    fc.assert(
      fc.property(words, (answer) => {
        for (const [, list = ''] of filtered(3, ...answer).matchAll(/\[([\d, ]+)\]/g)) {
          for (const number of list.split(',')) expect(Number(number)).toBeLessThanOrEqual(3)
        }
      }),
    )
  })

  test('do not hold back ordinary text, and of anything else only a bounded part', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const filter = citationFilter(Number.MAX_SAFE_INTEGER)
        let pushed = 0
        let out = 0
        for (const character of answer.replaceAll('[0]', '')) {
          pushed += character.length
          out += filter.push(character).length
          expect(pushed - out).toBeLessThanOrEqual(256 + 2 * 64)
        }
      }),
      { numRuns: 200 },
    )
    const filter = citationFilter(3)
    expect(['Step', ' by', ' step,\n', ' 1.', ' [1]'].map((piece) => filter.push(piece))).toEqual([
      'Step',
      ' by',
      ' step,\n',
      ' 1.',
      ' [1]',
    ])
  })
})

test('an answer made without documents is left as the model wrote it', () => {
  const filter = keepAsIs()
  expect(filter.push('as [9] is') + filter.flush()).toBe('as [9] is')
})
