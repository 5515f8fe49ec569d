import { describe, expect, test } from 'bun:test'
import { clarifyingQuestions } from '../generation/language'
import { clarify, vagueIn } from './ambiguity'

const vague = {
  en: [
    'Explain it',
    'What is this?',
    'Can you explain this to me please?',
    'Tell me more about that',
    'Summarize this',
    'How does it work?',
    'help me',
    'What does that mean?',
    "I don't get it",
    'why?',
    'Explain this step by step',
    'Could you elaborate?',
    "Explain it like I'm five",
    'Give me an example',
    'what should I do here',
    'Summarize the text',
    "What's the main point of this?",
    'Make it shorter',
    'Can you break it down for me?',
    'Go on',
  ],
  de: [
    'Erkläre es',
    'Was ist das?',
    'Kannst du mir das bitte erklären?',
    'Was bedeutet das?',
    'Fass das zusammen',
    'Wie funktioniert das?',
    'Ich verstehe es nicht',
    'Erzähl mir mehr darüber',
    'Hilf mir',
    'Erklär mir das Thema bitte genauer',
    'Was soll ich damit machen?',
    'Kannst du das vereinfachen?',
    'Warum?',
    'Gib mir ein Beispiel',
  ],
  fr: [
    'Explique-le',
    "Qu'est-ce que c'est ?",
    "Peux-tu m'expliquer ça ?",
    'Que veut dire cela ?',
    "C'est quoi ça ?",
    'Résume ce texte',
    'Je ne comprends pas',
    'Comment ça marche ?',
    'Aide-moi',
    'Donne-moi plus de détails',
    'Tu peux me le résumer ?',
    "Explique-moi ce concept s'il te plaît",
  ],
  es: [
    'Explícalo',
    '¿Qué es esto?',
    '¿Puedes explicármelo?',
    '¿Qué significa eso?',
    'Resume esto por favor',
    '¿Cómo funciona?',
    'No entiendo',
    'Ayúdame con esto',
    'Cuéntame más',
    'Explícame este tema',
    '¿Por qué?',
    'Dame un ejemplo',
  ],
  tr: [
    'Bunu açıkla',
    'Bu ne?',
    'Bu ne demek?',
    'Bana bunu açıklar mısın?',
    'Bunu özetle',
    'Anlamadım',
    'Bana yardım et',
    'Daha fazla anlat',
    'Bu nasıl çalışıyor?',
    'Lütfen bunu açıklayabilir misin?',
    'Bu konuyu anlat',
    'Neden?',
  ],
  it: ['Spiegalo', "Che cos'è questo?", 'Puoi spiegarmelo?', 'Non capisco', 'Riassumi questo testo'],
  pt: ['Explique isso', 'O que é isto?', 'Você pode me explicar isso?', 'Não entendi', 'Resuma este texto'],
}

const clear = {
  en: [
    'Explain photosynthesis',
    'What is entropy?',
    'Who are you?',
    'What can you do?',
    'Hello',
    'Thank you!',
    'Summarize the French Revolution',
    'How does a heat pump work?',
    'What is 2 + 2?',
    'Why is the sky blue?',
    'What is IT?',
    'What is a sentence?',
    'Help me with my calculus homework',
    'Tell me about black holes',
    'What does "ubiquitous" mean?',
    'Is this integral convergent: ∫ 1/x dx?',
    'Explain recursion like I am five',
    'What time is it?',
    'Give me an example of a metaphor',
    'How do vaccines work?',
  ],
  de: [
    'Erkläre die Photosynthese',
    'Was ist Entropie?',
    'Wer bist du?',
    'Was ist ein Satz?',
    'Wie funktioniert ein Motor?',
    'Fass die Französische Revolution zusammen',
    'Warum ist der Himmel blau?',
    'Hallo',
    'Was bedeutet Osmose?',
    'Erzähl mir von Goethe',
    'Hilf mir bei der Integralrechnung',
    'Gib mir ein Beispiel für eine Metapher',
  ],
  fr: [
    'Explique la photosynthèse',
    "Qu'est-ce que l'entropie ?",
    'Bonjour',
    'Comment fonctionne un moteur ?',
    "C'est quoi un trou noir ?",
    'Résume la Révolution française',
    'Qui es-tu ?',
    'Pourquoi le ciel est-il bleu ?',
    'Que veut dire « osmose » ?',
    'Donne-moi un exemple de métaphore',
    'Aide-moi à comprendre les intégrales',
  ],
  es: [
    'Explica la fotosíntesis',
    '¿Qué es la entropía?',
    'Hola',
    '¿Cómo funciona un motor?',
    '¿Quién eres?',
    'Resume la Revolución francesa',
    '¿Por qué el cielo es azul?',
    '¿Qué significa ósmosis?',
    'Dame un ejemplo de metáfora',
    'Ayúdame con las integrales',
    'Explícame este verso de Neruda',
  ],
  tr: [
    'Fotosentezi açıkla',
    'Entropi nedir?',
    'Merhaba',
    'Motor nasıl çalışır?',
    'Sen kimsin?',
    'Fransız Devrimi’ni özetle',
    'Gökyüzü neden mavi?',
    'Ozmoz ne demek?',
    'Bana bir metafor örneği ver',
    'İntegral konusunda yardım et',
    'Cümle nedir?',
  ],
  it: ['Spiega la fotosintesi', "Che cos'è l'entropia?", 'Ciao', 'Come funziona un motore?', 'Chi sei?'],
  pt: ['Explique a fotossíntese', 'O que é entropia?', 'Olá', 'Como funciona um motor?', 'Quem é você?'],
}

describe('a vague request', () => {
  test('is told from a clear one in seven languages, at most two of all wrong', () => {
    const missed = Object.values(vague)
      .flat()
      .filter((message) => !vagueIn(message))
    const wronged = Object.values(clear)
      .flat()
      .filter((message) => vagueIn(message))
    expect({ missed, wronged }).toEqual({ missed: [], wronged: [] })
    expect(Object.values(vague).flat().length).toBeGreaterThanOrEqual(40)
    expect(Object.values(clear).flat().length).toBeGreaterThanOrEqual(40)
  })

  test('is asked about in its own language', () => {
    for (const [language, messages] of Object.entries(vague)) {
      const wrong = messages.filter((message) => clarify(message, []) !== clarifyingQuestions[language as keyof typeof vague])
      expect({ language, wrong }).toEqual({ language, wrong: [] })
    }
  })

  test('is clear once the conversation has something it could mean', () => {
    const history = [
      { role: 'user', content: 'What is entropy?' },
      { role: 'assistant', content: 'A measure of disorder.' },
    ] as const
    expect(clarify('Explain it', [...history])).toBeUndefined()
  })

  test('stays vague when all that went before was as vague', () => {
    const question = clarifyingQuestions.en
    const history = [
      { role: 'user', content: 'explain it' },
      { role: 'assistant', content: question },
    ] as const
    expect(clarify('What is this?', [...history])).toBe(question)
  })

  test('is judged quickly, however long it is made', () => {
    expect(vagueIn('it '.repeat(10_000))).toBeUndefined()
    expect(vagueIn('aA'.repeat(16_000))).toBeUndefined()
  })
})
