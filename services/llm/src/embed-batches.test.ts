import { expect, test } from 'bun:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '@collabry/runtime/errors'
import { Registry } from 'prom-client'
import { until } from '../test/llm'
import { admission } from './admission'
import { embedBatches } from './embed'
import { llmMetrics } from './metrics'
import type { Model } from './models/model'

const forever = new AbortController().signal
const metrics = llmMetrics(new Registry(), {
  admission: admission({ runningMax: () => 1, queuedMax: 0, queueMs: 0 }),
  upstreams: { up: () => 1, each: () => [] },
})

/** A model whose vectors hold the number in the text, and which cannot take `poison`. Calls wait for `open`. */
function numberModel() {
  const calls: string[][] = []
  let open = () => {}
  let opened: Promise<void> = Promise.resolve()
  let aborted = 0
  const model: Pick<Model, 'embed'> = {
    async embed(texts, signal) {
      calls.push(texts)
      await Promise.race([opened, new Promise((resolve) => signal.addEventListener('abort', resolve))])
      if (signal.aborted) {
        aborted++
        throw signal.reason
      }
      if (texts.includes('poison')) throw new AppError('upstream_error', 'It cannot.')
      return { vectors: texts.map((text) => Float32Array.of(Number(text))), textsCut: 0 }
    },
  }
  const close = () => {
    opened = new Promise((resolve) => (open = resolve))
  }
  return { model: model as Model, calls, close, open: () => open(), aborted: () => aborted }
}

const numbers = (vectors: Float32Array[]) => vectors.map(([number]) => number)
const limits = { callsMax: 1, batchTextsMax: 4, queuedMax: 100, queueMs: 5_000, metrics }
const document = (userId: string, ...texts: string[]) => ({ userId, urgent: false, texts })

test('texts of many callers share a call, and each gets its own vectors', async () => {
  const { model, calls } = numberModel()
  const embed = embedBatches({ ...limits, model })
  const made = await Promise.all(['1', '2', '3'].map((text) => embed(document(text, text, '9'), forever)))
  expect(made.map(numbers)).toEqual([
    [1, 9],
    [2, 9],
    [3, 9],
  ])
  expect(calls).toEqual([
    ['1', '9', '2', '9'],
    ['3', '9'],
  ])
})

test('a text that the model cannot take fails its own caller alone', async () => {
  const { model } = numberModel()
  const embed = embedBatches({ ...limits, model })
  const [bad, good] = await Promise.allSettled([embed(document('ann', 'poison'), forever), embed(document('bob', '7'), forever)])
  expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'upstream_error' } })
  expect(good.status === 'fulfilled' && numbers(good.value)).toEqual([7])
})

test('a question waits behind no book, and one book not behind another', async () => {
  const { model, calls, close, open } = numberModel()
  close()
  const embed = embedBatches({ ...limits, model })
  const book = Array.from({ length: 5 }, () => embed(document('ann', '1', '1', '1', '1'), forever))
  const other = embed(document('bob', '2'), forever)
  await until(() => calls.length === 1)
  const question = embed({ userId: 'cy', urgent: true, texts: ['3'] }, forever)
  await until(() => calls.length === 2)
  expect(calls.at(-1)).toEqual(['3'])
  open()
  await Promise.all([...book, other, question])
  expect(calls.findIndex(([first]) => first === '2')).toBeLessThan(4)
})

test('a call ends when all who wait for it have left, and not before', async () => {
  const { model, calls, close, aborted } = numberModel()
  close()
  const embed = embedBatches({ ...limits, model })
  const [ann, bob] = [new AbortController(), new AbortController()]
  const waits = [embed(document('ann', '1'), ann.signal), embed(document('bob', '2'), bob.signal)]
  const ended = Promise.allSettled(waits)
  await until(() => calls.length === 1)
  ann.abort()
  await nextTurn()
  expect(aborted()).toBe(0)
  bob.abort()
  await ended
  await until(() => aborted() === 1)
})

test('users who ask take turns, and one who asks much or long holds nobody up', async () => {
  const { model, calls, close, open } = numberModel()
  close()
  const embed = embedBatches({ ...limits, model, batchTextsMax: 8 })
  const ask = (userId: string, text: string) => embed({ userId, urgent: true, texts: [text] }, forever)
  const long = '1'.repeat(200)
  const made = [
    ask('ann', '1'.repeat(2_000)),
    ...Array.from({ length: 6 }, () => ask('ann', long)),
    ask('bob', '2'),
    ask('bob', '3'),
  ]
  await until(() => calls.length === 2)
  made.push(ask('cy', '4'))
  open()
  await Promise.all(made)
  expect(calls[0]).toEqual([long, '2'])
  expect(calls[1]).toEqual(['1'.repeat(2_000)])
  expect(calls[2]).toEqual([long, '3', '4'].toSorted())
})
