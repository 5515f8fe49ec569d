import { expect, test } from 'bun:test'
import { numeral } from './numerals'
import { subscript, superscript } from './raised'

test('raised digits keep their meaning, and endings of words stay', () => {
  const cases: [raised: string, text: string][] = [
    ['6', '⁶'],
    ['−19', '⁻¹⁹'],
    ['2n+1', '²ⁿ⁺¹'],
    ['12, 13', '¹², ¹³'],
    ['st', 'st'],
    ['ème', 'ème'],
    ['e', 'ᵉ'],
    ['x', 'ˣ'],
    ['iπ', '^{iπ}'],
    ['*', '*'],
    ['TM', '™'],
    [' ', ' '],
  ]
  for (const [raised, text] of cases) expect(superscript(raised)).toBe(text)
  expect([subscript('2'), subscript('max'), subscript('F')]).toEqual(['₂', 'ₘₐₓ', 'F'])
})

test('list items are numbered in many styles', () => {
  const cases: [number: number, style: string, mark: string][] = [
    [3, 'decimal', '3'],
    [28, 'lower-alpha', 'ab'],
    [28, 'lowerLetter', 'bb'],
    [4, 'upperRoman', 'IV'],
    [1994, 'lower-roman', 'mcmxciv'],
    [3, 'decimalZero', '03'],
    [12, '0001', '0012'],
    [12345, '001', '12345'],
    [22, 'ordinal', '22nd'],
    [13, 'ordinal', '13th'],
    [21, 'chineseCounting', '二十一'],
    [11, 'japaneseCounting', '十一'],
    [205, 'chineseCountingThousand', '二百零五'],
    [3, 'decimalEnclosedCircle', '③'],
    [2, 'russianLower', 'б'],
    [3, 'aiueoFullWidth', 'ウ'],
    [0, 'upper-roman', '0'],
    [7, 'no-such-style', '7'],
  ]
  for (const [number, style, mark] of cases) expect(numeral(number, style)).toBe(mark)
})
