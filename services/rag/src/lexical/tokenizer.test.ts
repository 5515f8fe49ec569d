import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { commonWordsOf } from '../../gen/common-words'
import { frequencyOf, LISTED, listFile } from './common-words'
import { fold, languagesOf } from './language'
import { contentText, embeddingText, followsUp, indexWords, queryWords } from './tokenizer'

/** The words that a query is about, with all of their forms. */
const contentOf = (query: string): Map<string, string[]> => {
  const terms = Map.groupBy(queryWords(query), ({ of }) => of)
  const content = [...terms].filter(([, forms]) => forms.some(({ weight }) => weight >= 0.5))
  return new Map(content.map(([of, forms]) => [of, forms.map(({ word }) => word)]))
}

/** Whether a query of one or more words finds a text that holds forms of all of them. */
const finds = (query: string, text: string): boolean => {
  const held = new Set(indexWords(text))
  const terms = [...contentOf(query).values()]
  return terms.length > 0 && terms.every((forms) => forms.some((word) => held.has(word)))
}

test.each([...LISTED])('the common words of %s are folded and stemmed as words of queries are', (language) => {
  expect(readFileSync(listFile(language), 'utf8') === commonWordsOf(language)).toBe(true) // else run bun run gen
})

test('a word is as frequent as in the first language in which it is common, whatever its ending', () => {
  const frequent = { isCommon: true, isFrequent: true }
  const common = { isCommon: true, isFrequent: false }
  const rare = { isCommon: false, isFrequent: false }
  expect(['the', 'years', 'battles', 'entropy', 'quokka'].map((word) => frequencyOf(word, ['english']))).toEqual([frequent, frequent, common, rare, rare]) // biome-ignore format: one line reads best
  expect(frequencyOf('jahre', ['english'])).toEqual(rare)
  expect(frequencyOf('jahre', ['english', 'german'])).toEqual(frequent)
  expect(['год', '年', '사람', 'समय', 'שנה', 'كتاب'].map((word) => frequencyOf(word, []).isCommon)).toEqual(Array(6).fill(true))
  expect(['क्वोका', 'שועלון', 'كواكا', '\u{10ffff}', '\0', 'a\nb', ''].map((word) => frequencyOf(word, LISTED))).toEqual(Array(7).fill(rare)) // biome-ignore format: one line reads best
})

test.each([
  ['cells dividing', 'The cell divides while the other one is resting.'],
  ['naïve café', 'The NAIVE owner of a cafe.'],
  ['10^6 cells', 'A drop holds 10⁶ cells.'],
  ['1969', 'It was found in 1969¹².'],
  ['H2O', 'Water is H₂O, an area is m².'],
  ['m2', 'Water is H₂O, an area is m².'],
  ['Häuser', 'Das Haus ist groß, und die Straße ist lang.'],
  ['haus strasse', 'Das Haus ist groß, und die Straße ist lang.'],
  ['Zellen', 'Die Zelle ist klein und teilt sich nicht.'],
  ['was ist eine Zelle', 'Was eine Zelle ist: die Zellen sind klein, und sie teilen sich.'],
  ['clustering', 'Beim Clustering werden die Daten in Gruppen geteilt, und das ist nicht leicht.'],
  ['what is clustering', 'Beim Clustering werden die Daten in Gruppen geteilt, und das ist nicht leicht.'],
  ['ecole', "Les enfants sont dans l'école, et ils ne sont pas dans les rues."],
  ['canción', 'Las canciones de los niños son para que todos las canten.'],
  ['зелёный', 'Зеленые ёлки и не только.'],
  ['学习', '我喜欢机器学习。'],
  ['機械学習', '東京大学で機械学習を勉強する'],
  ['학교', '나는 학교에서 공부한다'],
  ['ภาษา', 'ภาษาไทยง่าย'],
  ['किताब', 'यह मेरी किताब है'],
  ['ﬁeld ① Ｆｕｌｌ', 'field 1 full'],
  ['node.js', 'We use Node.js here'],
  ["ann's", 'A book of Ann'],
  ['email', 'Please send an e-mail.'],
  ['e-mail', 'Please send an email.'],
  ['e mail', 'Please send an e-mail.'],
  ['re-usable', 'Bags are reusable.'],
  ['multicellular', 'A multi‑cellular thing.'],
  ['multi-cellular', 'A multicellular thing.'],
  ['9783161484100', 'ISBN 978-3-16-148410-0'],
  ['978-3-16-148410-0', 'ISBN 9783161484100'],
  ['response code', 'It calls getHttpResponseCode() now.'],
  ['getHttpResponseCode', 'The response code is got by http.replace: getHttpResponseCode'],
  ['parser', 'See XMLParserFactory.'],
  ['rna', 'The mRNA is read.'],
  ['user name', 'get_user_name returns it'],
  ['C#', 'C# is a language'],
  ['c++', 'Written in C++17.'],
  ['Na+', 'An ion: Na⁺.'],
  ['F#', '(F#)'],
  ['C♯', 'C# is a language'],
  ['C ++', 'Written in C++.'],
  ['C++', 'Written in Objective-C++.'],
  ['C', 'Written in C++.'],
  ['ngôn ngữ C là gì', 'Ngôn ngữ C++ là gì và được dùng ở đâu.'],
  ['什么是C#?', '什么是C#?'],
  ['C++', '我使用C++编写程序。'],
  ['D♯', 'The note D♯ is high.'],
  ['A-', 'The blood group A- is rare.'],
  ['A–', 'The blood group A- is rare.'],
  ['Cl⁻', 'The ion Cl⁻ is negative.'],
  ['.NET', 'The runtime of .NET is new.'],
  ['∞', 'The sign ∞ has no end.'],
  ['€', 'It costs 5 € a month.'],
  ['$', 'It costs $5 a month.'],
  ['♪', '♪ is a note'],
  ['→', 'A → B'],
  ['football', 'They play foot\u200bball.'],
  ['001A2B3C4D5E', 'Address 00:1A:2B:3C:4D:5E'],
  ['DE89370400440532013000', 'IBAN DE89 3704 0044 0532 0130 00'],
  ['ספריה', 'הוא למד בספרייה'],
  ['ילדים', 'וכשהילדים באו'],
  ['🧬', 'The emoji 🧬 stands for biology.'],
  ['叶', '线粒体是能量工厂。叶绿体进行光合作用。'],
  ['光合作用', '叶绿体进行光合作用。'],
  ['ﾐﾄｺﾝﾄﾞﾘｱ', 'ミトコンドリアは細胞の器官である。'],
  ['コンピュータ', 'これは コンピューター です'],
  ['Mueller', 'Herr Müller wohnt in der Stadt.'],
  ['Müller', 'Herr Mueller wohnt in der Stadt.'],
  ['Muller', 'Herr Müller wohnt in der Stadt.'],
  ['Aepfel', 'Die Äpfel sind reif.'],
  ['Koeln', 'Sie leben in Köln und in Bonn.'],
  ['Aarhus', 'Byen Århus er en by på halvøen.'],
  ['Oersted', 'Ørsted fandt det ud af.'],
  ['Zahn', 'Der Zahnersatz ist teuer und die Kasse zahlt nicht.'],
  ['Versicherung', 'Die Krankenversicherung ist in der Stadt.'],
  ['verzekering', 'De ziektekostenverzekering is van de staat en het is niet duur.'],
  ['der Umsatz und das Krankenhausbett', 'Die Krankenhausleitung hat keinen Umsatz.'],
  ['das Gerichtsverfahren und die Umsatzsteuer', 'Die Steuer auf den Umsatz ist vor dem Gericht.'],
  ['de directeur van het ziekenhuisgebouw', 'De directeur is in het ziekenhuis en niet in de stad.'],
  ['Dampfschiff', 'Die Donaudampfschifffahrt ist alt und nicht schnell.'],
  ['Bahn', 'Die Straßenbahnhaltestelle ist in der Stadt.'],
  ['wedstrijd', 'Het voetbalwedstrijdprogramma is van de stad en het is niet duur.'],
  ['kraft', 'Ett vattenkraftverk är inte dyrt för dem som bor här.'],
  ['hva er strømforbruket', 'Forbruket av strøm er høyt og det er dyrt for de som er her.'],
  ['شركته', 'أسس الشركة عام 1900.'],
  ['حكومتنا', 'شكلت الحكومة'],
  ['بيتنا', 'البيت كبير'],
  ['لغتها', 'اللغة العربية'],
  ['بسيارة', 'السيارة سريعة'],
  ['لألمانيا', 'ألمانيا دولة.'],
  ['القاهرة', 'ولد بالقاهرة'],
  ['كتاب', 'الكتاب في المكتبة.'],
  ['الكتاب', 'هذا كتاب جديد.'],
  ['والمدرسة', 'ذهب إلى مدرسة.'],
  ['محمد', 'محـــمد طالب.'],
  ['إسلام', 'تاريخ الاسلام'],
  ['ماء', 'ماؤها عذب'],
  ['مسئول', 'هو مسؤول عن القسم'],
  ['حمرا', 'وردة حمراء جميلة'],
  ['رءوس', 'رؤوس الأموال كثيرة'],
  ['أصدقاء', 'أصدقاؤه في البيت'],
  ['مدرسه', 'هذه مدرسة كبيرة'],
  ['معلم', 'المعلمون في المدرسة'],
  ['τι είναι ο πόλεμος', 'Τα αίτια του πολέμου ήταν πολλά.'],
  ['αυτοκίνητα', 'Πολλών αυτοκινήτων οι τροχοί.'],
  ['φωτοσύνθεση', 'ΤΗΣ ΦΩΤΟΣΥΝΘΕΣΗΣ'],
  ['יחידה', 'התא הוא היחידה הבסיסית של החיים.'],
  ['היחידה', 'יחידה אחת'],
  ['בית', 'הוא היה שבבית'],
  ['quang hợp', 'Quang hợp là quá trình của thực vật.'],
  ['quang hop', 'Quang hợp là quá trình của thực vật.'],
  ['hoà bình', 'Hòa bình là điều mọi người đều muốn.'],
  ['Hanoi', 'Hà Nội is written Hanoi in English.'],
  ['COVID19', 'COVID-19 is a disease.'],
  ['retry count', 'maxRetryCount2'],
  ['תא', 'התא'],
  ['עץ', 'והעץ גדול'],
  ['トマト', 'とまとを食べる'],
  ['とまと', 'トマトを食べる'],
  ['すし', 'スシを食べた'],
  ['ういるす', 'ウイルスに感染する。'],
  ['みとこんどりあ', 'ミトコンドリアは細胞の器官である。'],
  ['いんたーねっと', 'インターネットは広い。'],
  ['めんばー', 'メンバーが来た。'],
  ['でじたるかめら', 'デジタルカメラを買う。'],
  ['🇩🇪', 'Their flag is 🇩🇪.'],
  ['책', '책을 읽는다'],
  ['조석요', '조석은 하루 두 번 일어난다'],
  ['물', '물이 차다'],
  ['1,000,000', '1000000 people'],
  ['1 000 000', '1’000’000 Leute'],
  ['9780306406157', 'ISBN 978 0 306 40615 7'],
  ['978 0 306 40615 7', 'ISBN 978-0-306-40615-7'],
  ['mc²', 'E = mc^2'],
  ['क़ानून', 'कानून की किताब'],
  ['किताबों', 'यह किताब अच्छी है'],
  ['हिंदी', 'हिन्दी भाषा'],
  ['कांच', 'काँच टूट गया'],
  ['台灣大學', '台湾大学在台北。'],
  ['软件', '軟件工程很難。'],
  ['里面', '裡面有人。'],
  ['٢٠٢٤', 'في عام 2024 كان'],
  ['2024', 'साल २०२४ में'],
  ['وزارة', 'قالت الوزارة نفسها'],
  ['الوزارة', 'قالت وزارة الصحة'],
  ['ילד', 'כשהילד בא'],
  ['サーバー', 'サーバが落ちた。'],
  ['バイオリン', 'ヴァイオリンを弾く。'],
  ['Moebius', 'Das Möbiusband hat nur eine Seite und ist nicht orientierbar.'],
  ['+49891234567', 'Tel. 0049 (0)89 1234567'],
  ['0049891234567', 'Tel. +49 89 1234567'],
  ['e mail', 'Please send an email.'],
  ['data base', 'The database is full.'],
  ['wifi router', 'A Wi-Fi router is on.'],
  ['5551234567', 'Call (555) 123-4567 now'],
  ['krążenia krwi', 'Serce tłoczy krew, a krążenie krwi opisał Harvey.'],
  ['o tektonice płyt', 'Tektonika płyt tłumaczy trzęsienia ziemi.'],
  ['knihy', 'Bylo to v té staré knize a nikde jinde.'],
  ['buněk', 'Buňky jsou základem života a dělí se.'],
  ['o revoluci', 'Revoluce začala, když chléb zdražil.'],
  ['pembelahan', 'Sel membelah menjadi dua dan tumbuh dengan cepat.'],
  ['mempelajarinya', 'Siswa yang pelajari ini akan lulus.'],
  ['کتابهای', 'این کتاب خوب است.'],
  ['a fotoszintézisről', 'A fotoszintézis a növényekben zajlik, és ez nem gyors.'],
  ['házzal', 'A házak nagyok voltak, és ez nem volt olcsó.'],
  ['океаны', 'Тихий океан велик.'],
  ['океана', 'В океане тихо.'],
  ['छापेखाने', 'छापाखाना जर्मनी में बना।'],
  ['levha tektoniğini anlat', 'Levha tektoniği depremleri açıklar ve bu çok önemlidir.'],
  ['Pisagor teoremini açıkla lütfen', 'Pisagor teoremi çok eskidir ve bir üçgen için geçerlidir.'],
  ['x'.repeat(500), `and ${'x'.repeat(500)} and`],
])('%p is found in %p', (query, text) => {
  expect(finds(query, text)).toBe(true)
})

test('accents that make another letter in their script are kept', () => {
  expect(fold('Йод Ёлка İstanbul Έλληνας')).toBe('йод елка istanbul ελληνασ')
  expect(finds('दन', 'दिन')).toBe(false)
})

test.each([
  ['C', 'C++ is short.', 'C is a language.'],
  ['Na', 'Na+ is an ion.', 'Na is a metal.'],
  ['net', '.NET runs.', 'A net is made of cords.'],
  ['C++', 'Objective-C++ mixes two languages.', 'C++ is a language.'],
  ['C++', 'C# is a language.', 'Objective-C++ mixes two languages.'],
  ['Objective-C', 'Objective-C++ mixes two languages.', 'Objective-C is a language.'],
])('the name %p is held less by %p than by %p', (query, other, own) => {
  const worth = (text: string) => {
    const held = new Set(indexWords(text))
    return queryWords(query).reduce((sum, { word, weight }) => sum + (held.has(word) ? weight : 0), 0)
  }
  expect(worth(own)).toBeGreaterThan(worth(other))
})

test.each([
  ['C++', 'C# is a language of the .NET platform.'],
  ['🇩🇪', 'Their flag is 🇫🇷.'],
  ['19100', 'In the year 19 there were 1, 0 and 0.'],
  ['C#', 'C++ is a language with templates.'],
  ['D♯', 'The note D♭ is low.'],
  ['$', 'It costs 5 €.'],
  ['A+', 'A- is rare.'],
  ['bạn', 'Con ma và bàn ở đó, những người khác không biết.'],
  ['bàn', 'Họ bán hàng ở chợ, người ta mua rất nhiều.'],
  ['كتاب', 'المكتبة كبيرة'],
  ['الكلى', 'في كل عام'],
  ['ماء', 'ما هذا'],
  ['πόλη', 'Ο πόλεμος τελείωσε.'],
  ['Antwort', 'Die verantwortungsbewusste Frau ist nicht da.'],
])('%p is not found in %p', (query, text) => {
  expect(finds(query, text)).toBe(false)
})

test('a text in a language that is not offered passes for none of those that are', () => {
  const lithuanian =
    'Žalieji augalai gamina cukrų naudodami šviesą: anglies dioksidas kartu su vandeniu sudaro gliukozę, išskirdami deguonį; reiškinį vadiname augalų ląstelių fotosinteze, kurią lemia šviesos stiprumas ir oro šiluma'
  expect(languagesOf(fold(lithuanian).split(/\P{L}+/u))).toEqual([])
})

test('a word in either kana shares its pairs of characters with the other', () => {
  const held = new Set(indexWords('ミトコンドリアは細胞の器官である。'))
  expect(queryWords('みとこんどりあ').filter(({ word, weight }) => weight > 0.2 && held.has(word)).length).toBeGreaterThan(1)
})

test('words that ask weigh as little as stop words, each in its own language', () => {
  const content = (query: string) => [...contentOf(query).keys()]
  expect(content('Explain photosynthesis step by step')).toEqual(['photosynthesis'])
  expect(content("I don't understand entropy")).toEqual(['entropy'])
  expect(content('Erkläre mir bitte die Photosynthese Schritt für Schritt')).toEqual(['photosynthese'])
  expect(content('How does the heart work?')).toEqual(['heart'])
  expect(content('What is work?')).toEqual(['work'])
  expect(content('¿Puedes explicarme la fotosíntesis paso a paso?')).toEqual(['fotosintesis'])
  expect(content('请解释光合作用')).toEqual(['光合作用'])
  expect(content('اشرح لي التمثيل الضوئي خطوة بخطوة')).toEqual(['التمثيل', 'الضوءي'])
  expect(content('Giải thích quang hợp cho tôi')).toEqual(['quang', 'hợp'])
  expect(content('Vysvětli mi prosím fotosyntézu krok za krokem')).toEqual(['fotosyntezu'])
  expect(content('Tolong jelaskan fotosintesis langkah demi langkah')).toEqual(['fotosintesis'])
  expect(content('لطفاً فتوسنتز رو قدم به قدم توضیح بده')).toEqual(['فتوسنتز'])
  expect(content('Forklar fotosyntese trin for trin')).toEqual(['fotosyntese'])
  expect(content('Selitä fotosynteesi vaihe vaiheelta kiitos')).toEqual(['fotosynteesi'])
  expect(content('Explică te rog fotosinteza pas cu pas')).toEqual(['fotosinteza'])
  expect(content('Magyarázd el kérlek, mi a fotoszintézis')).toEqual(['fotoszintezis'])
  expect(content('Εξήγησέ μου τη φωτοσύνθεση βήμα βήμα')).toEqual(['φωτοσυνθεση'])
  expect(content('Поясни, будь ласка, фотосинтез крок за кроком')).toEqual(['фотосинтез'])
  expect(content('Hund')).toEqual(['hund'])
})

test.each([
  [
    'a message to the program itself',
    ['hello, how are you doing?', 'Wer hat dich programmiert?', '谢谢你', 'कैसे हो', 'Спасибо большое!'],
  ],
  ['words that only point and ask', ['what is this?', 'und wie ist das?', 'ما هذا؟', 'どうして？']],
])('%s is about no text', (_, queries) => {
  for (const query of queries)
    expect({ query, informs: [...new Set(queryWords(query).map(({ informs }) => informs))] }).toEqual({
      query,
      informs: ['none'],
    })
  expect(queryWords('What is theory?').some(({ of, informs }) => of === 'theory' && informs !== 'none')).toBe(true)
})

test.each([
  'and in animals?|und bei Tieren?|¿y en los animales?|那动物呢？|وماذا عن الحيوانات؟|그럼 동물은?|a u zwierząt?|peki hayvanlarda?',
  'why?|erkläre das nochmal|dame un ejemplo|再讲一遍|لماذا؟|приведи пример|क्यों?|もう一回説明して',
])('%p go on from the request before', (queries) => {
  expect(queries.split('|').filter((query) => !followsUp(query))).toEqual([])
})

test('a request with a subject, and small talk, do not go on from the request before', () => {
  const whole = [
    'What is photosynthesis?',
    'Erzähl mir von schwarzen Löchern',
    'and explain how desert plants store water',
    'thanks!',
    '你好',
  ]
  expect(whole.filter(followsUp)).toEqual([])
})

test.each([
  ['World War 2', 'World War II ended in 1945.'],
  ['type II diabetes', 'Type 2 diabetes begins late.'],
  ['Louis 14', 'Louis XIV built a palace.'],
  ['chapter 4', 'Chapter Ⅳ is about heat.'],
  ['Kapitel 12', 'Kapitel XII ist lang und nicht leicht.'],
  ['BRCA 1', 'The gene BRCA1 is known.'],
  ['MP 3', 'Music as MP3.'],
])('%p has all words of %p, one of them written otherwise', (query, text) => {
  const held = new Set(indexWords(text))
  const terms = Map.groupBy(queryWords(query), ({ of }) => of)
  const known = [...terms.values()].filter((forms) => forms.some(({ word, weight }) => weight >= 0.5 && held.has(word)))
  expect(known.length).toBe(terms.size)
})

test('a number is no content by itself, and a short stem by another language is none either', () => {
  const content = (query: string) => [...contentOf(query).keys()]
  expect(content('chapter 4')).toEqual(['chapter', '4'])
  expect(content('What is 42?')).toContain('42')
  expect(contentText('World War 2')).toBe(undefined as unknown as string)
  expect(contentOf('init').get('init')).not.toContain('in')
  expect(['hats', 'wars', 'sons'].map((word) => contentOf(word).get(word)?.includes(word.slice(0, -1)))).toEqual([
    true,
    true,
    true,
  ])
})

test('stop words weigh little, unless there is nothing else', () => {
  const weight = (query: string, of: string) => Math.max(...queryWords(query).filter((one) => one.of === of).map((one) => one.weight)) // biome-ignore format: one line reads best
  expect(weight('what is the membrane', 'the')).toBeLessThan(0.5)
  expect(weight('what is the membrane', 'membrane')).toBe(1)
  expect(weight('the who', 'who')).toBe(1)
  expect(weight('was ist die Membran', 'die')).toBeLessThan(0.5)
})

test('a word that is none is cut', () => {
  expect(indexWords('x'.repeat(500))).toEqual(['x'.repeat(48)])
})

test('a long query is cut to a bounded number of words, content first', () => {
  const query = `${'the and of '.repeat(300)}${Array.from({ length: 3_000 }, (_, at) => `term${at}`).join(' ')}`
  const terms = new Set(queryWords(query).map(({ of }) => of))
  expect(terms.size).toBe(64)
  expect(terms.has('the')).toBe(false)
})

test('the forms of a query are bounded, however long its words are', () => {
  const syllables = Array.from({ length: 3_000 }, (_, at) => String.fromCharCode(0xac00 + ((at * 7_919) % 11_172)))
  const words = Array.from({ length: 64 }, (_, at) => syllables.slice(at * 45, at * 45 + 45).join(''))
  expect(queryWords(words.join(' ')).length).toBeLessThanOrEqual(64 + 256)
  const few = queryWords('나는 학교에서 한국어를 공부한다')
  expect(few.map(({ word }) => word)).toEqual(expect.arrayContaining(['학교', '교에', '에서', '한국', '국어', '어를', '공부']))
})

test('a query is read as far as it can hold more words than are looked for', () => {
  const words = (text: string) => queryWords(text).map(({ word }) => word)
  expect(words(`${'the '.repeat(1_900)}tide`)).toContain('tide')
  expect(words(`${'the '.repeat(8_000)}tide`)).not.toContain('tide')
})

test('the headings above a text and the name of its file are words of it', () => {
  expect(indexWords('It divides.', ['Cells', 'mitosis_notes.md'])).toEqual(expect.arrayContaining(['cell', 'mitosi', 'note']))
})

test('whatever the text, words are bounded, well-formed and made of letters, marks and digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      for (const word of [...indexWords(text), ...queryWords(text).map(({ word }) => word)]) {
        expect(word).toMatch(/^[\p{L}\p{M}\p{N}\p{Co}\ufffd]{1,100}$/u)
        expect(word.isWellFormed()).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('embedding models get text without accents, headings first', () => {
  expect(embeddingText('Die Größe', ['Maße'])).toBe('Maße\nDie Größe')
  expect(embeddingText('## Über  Maße\nDie Größe', ['Körper', 'Über Maße'])).toBe('Körper\n## Über  Maße\nDie Größe')
})

test.each([
  ['Explain osmosis step by step', 'osmosis'],
  ['Erkläre mir bitte die Photosynthese', 'Photosynthese'],
  ['请解释一下光合作用', '光合作用'],
  ['osmosis', undefined],
  ['삼투압 좀 자세히 설명해 주시겠어요', '삼투압'],
  ['나이 제도 수도', undefined],
  ['Wytłumacz mi, czym jest osmoza', ', osmoza'],
  ['فهلا أعدت شرح التضخم', 'التضخم'],
  ['What is it?', undefined],
  ['Discuss osmosis with two examples (12 marks)', 'osmosis two ( )'],
  ['Ayşe hoca için ozmoz üzerine ödev yazıyorum', 'Ayşe ozmoz'],
  ['삼투압을 이해할 때까지 할머니한테 설명한다면', '삼투압을'],
  ['浸透圧のレポートとテスト', '浸透圧'],
  ['빙하를 살펴봐야 돼', '빙하를'],
  ['죄송한데 건전지 좀 찾아드려요', '건전지'],
  ['뽑아줄래 우주', '우주'],
  ['नदी समझवाइए', 'नदी'],
  ['निष्पक्ष सुनवाई दिखाइए', 'निष्पक्ष सुनवाई'],
  ['दो देते हुए नदी दिखाइएगा', 'नदी'],
])('the content of %p is %p', (query, content) => {
  expect(contentText(query)).toBe(content as string)
})

test('a number is found that is written apart from its unit, and a version without its letter', () => {
  for (const [query, text] of [
    ['10km', 'Sie lief 10 km weit.'],
    ['5µm', 'The slit is 5 µm wide.'],
    ['v2.10.3', 'Released in version 2.10.3 today.'],
  ] as const) {
    const words = new Set(indexWords(text))
    expect(queryWords(query).some(({ word, weight }) => weight >= 0.5 && words.has(word))).toBe(true)
  }
})
