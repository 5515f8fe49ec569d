import { afterAll, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureAuto, type Requests, requests, sevenRequests, studentRequests } from '../eval/auto'
import { builtinVectors, cachedVectors } from '../eval/vectors'

setDefaultTimeout(180_000)

const inFourMore = Object.fromEntries(Object.entries(sevenRequests).filter(([code]) => ['cs', 'id', 'fa', 'sv'].includes(code)))

/** A share of the topics; `bun services/rag/eval/auto.ts` asks about all. */
const TOPIC_STEP = 5

const croatian: Requests = {
  phrasings: [
    'Objasni mi X1 na jednostavan način',
    'Što je zapravo X?',
    'Trebam kratki sažetak o X2',
    'Sutra imam ispit, možeš li mi pomoći s temom X',
    'Napravi mi deset pitanja o X2',
    'Ne razumijem X1, reci mi to još jednom',
  ],
  covered: [
    [
      'fotosinteza|fotosintezu|fotosintezi',
      'Zelene biljke svjetlošću stvaraju šećer iz ugljikova dioksida i vode, a pritom oslobađaju kisik. Fotosinteza se odvija u kloroplastima.',
    ],
    [
      'vulkani|vulkane|vulkanima',
      'Kad tlak plinova potisne magmu na površinu, izlijeva se lava i leti pepeo. Vulkani nastaju ondje gdje se ploče podvlače.',
    ],
    [
      'inflacija|inflaciju|inflaciji',
      'Cijene rastu, a novac gubi kupovnu moć. Inflacija se mjeri indeksom potrošačkih cijena, a središnja je banka koči višim kamatama.',
    ],
  ],
  talk: [],
  uncovered: [
    'budizam|budizam|budizmu',
    'kvadratna jednadžba|kvadratnu jednadžbu|kvadratnoj jednadžbi',
    'dijabetes|dijabetes|dijabetesu',
  ],
}

test.each([
  ['written before', requests, 0.95],
  ['of students', studentRequests, 0.93],
  ['in four languages more', inFourMore, 0.95],
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
  const embed = cachedVectors(builtinVectors(), cache, () => {})
  const measured = await measureAuto({ requests: { hr: croatian }, arm: 'both', embed })
  for (const { language, covered, uncovered, wrong } of measured) {
    const isHeld = covered >= 0.75 && uncovered <= 0.05
    expect({ language, wrong: isHeld ? [] : wrong }).toEqual({ language, wrong: [] })
  }
})
