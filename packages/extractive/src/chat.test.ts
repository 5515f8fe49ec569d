import { expect, test } from 'bun:test'
import { chat } from './chat'
import { readCorpus } from './corpus'
import { eau, fotosentez, newton, passagesOf, photosynthesis, zelle } from './samples.fixture'

const say = (message: string, ...texts: string[]) =>
  chat(message, readCorpus({ passages: texts.flatMap((text) => passagesOf(text, 'notes.md')), text: '' })).join('')

test('an answer has steps, follow-up questions and one tip, in the language of the question', () => {
  const shapes: [string, string, string[]][] = [
    [
      'Explain photosynthesis',
      photosynthesis,
      ['step by step', '\n1. Photosynthesis is', '**To go on, you could ask:**', '**Learning tip:**'],
    ],
    [
      'Erkläre mir die Mitochondrien',
      zelle,
      ['Schritt für Schritt', '\n1. Die Mitochondrien sind', '**So könntest du', '**Lerntipp:**'],
    ],
    [
      'Explique le cycle de l’eau',
      eau,
      ['étape par étape', '\n1. Le cycle de l', '**Pour continuer', '**Conseil pour apprendre'],
    ],
    ['Fotosentez nedir?', fotosentez, ['adım adım', '\n1. Fotosentez, yeşil', '**Devam etmek', '**Öğrenme ipucu']],
  ]
  for (const [message, text, parts] of shapes) {
    const answer = say(message, text)
    for (const part of parts) expect(answer).toContain(part)
    expect(answer.match(/\n- /g)?.length).toBeGreaterThanOrEqual(1)
  }
})

test('an explanation goes on as its paragraph does', () => {
  expect(say("Explain Newton's third law", newton)).toContain('2. When a swimmer pushes the wall')
})

test('an example of the source is shown as one', () => {
  expect(say('What is inertia?', newton)).toMatch(/\*\*Example:\*\* For example, a passenger .* \[\d\]/)
})

test('without documents it says that it can only quote, and invents nothing', () => {
  expect(say('What is quantum entanglement?')).toStartWith(
    'No language model is configured, so I can only quote your own documents',
  )
  expect(say('Was ist Photosynthese?')).toStartWith('Es ist kein Sprachmodell eingerichtet')
  expect(say('¿Qué es la fotosíntesis?')).toStartWith('No hay ningún modelo de lenguaje configurado')
})

test('a greeting gets a short greeting back, with documents or without', () => {
  for (const [message, start] of [
    ['Hello!', 'Hello!'],
    ['  guten   Tag ', 'Hallo!'],
    ['Merhaba', 'Merhaba!'],
    ['¡Hola!', '¡Hola!'],
  ] as const) {
    const answer = say(message, photosynthesis)
    expect(answer).toStartWith(start)
    expect(answer.length).toBeLessThan(160)
  }
})
