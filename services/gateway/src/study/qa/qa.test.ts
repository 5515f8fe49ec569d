import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { type Line, scriptedLlm, tooLong } from '../../../test/fakes/llm'
import { fixedRag, passageOf } from '../../../test/fakes/rag'
import type { Passage } from '../../documents/ports'
import type { Generation } from '../../generation/llm'
import type { QaRequest, QaResult } from '../../generation/types'
import { createQa } from './qa'

const asking = (change: Partial<QaRequest> = {}): QaRequest => ({
  question: 'What is entropy?',
  context: '',
  useRag: true,
  topK: 3,
  sourceIds: [],
  notebookId: '',
  ...change,
})

interface AskOptions {
  lines?: Line[] | ((generation: Generation) => Line[])
  passages?: Passage[] | Error
  processing?: number
}

async function ask(request: QaRequest, { lines = ['ok'], passages = [], processing = 0 }: AskOptions = {}) {
  const model = scriptedLlm(lines)
  const documents = fixedRag(passages, undefined, processing)
  const events: string[] = []
  let text = ''
  let result: QaResult | undefined
  for await (const event of createQa({ llm: model.llm, rag: documents.rag })(request, callerOf('ann'))) {
    events.push(event.type)
    if (event.type === 'text') text += event.text
    if (event.type === 'finish') result = event.result
  }
  return { ...model, ...documents, events, text, result }
}

const four = [1, 2, 3, 4].map((n) => passageOf(`Passage ${n}.`, { similarity: 0.8 }))

describe('a question', () => {
  test('is answered from as many passages as wanted, with citations that exist', async () => {
    const { text, result, searched, asked, events } = await ask(asking({ topK: 2, sourceIds: ['d1'] }), {
      lines: ['Disorder [1', '].', ' More [3].'],
      passages: four,
    })
    expect(text).toBe('Disorder [1]. More.')
    expect(result).toMatchObject({ question: 'What is entropy?', answer: text, confidence: 0.6, model: 'scripted' })
    expect(result?.sources.map(({ content }) => content)).toEqual(['Passage 1.', 'Passage 2.'])
    expect(searched).toMatchObject([{ query: 'What is entropy?', topK: 2, sourceIds: ['d1'] }])
    expect(asked[0]?.brief).toMatchObject({ task: 'answer', question: 'What is entropy?' })
    expect(events[0]).toBe('sources')
  })

  test('that found nothing while documents are being processed is told so, and how many they are', async () => {
    const note = 'Documents that are still being processed and could not be searched: 3.'
    const alone = await ask(asking(), { processing: 3 })
    expect(alone.result).toMatchObject({
      documents_processing: 3,
      answer: `Your documents do not hold an answer to this question.\n\n${note}`,
    })
    for (const [question, said] of [
      ['什么是熵？', '你的文档中没有这个问题的答案。\n\n仍在处理、尚未能搜索的文档：3。'],
      ['ما هي الإنتروبيا؟', 'مستنداتك لا تحتوي على إجابة'],
      ['Entropy là gì và vì sao nó tăng?', 'Tài liệu của bạn không có câu trả lời'],
      ['Что такое энтропия?', 'В твоих документах нет ответа'],
      ['エントロピーとは何ですか？', 'あなたの文書には'],
    ] as const) {
      expect((await ask(asking({ question }), { processing: 3 })).result?.answer).toStartWith(said)
    }
    const context = await ask(asking({ context: 'Entropy is disorder.' }), { processing: 3 })
    expect(context.result).toMatchObject({ documents_processing: 3, answer: `ok\n\n${note}` })
    const found = await ask(asking(), { processing: 3, passages: four })
    expect(found.result).toMatchObject({ documents_processing: 3, answer: 'ok' })
    for (const { text, result } of [alone, context, found]) expect(text).toBe(result?.answer ?? '')
  })

  test('without documents and without a context is asked of the model, and claims nothing of documents', async () => {
    const { result, searched, asked } = await ask(asking({ useRag: false }))
    expect(result).toMatchObject({ answer: 'ok', sources: [], confidence: null })
    expect([searched, asked[0]?.brief]).toEqual([[], { task: 'chat', question: 'What is entropy?', text: '', passages: [] }])
  })

  test('counts documents in processing as long as the answer takes', async () => {
    const counted = Promise.withResolvers<{ documentsProcessing: number }>()
    const { llm } = scriptedLlm(() => {
      counted.resolve({ documentsProcessing: 2 })
      return ['ok']
    })
    const rag = { ...fixedRag(four).rag, checkSources: () => counted.promise }
    const events = await Array.fromAsync(createQa({ llm, rag })(asking(), callerOf('ann')))
    expect(events.at(-1)).toMatchObject({ result: { documents_processing: 2 } })
  })

  test.each([
    ['What is entropy?', 'Your documents do not hold an answer to this question.'],
    ['Was ist die Entropie?', 'Deine Dokumente enthalten keine Antwort auf diese Frage.'],
    ['Entropi nedir, ne demek?', 'Belgelerinde bu sorunun cevabı bulunmuyor.'],
    ['Kule kaç metre?', 'Belgelerinde bu sorunun cevabı bulunmuyor.'],
    ['Savaş ne zaman bitti?', 'Belgelerinde bu sorunun cevabı bulunmuyor.'],
    ['Tháp Pisa cao bao nhiêu?', 'Tài liệu của bạn không có câu trả lời cho câu hỏi này.'],
    ['¿Cuánto mide la torre?', 'Tus documentos no contienen una respuesta a esta pregunta.'],
    ['Cuanto cuesta la entrada', 'Tus documentos no contienen una respuesta a esta pregunta.'],
    ['Quantos habitantes tem Lisboa?', 'Os seus documentos não contêm uma resposta a esta pergunta.'],
    ['Quando nasceu Camões?', 'Os seus documentos não contêm uma resposta a esta pergunta.'],
    ['Quanti anni durò la guerra?', 'I tuoi documenti non contengono una risposta a questa domanda.'],
    ['Combien d’habitants compte Lyon ?', 'Tes documents ne contiennent pas de réponse à cette question.'],
    ['Nenne drei Ursachen', 'Deine Dokumente enthalten keine Antwort auf diese Frage.'],
  ])('%p that the documents do not hold is told so, without a model', async (question, answer) => {
    const { result, runs } = await ask(asking({ question }))
    expect(result).toMatchObject({ answer, sources: [], confidence: 0, model: 'none' })
    expect(runs.begun).toBe(0)
  })

  test('is answered from a given context alone', async () => {
    const { result, searched, asked } = await ask(asking({ context: 'Entropy measures disorder.', useRag: false }), {
      lines: ['It [9] does.'],
    })
    expect(result).toMatchObject({ answer: 'It [9] does.', sources: [], confidence: null })
    expect(searched).toEqual([])
    expect(asked[0]?.brief).toMatchObject({ text: 'Entropy measures disorder.', passages: [] })
  })

  test('is an error when documents are wanted and cannot be searched', async () => {
    const away = new AppError('unavailable', 'The service does not answer.')
    expect(await failureOf(ask(asking({ context: 'given' }), { passages: away }))).toMatchObject({ code: 'unavailable' })
  })

  test('on a context longer than the window is answered from notes on all of it', async () => {
    const context = Array.from({ length: 40 }, (_, n) => `Sentence number ${n} of the context is here.`).join('\n\n')
    const seen: string[] = []
    const lines = ({ messages, brief }: Generation): Line[] => {
      if ((messages.at(-1)?.content.length ?? 0) > 900) return [tooLong()]
      if (messages[0]?.content.startsWith('You take notes')) {
        seen.push(brief.text ?? '')
        return [`note ${seen.length}`]
      }
      return ['From the notes.']
    }
    const { result, asked } = await ask(asking({ context, useRag: false }), { lines })
    expect(seen.join('')).toBe(context)
    expect(asked.at(-1)?.brief.text).toBe(seen.map((_, index) => `note ${index + 1}`).join('\n\n'))
    expect(result).toMatchObject({ answer: 'From the notes.', usage: { stages: seen.length + 1 } })
  })

  test('is answered from as many of its passages as the window has room for, and from one at least', async () => {
    const lines = ({ brief }: Generation): Line[] => ((brief.passages?.length ?? 0) > 2 ? [tooLong()] : ['So [2][3].'])
    const { result, events } = await ask(asking({ topK: 4 }), { lines, passages: four })
    expect(result).toMatchObject({
      answer: 'So [2].',
      sources: [{ content: 'Passage 1.' }, { content: 'Passage 2.' }],
      usage: { context: { passages_used: 2, passages_left_out: 2 } },
    })
    expect(events).toEqual(['sources', 'text', 'finish'])
    expect(await failureOf(ask(asking(), { lines: [tooLong()], passages: four }))).toMatchObject({ code: 'validation_error' })
  })

  test('on a context and passages too long together shortens the longer of the two', async () => {
    const long = Array.from({ length: 60 }, (_, n) => `Sentence number ${n} of the context is here.`).join('\n\n')
    const lines = ({ messages, brief }: Generation): Line[] => {
      if (messages.reduce((sum, { content }) => sum + content.length, 0) > 1_900) return [tooLong()]
      return brief.passages ? [`With ${brief.passages.length}.`] : ['note']
    }
    const wide = four.map((passage) => ({ ...passage, content: 'wide '.repeat(60) }))
    const answerTo = async (context: string, passages: Passage[]) =>
      (await ask(asking({ context, topK: 4 }), { lines, passages })).result
    expect(await answerTo(long, four)).toMatchObject({ answer: 'With 4.', usage: { context: { passages_left_out: 0 } } })
    expect(await answerTo('Short.', wide)).toMatchObject({ answer: 'With 3.', usage: { context: { passages_left_out: 1 } } })
  })
})
