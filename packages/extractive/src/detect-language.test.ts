import { expect, test } from 'bun:test'
import { detectLanguage } from './detect-language'

test.each([
  ['Wat kost de huur?', 'en'],
  ['Hoe willen ze de kevers bestrijden zonder gif?', 'en'],
  ['Vad är bitcoin?', 'en'],
  ['Hvor mye koster det?', 'en'],
  ['Mi az a bitcoin?', 'en'],
  ['Co to jest fotosynteza?', 'en'],
  ['Apa itu fotosintesis?', 'en'],
  ['주차는 공짜인가요?', 'en'],
  ['Ποιο είναι το κόστος;', 'en'],
  ['Was kostet die Miete?', 'de'],
  ['Combien coûte le loyer ?', 'fr'],
  ['Que es la fotosintesis', 'es'],
  ['Dove sono i libri?', 'it'],
  ['Fotosentez nedir?', 'tr'],
])('%s is in %s, whatever language the sources have', (question, language) => {
  expect([detectLanguage(question), detectLanguage(question, 'tr')]).toEqual([language, language] as never)
})
