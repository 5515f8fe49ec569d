import { expect, test } from 'bun:test'
import { foldedWords } from '../../generation/language'
import { itemKey } from './generate-list'

test('names that differ by a sign are different', () => {
  const groups = [
    ['C', 'C++', 'C#', 'C*', 'C!', "C'", '[C]', '|C|'],
    ['Na', 'Na+', 'Na-', 'Na²⁺'],
    ['x > 0', 'x < 0', 'x = 0', 'x ≠ 0', 'x ≥ 0', 'x ≤ 0', 'x ∈ 0', 'x ∉ 0', 'x → 0'],
    ['x²', 'x³', 'x', 'x₂'],
    ['A+', 'A-', 'A'],
    ['5 %', '5', '-5', '5 €', '5°'],
    ['NET', '.NET'],
    ['∅', '∞', 'ℵ'],
    ['a + b', 'a - b', 'a / b', 'a × b', 'a b'],
    ['→', '←', '↔', '&', '&&', '||', '==', '==='],
    ['5%', '5‰', '5'],
    ["f''", "f'", 'f'],
    ['α″', 'α′', 'α'],
    ['1:2', '1.2', '12'],
    ['バス', 'パス', 'ハス'],
    ['दिन', 'दान', 'दीन', 'दन'],
    ['ไก่', 'ไก', 'ไข่'],
    ['কল', 'কাল'],
  ]
  for (const names of groups) expect(new Set(names.map(itemKey)).size).toBe(names.length)
})

test('names that are written otherwise are the same', () => {
  const groups = [
    ['Na+', 'Na⁺', ' na + '],
    ['x > 0', 'x>0', '$x > 0$'],
    ['x−1', 'x - 1', 'x–1'],
    ['E-Mail', 'e mail', 'E‑Mail'],
    ['The cell', '“The cell”', 'the cell.', '**The cell**', 'The cell!', 'The cell?'],
    ['Cells – a question', 'Cells: a question'],
    ['H₂O', 'H2O', 'h2o'],
    ['Résumé', 'resume'],
    ['ﾊﾞｽ', 'バス'],
    ['क़ानून', 'कानून'],
    ['مُحَمَّد', 'محمد'],
    ['❤️', '❤'],
    ["l'eau", 'l’eau', 'L eau'],
  ]
  for (const names of groups) expect(new Set(names.map(itemKey)).size).toBe(1)
})

test('a name without signs keeps the key that cards of earlier packages have', () => {
  for (const name of ['The mitochondrion', 'Größe, Öl und Ähre', '細胞壁', 'e-mail'])
    expect(itemKey(name)).toBe(foldedWords(name).join(' '))
})
