import { expect, test } from 'bun:test'
import { detectLanguage } from './detect-language'
import { analyse, countWords } from './words'

const terms = (language: Parameters<typeof analyse>[0], text: string) =>
  analyse(language)
    .words(text)
    .map(({ term }) => term)

test('the language is found by the words of a short question', () => {
  const questions = {
    en: 'What is photosynthesis?',
    de: 'Was ist Photosynthese?',
    fr: 'Qu’est-ce que la photosynthèse ?',
    es: '¿Qué es la fotosíntesis?',
    it: 'Che cosa è la fotosintesi?',
    pt: 'O que é a fotossíntese e como funciona?',
    tr: 'Fotosentez nedir ve nasıl gerçekleşir?',
  }
  for (const [language, question] of Object.entries(questions))
    expect([question, detectLanguage(question)]).toEqual([question, language as never])
})

test('forms of one word have one term, without accents', () => {
  expect(terms('en', 'cells cell')).toEqual(['cell', 'cell'])
  expect(terms('de', 'Häuser Haus')).toEqual(['haus', 'haus'])
  expect(terms('fr', 'énergies énergie')).toEqual(['energ', 'energ'])
  expect(terms('tr', 'kitaplar kitap')).toEqual(['kitap', 'kitap'])
})

test('an elided article and a possessive are no part of the word', () => {
  expect(
    analyse('fr')
      .words("l'eau d’été")
      .map(({ text }) => text),
  ).toEqual(['eau', 'été'])
  expect(
    analyse('en')
      .words("Newton's law")
      .map(({ text }) => text),
  ).toEqual(['Newton', 'law'])
})

test('a word is what stands between its offsets', () => {
  const text = "The cell's wall, l'eau \ud800 光合作用 التمثيل"
  for (const word of analyse('en').words(text)) expect(text.slice(word.start, word.end)).toBe(word.text)
})

test('words are counted as a reader counts them', () => {
  expect(countWords('Two words. And, well: five!')).toBe(5)
})
