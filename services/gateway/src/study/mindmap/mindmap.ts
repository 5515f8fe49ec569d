import type { Caller } from '../../core/caller'
import type { Passage, Rag } from '../../documents/ports'
import { type Generation, type Llm, withPassages } from '../../generation/llm'
import { mindMapPrompt, quoteParts } from '../../generation/prompts'
import { clearsThreshold } from '../../generation/retrieve'
import { type MindMapNode, type MindMapRequest, type MindMapResult, toSource } from '../../generation/types'
import { generateObject, notWhatWasAsked, type ObjectRequest } from '../structured-output/generate-object'
import { CHILDREN_MAX, countNodes, readTree, treeSchema } from './mind-tree'

interface Ports {
  llm: Llm
  rag: Rag
}

/** Passages for a map: enough for several branches. */
const PASSAGES_MAX = 8

/** Longest answer by depth: several times a readable map, and a limit for a model that does not stop. */
const tokensMax = (depth: number) => 256 * 2 ** depth

/**
 * Draws a topic as a tree, from the user's documents where they hold something on it. An answer that is no tree is given
 * back to the model once to be repaired.
 */
export const createMindMap = ({ llm, rag }: Ports) =>
  async function mindMap(request: MindMapRequest, caller: Caller): Promise<MindMapResult> {
    if (request.sourceIds.length > 0) await rag.checkSources(request.sourceIds, caller)
    const passages = request.useDocuments ? await passagesFor(rag, request, caller) : []
    const { value: root, model, usage, partsLeftOut } = await generateObject(llm, toWish(request, passages), caller)
    if (!root) throw notWhatWasAsked('a mind map')
    const kept = passages.slice(0, passages.length - partsLeftOut)
    return {
      topic: request.topic,
      root,
      total_nodes: countNodes(root),
      sources: kept.map(toSource),
      model,
      usage: withPassages(usage, kept.length, partsLeftOut),
    }
  }

/** Documents that were named are used whatever their scores; others when they fit the topic. */
async function passagesFor(rag: Rag, { topic, sourceIds, notebookId }: MindMapRequest, caller: Caller): Promise<Passage[]> {
  const { passages } = await rag.search({ query: topic, topK: PASSAGES_MAX, mode: 'hybrid', sourceIds, notebookId }, caller)
  return sourceIds.length > 0 || notebookId ? passages : passages.filter(clearsThreshold)
}

/** Without a model and without passages an honest root is all there is; a model that gives no branch has not answered. */
const toWish = (request: MindMapRequest, passages: Passage[]): ObjectRequest<MindMapNode> => ({
  generation: toGeneration(request, passages),
  read(answer, _, extractive) {
    const root = readTree(answer, request.topic, request.depth)
    const value = root && (root.children.length > 0 || extractive) ? root : undefined
    return { value, problems: value ? [] : [NO_TREE] }
  },
})

const NO_TREE =
  'It is not a valid mind map: give an object with a "label" and at least three "children", each with a label of words.'

const toGeneration = ({ topic, depth }: MindMapRequest, passages: Passage[]): Generation => ({
  sessionId: '',
  model: '',
  messages: mindMapPrompt(topic, depth, passages),
  droppable: { parts: quoteParts(passages), min: 1 },
  jsonSchema: treeSchema(depth),
  maxTokens: tokensMax(depth),
  brief: {
    task: 'mind_map',
    question: topic,
    passages: passages.map(({ content, filename }) => ({ content, filename })),
    depthMax: depth,
    itemsMax: CHILDREN_MAX,
  },
})
