import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureAuto } from '../eval/auto'
import { requests, sevenRequests, studentRequests } from '../eval/auto-requests'
import { builtinVectors, cachedVectors } from '../eval/vectors'

setDefaultTimeout(180_000)

/** A share of the topics; `bun services/rag/eval/auto.ts` asks about all. */
const TOPIC_STEP = 5
const PHRASING_STEP = 5

test.each([
  ['written before', requests, 0.95],
  ['of students', studentRequests, 0.93],
] as const)('without embeddings, requests %s about what is covered find it, and others find nothing', async (_, asked, least) => {
  const measured = await measureAuto({ requests: asked, arm: 'words', embed: undefined, topicStep: TOPIC_STEP })
  for (const { language, covered, uncovered, talk, wrong } of measured) {
    const isHeld = covered >= least && uncovered <= 0.05 && talk <= 0.1
    expect({ language, wrong: isHeld ? [] : wrong }).toEqual({ language, wrong: [] })
  }
})

const cache = mkdtempSync(join(tmpdir(), 'collabry-auto-'))
afterAll(() => rmSync(cache, { recursive: true, force: true }))

test('the built-in model finds what requests are about in a language of which no word of asking is known', async () => {
  const { cs } = sevenRequests
  if (cs === undefined) throw new Error('no requests in Czech')
  const some = { cs: { ...cs, phrasings: cs.phrasings.filter((_, at) => at % PHRASING_STEP === 0) } }
  const embed = cachedVectors(builtinVectors(), cache, () => {})
  const measured = await measureAuto({ requests: some, arm: 'both', embed, topicStep: 2 })
  for (const { language, covered, uncovered, wrong } of measured) {
    const isHeld = covered >= 0.75 && uncovered <= 0.05
    expect({ language, wrong: isHeld ? [] : wrong }).toEqual({ language, wrong: [] })
  }
})
