import { AppError } from '@collabry/runtime/errors'
import type { MindMapNode, MindMapRequest, MindMapResult } from './answer'
import type { Caller } from './caller'
import { collect } from './collect'
import type { Generation, Llm } from './llm'
import { CHILDREN_MAX, countNodes, readTree, treeSchema } from './mind-tree'
import { mindMapPrompt, repairPrompt } from './prompts'
import type { Passage, Rag } from './rag'
import { clearsThreshold } from './retrieve'

interface Ports {
  llm: Llm
  rag: Rag
}

/** Passages that a map is drawn from: enough for several branches. */
const PASSAGES_MAX = 8

/** The provider without a model draws from passages alone, so without any it has an honest root and nothing else. */
const EXTRACTIVE_MODEL = 'builtin-extractive'

/**
 * Draws a topic as a tree, from the user's documents where they hold something on it. An answer that is no tree is given
 * back to the model once to be repaired.
 */
export const createMindMap = ({ llm, rag }: Ports) =>
  async function mindMap(request: MindMapRequest, caller: Caller): Promise<MindMapResult> {
    const passages = request.useDocuments ? await passagesFor(rag, request, caller) : []
    const generation = toGeneration(request, passages)
    const first = await draw(llm, request, generation, caller)
    const root = first.root ?? (await draw(llm, request, toRepair(generation, first.text), caller)).root
    if (!root) throw new AppError('upstream_error', 'The model did not answer with a mind map; try again, or use another model.')
    return { topic: request.topic, root, total_nodes: countNodes(root) }
  }

/** Documents that were named are used whatever their scores; others when they fit the topic. */
async function passagesFor(rag: Rag, { topic, sourceIds, notebookId }: MindMapRequest, caller: Caller): Promise<Passage[]> {
  const { passages } = await rag.search({ query: topic, topK: PASSAGES_MAX, mode: 'hybrid', sourceIds, notebookId }, caller)
  return sourceIds.length > 0 || notebookId ? passages : passages.filter(clearsThreshold)
}

async function draw(
  llm: Llm,
  { topic, depth }: MindMapRequest,
  generation: Generation,
  caller: Caller,
): Promise<{ text: string; root: MindMapNode | undefined }> {
  const { text, model } = await collect(llm, generation, caller)
  const root = readTree(text, topic, depth)
  const enough = root && (root.children.length > 0 || model === EXTRACTIVE_MODEL)
  return { text, root: enough ? root : undefined }
}

const toGeneration = ({ topic, depth }: MindMapRequest, passages: Passage[]): Generation => ({
  sessionId: '',
  model: '',
  messages: mindMapPrompt(topic, depth, passages),
  jsonSchema: treeSchema(depth),
  brief: {
    task: 'mind_map',
    question: topic,
    passages: passages.map(({ content, filename }) => ({ content, filename })),
    depthMax: depth,
    itemsMax: CHILDREN_MAX,
  },
})

const toRepair = (generation: Generation, answer: string): Generation => ({
  ...generation,
  messages: [...generation.messages, ...repairPrompt(answer)],
})
