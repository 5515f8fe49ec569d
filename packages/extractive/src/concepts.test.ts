import { expect, test } from 'bun:test'
import { concepts, relatedTo } from './concepts'
import { readCorpus } from './corpus'
import { keyPhrases } from './key-phrases'
import { quotable } from './mask-markup'
import { newton, photosynthesis, revolution, zelle } from './samples.fixture'

const conceptsOf = (text: string, itemsMax = 0) => concepts(readCorpus({ passages: [], text }), itemsMax)

test('a definition is a sentence of the text that holds the name', () => {
  for (const text of [photosynthesis, newton, revolution, zelle]) {
    const found = conceptsOf(text)
    expect(found.length).toBeGreaterThan(4)
    for (const { name, definition, example } of found) {
      expect(quotable(text)).toContain(definition)
      expect(definition.toLowerCase()).toContain(name.toLowerCase().slice(0, 4))
      if (example) expect(quotable(text)).toContain(example)
    }
  }
})

test('the sentence that defines a term is taken, not one that mentions it', () => {
  const definitionOf = (text: string, name: string) => conceptsOf(text, 20).find((concept) => concept.name === name)?.definition
  expect(definitionOf(newton, 'Inertia')).toBe('Inertia is the tendency of an object to resist changes in its motion.')
  expect(definitionOf(newton, 'Momentum')).toBe('Momentum is the product of mass and velocity.')
  expect(definitionOf(zelle, 'Photosynthese')).toBe('Die Photosynthese ist die Umwandlung von Lichtenergie in chemische Energie.')
})

test('a name is written as the sentence that defines it writes it', () => {
  const text = 'Threads are everywhere. Threads share memory. A thread is a basic unit of work. Many threads run at once.'
  expect(conceptsOf(text)[0]).toMatchObject({ name: 'Thread', definition: 'A thread is a basic unit of work.' })
})

test('there are no more than wished, and none twice', () => {
  const found = conceptsOf(revolution, 3)
  expect(found).toHaveLength(3)
  expect(new Set(found.map(({ definition }) => definition)).size).toBe(3)
})

test('related concepts are other ones of the same sentences', () => {
  const found = conceptsOf(newton)
  const inertia = found.find(({ name }) => name === 'Inertia')
  if (!inertia) throw new Error('no inertia')
  const related = relatedTo(inertia, found)
  expect(related).toContain('Motion')
  for (const name of related) expect(found.map((concept) => concept.name)).toContain(name)
  expect(related).not.toContain('Inertia')
})

test('a key phrase is no verb and no half of a name', () => {
  const { quotes, analysis } = readCorpus({ passages: [], text: revolution })
  const labels = keyPhrases(quotes, analysis, 60).map(({ label }) => label)
  expect(labels).toContain('French Revolution')
  expect(labels).toContain('National Assembly')
  for (const broken of ['abolished', 'National', 'July', 'Bonaparte seized power', 'the']) expect(labels).not.toContain(broken)
})

test('what was only ever seen inside a run of words is no phrase', () => {
  const { quotes, analysis } = readCorpus({
    passages: [],
    text: 'The gardener prunes roses. A neighbour prunes roses. The roses of the gardener bloom.',
  })
  const labels = keyPhrases(quotes, analysis, 60).map(({ label }) => label)
  expect(labels).toContain('roses')
  expect(labels).not.toContain('prunes')
  expect(labels).not.toContain('prunes roses')
})

test('a verb ends a phrase, and a hyphen does not', () => {
  const labelsOf = (text: string) => {
    const { quotes, analysis } = readCorpus({ passages: [], text })
    return keyPhrases(quotes, analysis, 60).map(({ label }) => label)
  }
  const english = labelsOf(
    'The write-ahead log records every change. The heavy rain floods the fields. A valve slows down the flow.',
  )
  for (const label of ['write-ahead log', 'heavy rain', 'fields', 'valve']) expect(english).toContain(label)
  for (const label of ['log', 'ahead log', 'heavy rain floods', 'valve slows']) expect(english).not.toContain(label)
  const spanish = labelsOf(
    'El corazón bombea la sangre por el cuerpo. Los glóbulos blancos defienden al enfermo. Servet describió la circulación.',
  )
  for (const label of ['corazón', 'glóbulos blancos', 'circulación']) expect(spanish).toContain(label)
  for (const label of ['bombea', 'corazón bombea', 'glóbulos blancos defienden', 'describió'])
    expect(spanish).not.toContain(label)
  const arabic = labelsOf('ينبع النيل الأزرق من بحيرة تانا في إثيوبيا. كان الفيضان يحمل الطمي إلى الحقول.')
  expect(arabic).toContain('النيل الأزرق')
  for (const label of ['ينبع النيل الأزرق', 'الفيضان يحمل الطمي']) expect(arabic).not.toContain(label)
})
