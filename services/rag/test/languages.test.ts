import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type RunningRag, startRagWithLlm } from './rag-in-process'

const texts = {
  'chinese.txt': '细胞是生命的基本单位。植物通过光合作用把阳光变成能量。线粒体为细胞提供能量。',
  'history.txt': '唐朝是中国历史上的一个朝代。长安是当时世界上最大的城市之一。诗人李白写了许多诗。',
  'japanese.txt': '東京大学で機械学習を勉強する学生が増えています。データから規則を見つける方法です。',
  'kyoto.txt': '京都には古いお寺がたくさんあります。春には桜がとてもきれいです。',
  'thai.txt': 'การสังเคราะห์ด้วยแสงเป็นกระบวนการที่พืชใช้แสงอาทิตย์สร้างอาหาร ภาษาไทยไม่มีการเว้นวรรคระหว่างคำ',
  'bangkok.txt': 'กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย มีวัดและตลาดน้ำมากมาย',
}

let rag: RunningRag
beforeAll(async () => {
  rag = await startRagWithLlm({})
  const tasks = await Promise.all(Object.entries(texts).map(([filename, text]) => rag.client.upload('ann', { filename }, text)))
  for (const task of tasks) expect((await rag.client.ended('ann', task)).status).toBe('TASK_STATUS_COMPLETED')
  await rag.client.covered('ann')
})
afterAll(() => rag[Symbol.asyncDispose]())

test.each([
  ['光合作用是什么', 'chinese.txt'],
  ['线粒体', 'chinese.txt'],
  ['李白的诗', 'history.txt'],
  ['唐朝最大的城市', 'history.txt'],
  ['機械学習とは何ですか', 'japanese.txt'],
  ['京都の桜', 'kyoto.txt'],
  ['การสังเคราะห์ด้วยแสงคืออะไร', 'thai.txt'],
  ['เมืองหลวงของประเทศไทย', 'bangkok.txt'],
] as const)('%p, in a script without blanks, finds %p first, whichever way it searches', async (query, filename) => {
  for (const mode of ['SEARCH_MODE_HYBRID', 'SEARCH_MODE_LEXICAL'] as const) {
    const [first] = (await rag.client.search('ann', query, { mode })).passages
    expect(first?.filename).toBe(filename)
    expect(first?.content).toBe(texts[filename].slice(first?.start, first?.end))
    expect(first?.wordCoverage).toBeGreaterThan(0)
  }
})
