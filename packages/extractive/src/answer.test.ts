import { expect, test } from 'bun:test'
import languageSets from '../../../test/fixtures/builtin/languages.json'
import { undecided } from './answer'
import { answer, chat } from './chat'
import { readCorpus } from './corpus'
import type { Language } from './lexicon'
import { quotable } from './mask-markup'
import { phrasebook } from './phrasebook'
import { readQuestion } from './question'
import { eau, newton, passagesOf, photosynthesis, revolution, zelle } from './samples.fixture'

const languages = languageSets as unknown as {
  language: Language
  texts: string[]
  answerable: [question: string, fact: string][]
  unanswerable: string[]
}[]

const passages = [
  ...passagesOf(photosynthesis, 'bio.md'),
  ...passagesOf(newton, 'physics.txt'),
  ...passagesOf(revolution, 'history.txt'),
]
const ask = (question: string, from = passages) => answer(question, readCorpus({ passages: from, text: '' })).parts.join('')

/** Quote and number of every cited sentence. */
const citationsIn = (text: string) =>
  [...text.matchAll(/(?:^|\] |\d\. |:\*\* )([^\n]+?) \[(\d+)\]/g)].map(([, quote, number]) => ({ quote, number: Number(number) }))

test('the sentence that answers comes first, with the number of its passage', () => {
  expect(ask('What is photosynthesis?')).toStartWith('Photosynthesis is the process by which green plants')
  expect(ask('When was the Bastille stormed?')).toStartWith('On 14 July 1789 crowds stormed the Bastille')
  expect(ask('Why do heavy trucks need stronger brakes?')).toStartWith('Heavy trucks need stronger brakes')
  expect(ask('How many people were executed in the Reign of Terror?')).toContain('17,000')
  expect(ask('Was macht der Zellkern?', passagesOf(zelle, 'z'))).toStartWith('Der Zellkern enthält')
  expect(ask("D'où vient l'eau potable ?", passagesOf(eau, 'e'))).toContain('nappes phréatiques')
})

test('every quote is a part of the passage it cites', () => {
  for (const question of [
    'What is photosynthesis?',
    "Explain Newton's third law",
    'What caused the French Revolution?',
    'summarize my documents',
  ]) {
    for (const text of [ask(question), chat(question, readCorpus({ passages, text: '' })).join('')]) {
      const citations = citationsIn(text)
      expect(citations.length).toBeGreaterThan(0)
      for (const { quote, number } of citations) expect(quotable(passages[number - 1]?.content ?? '')).toContain(quote as string)
    }
  }
})

test('a question that the documents do not answer is told so in its own language', () => {
  expect(ask('What is the capital of Mongolia?')).toBe('Your documents do not hold an answer to this.')
  expect(ask('What is the energy policy of Germany?')).toStartWith('Your documents do not ')
  expect(ask('Was ist die Hauptstadt der Mongolei?')).toBe('Deine Dokumente enthalten darauf keine Antwort.')
  expect(ask('Quelle est la capitale de la Mongolie ?')).toBe('Vos documents ne contiennent pas de réponse à cette question.')
  expect(ask('¿Cuál es la capital de Mongolia?')).toBe('Tus documentos no contienen una respuesta a esto.')
  expect(ask('Qual è la capitale della Mongolia?')).toBe('I tuoi documenti non contengono una risposta a questa domanda.')
  expect(ask('Qual é a capital da Mongólia e por que não muda?')).toBe('Os seus documentos não contêm uma resposta para isto.')
  expect(ask('Moğolistan’ın başkenti neresi ve neden böyle?')).toBe('Belgelerin bu sorunun yanıtını içermiyor.')
})

test('brackets of the document stay in the quote and end no sentence', () => {
  const found = ask('What is osmosis?', [
    { content: 'Osmosis is the movement of water through a membrane.[7] [2, 3]', filename: 'o' },
  ])
  expect(found).toBe('Osmosis is the movement of water through a membrane.[7] [2, 3] [1]')
  const quoteOf = (content: string) => ask('What is the unit interval?', [{ content, filename: 'm' }])
  expect(quoteOf('The unit interval [0, 1] is closed and bounded.\n\nA circle has no corner.')).toBe(
    'The unit interval [0, 1] is closed and bounded. [1]',
  )
  expect(quoteOf('The unit interval is closed.[3] It has length one.')).toStartWith('The unit interval is closed.[3] [1]')
  expect(quoteOf('[12] The unit interval is the array a[5] or [[1, 2], [3, 4]].')).toBe(
    '[12] The unit interval is the array a[5] or [[1, 2], [3, 4]]. [1]',
  )
})

test('a sentence that two passages share is quoted once', () => {
  const shared = 'Osmosis is the movement of water through a membrane.'
  const found = ask('What is osmosis?', [
    { content: shared, filename: 'a' },
    { content: `${shared} Cells use osmosis.`, filename: 'b' },
  ])
  expect(found.match(/movement/g)).toHaveLength(1)
})

test('chunks that overlap are read as one text', () => {
  const content = 'Osmosis is the movement of water. Cells use it.'
  const passages = [
    { content, filename: 'a' },
    { content: `${content} Plants do too.`, filename: 'a' },
  ]
  expect(readCorpus({ passages, text: '' }).quotes.map(({ citation }) => citation)).toEqual([1, 1, 2])
})

test('where no word is shared, the passage that is near in meaning is shown, and not as an answer', () => {
  const leaves = 'Photosynthesis turns light, water and carbon dioxide into sugar in the chloroplasts of leaves.'
  const bank = { content: 'The central bank raised interest rates.', filename: 'b' }
  for (const [question, start] of [
    ['How do plants feed themselves?', 'Your documents do not answer this'],
    ['Wie ernähren sich Pflanzen?', 'Deine Dokumente beantworten das nicht'],
    ['植物如何获取养分？', '你的文档没有直接回答'],
  ] as const) {
    const near = [bank, { content: leaves, filename: 'a', isNear: true }]
    const { parts, unanswered } = answer(question, readCorpus({ passages: near, text: '', question }))
    expect(parts.join('')).toStartWith(start)
    expect(parts.join('')).toEndWith(` ${leaves} [2]`)
    expect(unanswered).toBe(true)
    expect(answer(question, readCorpus({ passages: [bank], text: '', question })).parts.join('')).not.toContain('[')
  }
})

/** Every word of a question is met by a text to this share. */
const met = (share: number): number[] => Array.from({ length: 40 }, () => share)

test('where words leave it open, how they are met tells whether a sentence answers, may answer or is only near', () => {
  const passages = [
    { content: 'A loan can be renewed twice. The library is shut on Sundays. Printing costs 10 cents.', filename: 'rules' },
  ]
  const question = 'How often can I extend it for a loan?'
  const unknown = readCorpus({ passages, text: '', question })
  expect(undecided(readQuestion(question, unknown), unknown).toSorted()).toEqual(
    unknown.quotes.map(({ text }) => text).toSorted(),
  )
  // Only sentences that the words of a question find are compared.
  expect(undecided(readQuestion('When is the library shut?', unknown), unknown)).toEqual(['The library is shut on Sundays.'])
  const said = (share: number) => {
    const comparisons = new Map(unknown.quotes.map(({ text }, at) => [text, met(at === 0 ? share : 0.6)]))
    const { parts, unanswered } = answer(question, readCorpus({ passages, text: '', question }, comparisons))
    return { text: parts.join(''), unanswered }
  }
  expect(said(0.9)).toEqual({ text: 'A loan can be renewed twice. [1]', unanswered: false })
  expect(said(0.8).text).toStartWith('This is the closest that your documents come: A loan can be renewed twice. [1]')
  expect(said(0.8).unanswered).toBe(true)
  expect(said(0.7).text).toStartWith('Your documents do not answer this in so many words.')
})

test('a question in Hindi or Japanese is answered by the sentence of its kind', () => {
  const hindi = 'किला नदी के किनारे स्थित है। किले में पाँच दरवाज़े हैं। किले की छत पर जाना मना है क्योंकि दीवारें कमज़ोर हैं।'
  const japanese = '時計台は中央公園にある。塔の上までは148段の階段がある。鐘はオランダの工場で作られた。'
  for (const [question, content, found] of [
    ['किले में कितने दरवाज़े हैं?', hindi, 'किले में पाँच दरवाज़े हैं।'],
    ['किले की छत पर जाना क्यों मना है?', hindi, 'किले की छत पर जाना मना है क्योंकि दीवारें कमज़ोर हैं।'],
    ['時計台はどこにありますか？', japanese, '時計台は中央公園にある。'],
    ['階段は何段ありますか？', japanese, '塔の上までは148段の階段がある。'],
  ] as const) {
    expect(ask(question, [{ content, filename: 'a' }])).toContain(found)
  }
  expect(ask('राजा की पत्नी कौन थी?', [{ content: hindi, filename: 'a' }])).toStartWith('आपके दस्तावेज़')
  expect(ask('市長は誰ですか？', [{ content: japanese, filename: 'a' }])).toStartWith('あなたの文書')
})

test('one word in common is no answer to a question about another thing', () => {
  const memory = [{ content: 'The heap is memory that is allocated at run time.', filename: 'os' }]
  expect(ask('How does virtual memory work?', memory)).toStartWith('Your documents do not ')
  expect(ask('What is memory?', memory)).toStartWith('The heap is memory')
})

test('what stands under a heading answers a question about the heading', () => {
  const states = [
    {
      content: '## Process states\n\n- Running: instructions are being executed.\n- Ready: it waits for a processor.\n',
      filename: 'os',
    },
  ]
  const found = ask('What are the process states?', states)
  expect(found).toContain('Running: instructions are being executed. [1]')
  expect(found).toContain('Ready: it waits for a processor. [1]')
})

test('a text without passages is quoted without numbers', () => {
  expect(answer('What is inertia?', readCorpus({ passages: [], text: newton })).parts.join('')).toStartWith(
    'Inertia is the tendency of an object to resist changes in its motion.',
  )
})

test('a sentence that does not answer the kind of question is shown as near, and not as an answer', () => {
  const tower = [
    {
      content: `The tower was finished in 1759 and moved to the hill. Henry Winstanley drew it. It stood on nine rocks of granite.`,
      filename: 't',
    },
  ]
  const kinds: [question: string, isAnswered: boolean][] = [
    ['When was the tower finished?', true],
    ['Who drew the tower?', true],
    ['Why was the tower moved?', false],
    ['How many people moved the tower?', false],
    ['How many rocks did the tower stand on?', true],
    ['When was the tower of Genoa finished?', false],
  ]
  for (const [question, isAnswered] of kinds) {
    const { parts, unanswered } = answer(question, readCorpus({ passages: tower, text: '' }))
    expect({ question, unanswered }).toEqual({ question, unanswered: !isAnswered })
    if (!isAnswered) expect(parts.join('')).toStartWith('Your documents do not')
  }
})

test('a cell of a table answers with the labels of its row', () => {
  const content =
    '# Firings\n\n| Firing | Heat | Duration |\n|---|---|---|\n| Raku | 1,000 °C | 1 hour |\n| Glaze | 1,240 °C | 11 hours |'
  const asked = (question: string) =>
    answer(question, readCorpus({ task: 'answer', passages: [{ content, filename: 'a' }], text: '', question }))
  expect(asked('How long does a raku firing take?')).toEqual({
    parts: ['Firing: Raku; Heat: 1,000 °C; Duration: 1 hour [1]'],
    unanswered: false,
  })
  expect(asked('Who invented the raku firing?').unanswered).toBe(true)
  expect(asked('How long does a firing at 1,240 °C take?').parts[0]).toContain('Duration: 11 hours')
  expect(asked('How long does a firing at 1,500 °C take?').unanswered).toBe(true)
})

test('the reason behind the sentence that a question is about answers it', () => {
  const content =
    'Clay must be wedged before use. Wedging drives out air, which would otherwise burst.\n\nHandles crack off later.'
  const brief = { passages: [{ content, filename: 'a' }], text: '', question: 'Why do I have to knead the lump?' }
  // Words: why, do, I, have, to, knead, the, lump.
  const comparisons = new Map([
    ['Clay must be wedged before use.', [0.8, 0.8, 0.8, 0.8, 0.8, 0.9, 0.8, 0.9]],
    ['Wedging drives out air, which would otherwise burst.', [0.9, 0.85, 0.85, 0.85, 0.85, 0.8, 0.85, 0.75]],
    ['Handles crack off later.', met(0.7)],
  ])
  const { parts, unanswered } = answer(brief.question, readCorpus(brief, comparisons))
  expect({ text: parts[0], unanswered }).toEqual({
    text: 'Wedging drives out air, which would otherwise burst. [1]',
    unanswered: false,
  })
})

test('a sentence is compared by meaning below the heading of its section that names what the question does', () => {
  const content = '# Handbook\n\n## Vesuvius\n\nToday many people live there.\n\n## Etna\n\nIt is in Sicily.'
  const question = 'How many lodgers has Vesuvius?'
  const source = readCorpus({ passages: [{ content, filename: 'a' }], text: '', question })
  expect(undecided(readQuestion(question, source), source)).toContain('Vesuvius\nToday many people live there.')
  const other = 'Which lodgers has the handbook?'
  const titled = readCorpus({ passages: [{ content, filename: 'a' }], text: '', question: other })
  expect(undecided(readQuestion(other, titled), titled)).toContain('Today many people live there.')
})

test('a sentence about another year, measure, name or time that passes is shown as near, however near it is in meaning', () => {
  const cases: [content: string, claimed: string[], refused: string[]][] = [
    [
      'In 2022 the fair had 48,000 guests. It has been held since 1950. The hall is 12 metres wide.',
      ['How many guests did the fair have in 2022?', 'How many guests does the fair have?', 'What is the width of the hall?'],
      ['How many guests did the fair have in 2010?', 'What is the height of the hall?', 'What colour is the hall?'],
    ],
    ['桥长56米，有五个桥孔。', ['桥的长度是多少？'], ['桥的宽度是多少？']],
    ['يبلغ طول السور أربعة كيلومترات.', ['كم طول السور؟'], ['ما لون السور؟', 'كم ارتفاع السور؟']],
    ['زار المتحف 900 شخص في عام ٢٠٢٢.', ['كم شخصا زار المتحف في عام 2022؟'], ['كم شخصا زار المتحف في عام 2010؟']],
    [
      'Die Imkerei wurde 2012 von Karin Vogt gegründet.\n\nIm Garten hilft der Turnverein.',
      ['Wann wurde die Imkerei gegründet?'],
      ['Wann wurde der Turnverein gegründet?'],
    ],
    [
      'The guarantee lasts ten years for the tank.\n\nTurn the dial to save energy.',
      ['How many years does the guarantee on the tank last?'],
      ['How many years does the guarantee on the dial last?'],
    ],
    [
      'The mites *Varroa destructor* kill bees.\n\nThe mites reached Genoa in 1977.',
      ['When did the Varroa mites reach Genoa?'],
      [],
    ],
    ['Pliny the Younger watched it from Misenum.', ['Who watched it?'], []],
    ['The club was founded in 1924 by four teachers.', ['Who started the club?'], []],
    ['The tank heats 80 litres to 60 degrees.', ['How many litres does it heat?'], ['How long does it take to heat?']],
    ['Stoneware is fired at 1,200 °C.', ['How hot must stoneware get?'], []],
    ['The van goes 80 km/h.', ['How fast does the van go?'], []],
    ['The van charges in two hours and lasts for 80 km.', [], ['How fast does the van go?']],
    ['Die Kiste trägt 120 kg. Schwere Dinge fallen.', ['Wie viel Gewicht trägt die Kiste?'], []],
    ['Pytheas of Massalia was the first to see it.', ['Who saw it first?'], []],
    ['The shed has 9 windows.', [], ['How hot is the shed?']],
    ['Call Ann Lee at 0221 4567-89.', ["What is Ann Lee's phone number?"], []],
    ['Ann Lee teaches in room 12 from 3 to 5.', [], ["What is Ann Lee's phone number?", "What is Ann Lee's e-mail address?"]],
    ['Un pan costaba dos reales; hoy vale 3 euros.', ['¿Cuánto costaba un pan?'], []],
    ['El pan pesaba 3 kilos.', [], ['¿Cuánto costaba el pan?']],
  ]
  for (const [content, claimed, refused] of cases)
    for (const question of [...claimed, ...refused]) {
      const brief = { passages: [{ content, filename: 'a', isNear: true }], text: '', question }
      const { quotes } = readCorpus(brief)
      const fact = quotes.find(({ text }) => ['hall', 'Genoa'].every((word) => !question.includes(word) || text.includes(word)))
      // The word of another sentence is not met by the one that is nearest.
      const isElsewhere = (word: string) => quotes.some(({ text }) => text.includes(word)) && !fact?.text.includes(word)
      const words = readQuestion(question, readCorpus(brief)).words.map(({ text }) =>
        refused.includes(question) && isElsewhere(text) ? 0.65 : 0.88,
      )
      const comparisons = new Map(quotes.map(({ text }) => [text, text === fact?.text ? words : met(0.6)]))
      const { unanswered } = answer(question, readCorpus(brief, comparisons))
      expect({ question, unanswered }).toEqual({ question, unanswered: refused.includes(question) })
    }
})

test('all that is known of a sentence together tells if it may answer: words, kind of answer and meaning', () => {
  const bridge = 'Some 23,000 vehicles crossed the bridge each day. The bridge is 412 metres long. Nobody lives there.'
  const [all, none] = [met(0.88), met(0.6)]
  // Words: how, many, cars, crossed, the, bridge, each, day.
  const bridgeAlone = [0.88, 0.88, 0.7, 0.7, 0.88, 0.95, 0.7, 0.7]
  const cases: [question: string, words: [number[], number[], number[]], start: string][] = [
    ['How many cars crossed the bridge each day?', [all, bridgeAlone, none], 'Some 23,000 vehicles'],
    ['How many cars crossed the bridge each day?', [none, bridgeAlone, none], 'Your documents do not answer this'],
    ['Does anybody sell fish?', [none, none, met(0.75)], 'Your documents do not answer this'],
    ['Does anybody sell fish?', [none, none, met(0.9)], 'Nobody lives there.'],
  ]
  for (const [question, words, start] of cases) {
    const passages = [{ content: bridge, filename: 'a', isNear: true }]
    const { quotes } = readCorpus({ passages, text: '', question })
    const comparisons = new Map(quotes.map(({ text }, at) => [text, words[at] ?? none]))
    expect(answer(question, readCorpus({ passages, text: '', question }, comparisons)).parts.join('')).toStartWith(start)
  }
})

test('in seven languages the sentence that holds the fact answers, and what is not there is not claimed', () => {
  const DENIALS_MAX = 2
  for (const { language, texts, answerable, unanswerable } of languages) {
    const from = texts.flatMap((text) => passagesOf(text, language))
    const denials = [phrasebook[language].notFound, phrasebook[language].nearest]
    const source = readCorpus({ passages: from, text: '' })
    const reply = (question: string) => answer(question, source)
    const useful = answerable.filter(([question, fact]) => {
      const { parts, unanswered } = reply(question)
      expect([question, parts.join('')]).toEqual([question, expect.stringContaining(fact)])
      return !unanswered
    })
    expect({ language, useful: useful.length >= answerable.length - DENIALS_MAX }).toEqual({ language, useful: true })
    for (const question of unanswerable) {
      const { parts, unanswered } = reply(question)
      expect({ question, unanswered, isSaid: denials.some((denial) => parts[0] === denial) }).toEqual({
        question,
        unanswered: true,
        isSaid: true,
      })
    }
  }
})
