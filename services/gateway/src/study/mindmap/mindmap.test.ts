import { describe, expect, test } from 'bun:test'
import { AppError } from '@collabry/runtime/errors'
import { callerOf } from '../../../test/fakes/caller'
import { failureOf } from '../../../test/fakes/failure'
import { type Line, scriptedLlm, tooLong } from '../../../test/fakes/llm'
import { documentOf, fixedRag, passageOf } from '../../../test/fakes/rag'
import type { Rag } from '../../documents/ports'
import type { Generation } from '../../generation/llm'
import type { MindMapNode, MindMapRequest } from '../../generation/types'
import { createMindMap, treeSchema } from './mindmap'

const asking = (change: Partial<MindMapRequest> = {}): MindMapRequest => ({
  topic: 'Cell',
  depth: 2,
  useDocuments: false,
  sourceIds: [],
  notebookId: '',
  ...change,
})

async function draw(
  request: MindMapRequest,
  lines: Line[] | ((generation: Generation) => Line[]),
  passages = [passageOf('Cells.')],
) {
  const model = scriptedLlm(lines)
  const documents = fixedRag(passages)
  const result = await createMindMap({ llm: model.llm, rag: documents.rag })(request, callerOf('ann'))
  return { ...model, ...documents, result }
}

const node = (label: string, ...children: object[]) => ({ label, children })
const flat = (root: MindMapNode): MindMapNode[] => [root, ...root.children.flatMap(flat)]

describe('a mind map', () => {
  test('has the topic as its root, no node too deep, no twins, and ids of its own', async () => {
    const answer = node(
      'Something',
      node(' Nucleus\n', node('DNA', node('too deep')), node('dna'), node('')),
      node('Membrane', node('DNA'), node('CELL'), node('nucleus'), node('Lipids')),
      node('membrane'),
    )
    const { result, asked } = await draw(asking(), [JSON.stringify(answer)])
    const nodes = flat(result.root)
    expect(nodes.map(({ level, label }) => `${level} ${label}`)).toEqual([
      '0 Cell',
      '1 Nucleus',
      '2 DNA',
      '1 Membrane',
      '2 Lipids',
    ])
    expect(nodes.map(({ id }) => id)).toEqual(['0', '0.1', '0.1.1', '0.2', '0.2.1'])
    expect(result).toMatchObject({ topic: 'Cell', total_nodes: 5, sources: [] })
    expect(asked[0]).toMatchObject({ jsonSchema: treeSchema(2), brief: { task: 'mind_map', question: 'Cell', depthMax: 2 } })
  })

  test('has what stands below a label that is there already in its place, as deep as wanted and no deeper', async () => {
    const answer = node(
      'Cell',
      node('Cell', node('Nucleus', node('Energy', node('below'))), node('Membrane')),
      node('Energy', node('ATP', node('Membrane', node('a'), node('b')))),
    )
    const { result } = await draw(asking({ depth: 3 }), [JSON.stringify(answer)])
    expect(flat(result.root).map(({ level, label }) => `${level} ${label}`)).toEqual([
      ...['0 Cell', '1 Nucleus', '2 below', '1 Membrane', '1 Energy', '2 ATP'],
    ])
  })

  test('has no label without a word, as a small model that copies dots would give', async () => {
    const dots = node('Cell', node('...'), node('…'), node('- -'), node('Nucleus', node('?'), node('1')))
    const { result } = await draw(asking(), [JSON.stringify(dots)])
    expect(flat(result.root).map(({ label }) => label)).toEqual(['Cell', 'Nucleus', '1'])
    const only = JSON.stringify(node('Cell', node('...'), node('...')))
    expect(await failureOf(draw(asking(), [only]))).toMatchObject({ code: 'upstream_error' })
  })

  test('is found between other words too', async () => {
    const { result } = await draw(asking(), ['Here it is:\n```json\n', JSON.stringify(node('x', node('a'))), '\n```'])
    expect(result.total_nodes).toBe(2)
  })

  test('that is none is given back to the model once', async () => {
    let runs = 0
    const { result, asked } = await draw(asking(), () => [
      ++runs === 1 ? '{"label": "Cell", "child' : JSON.stringify(node('x', node('a'))),
    ])
    expect(result.total_nodes).toBe(2)
    expect(asked[1]?.messages.at(-2)).toEqual({ role: 'assistant', content: '{"label": "Cell", "child' })
  })

  test.each(['nonsense', '{}', '[]', 'null', '{"label": 1}', '{"label":"x","children":[]}'])(
    '%p twice is an upstream error',
    async (answer) => {
      expect(await failureOf(draw(asking(), [answer]))).toMatchObject({ code: 'upstream_error' })
    },
  )

  test('is drawn from documents that fit the topic, or that were named', async () => {
    const answer = [JSON.stringify(node('x', node('a')))]
    const unrelated = [passageOf('Cakes.', { isUnrelated: true })]
    const used = async (change: Partial<MindMapRequest>, passages = unrelated) =>
      (await draw(asking(change), answer, passages)).asked[0]?.brief.passages?.length
    expect(await used({ useDocuments: true }, [passageOf('Cells.')])).toBe(1)
    expect(await used({ useDocuments: true })).toBe(0)
    expect(await used({ useDocuments: true, sourceIds: ['d1'] })).toBe(1)
    expect(await used({ useDocuments: false }, [passageOf('Cells.')])).toBe(0)
  })

  test('of a named document that holds no word of the topic is drawn from the passages of its own headings', async () => {
    const text = '# Cells\n\nCells have walls.\n\n## Walls\n\nWalls are thin.\n'
    const found = fixedRag([passageOf('Cells have walls.')])
    const rag: Rag = {
      ...found.rag,
      search: async (query, caller) => ({
        ...(await found.rag.search(query, caller)),
        ...(query.query === 'Cells Walls' ? {} : { passages: [] }),
      }),
      document: async (documentId) => documentOf({ documentId }),
      documents: async () => ({
        documents: [documentOf(), documentOf({ documentId: 'd2', status: 'processing' })],
        total: 2,
        nextCursor: null,
      }),
      async *readDocument() {
        yield text
      },
    }
    const drawnFrom = async (change: Partial<MindMapRequest>) => {
      const { llm, asked } = scriptedLlm([JSON.stringify(node('x', node('a')))])
      await createMindMap({ llm, rag })(asking({ useDocuments: true, ...change }), callerOf('ann'))
      return asked[0]?.brief.passages?.map(({ content }) => content)
    }
    expect(await drawnFrom({ sourceIds: ['d1'] })).toEqual(['Cells have walls.'])
    expect(found.searched.at(-1)).toMatchObject({ query: 'Cells Walls', sourceIds: ['d1'], topK: 8 })
    expect(await drawnFrom({ notebookId: 'n1' })).toEqual(['Cells have walls.'])
    expect(await drawnFrom({})).toEqual([])
  })

  test('is drawn from as many passages as the window has room for', async () => {
    const passages = ['Cells.', 'Walls.', 'Cores.'].map((content) => passageOf(content))
    const lines = ({ brief }: Generation): Line[] =>
      (brief.passages?.length ?? 0) > 1 ? [tooLong()] : [JSON.stringify(node('x', node('a')))]
    const { asked, result } = await draw(asking({ useDocuments: true }), lines, passages)
    expect(asked.at(-1)?.brief.passages).toMatchObject([{ content: 'Cells.' }])
    expect(result).toMatchObject({
      sources: [{ content: 'Cells.', filename: expect.any(String) }],
      model: 'scripted',
      usage: { context: { passages_used: 1, passages_left_out: 2 } },
    })
  })

  test('of documents that cannot be searched is an error', async () => {
    const { rag } = fixedRag(new AppError('unavailable', 'The service does not answer.'))
    const mindMap = createMindMap({ llm: scriptedLlm([]).llm, rag })
    expect(await failureOf(mindMap(asking({ useDocuments: true }), callerOf('ann')))).toMatchObject({ code: 'unavailable' })
  })

  test('has room to be written that grows with its depth', async () => {
    const roomOf = async (depth: number) =>
      (await draw(asking({ depth }), [JSON.stringify(node('x', node('a')))])).asked[0]?.maxTokens
    expect(await Promise.all([1, 2, 3, 4].map(roomOf))).toEqual([512, 1_024, 2_048, 4_096])
  })

  test('is asked for level by level, in a schema that does not refer to itself', () => {
    expect(JSON.stringify(treeSchema(4))).not.toContain('$ref')
    expect(JSON.stringify(treeSchema(2)).match(/"children":\{/g)?.length).toBe(2)
  })
})
