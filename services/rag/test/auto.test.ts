import { expect, setDefaultTimeout, test } from 'bun:test'
import { measureAuto } from '../eval/auto'
import { requests, studentRequests } from '../eval/auto-requests'

setDefaultTimeout(180_000)

/** A share of the topics; `bun services/rag/eval/auto.ts` asks about all. */
const TOPIC_STEP = 5

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
