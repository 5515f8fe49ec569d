import { foldText } from '@collabry/runtime/fold-text'
import { isRecord } from '@collabry/runtime/validation'
import type { Caller } from '../../core/caller'
import type { Passage, Rag } from '../../documents/ports'
import { type Generation, type Llm, withPassages } from '../../generation/llm'
import { mindMapPrompt, quoteParts } from '../../generation/prompts'
import { isRelated } from '../../generation/retrieve'
import { type MindMapNode, type MindMapRequest, type MindMapResult, toSource } from '../../generation/types'
import { generateObject, lineOf, notWhatWasAsked, type ObjectRequest, objectIn } from '../structured-output/generate-object'

interface Ports {
  llm: Llm
  rag: Rag
}

/** Passages for a map: enough for several branches. */
const PASSAGES_MAX = 8

/** Longest answer by depth: several times a readable map, and a limit for a model that does not stop. */
const tokensMax = (depth: number) => 256 * 2 ** depth

/**
 * Makes a tree of a topic, from the user's documents if they hold something on it. An answer that is not a tree is repaired by
 * the model once.
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

/** Named documents are used regardless of their scores; other documents only if they fit the topic. */
async function passagesFor(rag: Rag, request: MindMapRequest, caller: Caller): Promise<Passage[]> {
  const { topic, sourceIds, notebookId } = request
  const { passages } = await rag.search({ query: topic, topK: PASSAGES_MAX, mode: 'hybrid', sourceIds, notebookId }, caller)
  if (sourceIds.length === 0 && !notebookId) return passages.filter(isRelated)
  return passages.length > 0 ? passages : passagesByOutline(rag, request, caller)
}

/**
 * Until a named document has vectors, it may not contain any word of the topic. Then the words of its own outline are searched
 * for.
 */
async function passagesByOutline(rag: Rag, { sourceIds, notebookId }: MindMapRequest, caller: Caller): Promise<Passage[]> {
  const named =
    sourceIds.length > 0
      ? await Promise.all([...new Set(sourceIds)].slice(0, PASSAGES_MAX).map((id) => rag.document(id, caller)))
      : (await rag.documents({ limit: PASSAGES_MAX, cursor: '', notebookId, query: '' }, caller)).documents
  const searchable = named.filter(({ status, chunks }) => status === 'completed' && chunks > 0)
  const topK = Math.floor(PASSAGES_MAX / searchable.length)
  const found = searchable.map(async ({ documentId }) => {
    const query = await outlineOf(rag, documentId, caller)
    return (await rag.search({ query, topK, mode: 'lexical', sourceIds: [documentId], notebookId: '' }, caller)).passages
  })
  return (await Promise.all(found)).flat()
}

const OUTLINE_CHARS_MAX = 500
/** Text of a document in which headings are looked for. */
const OUTLINED_CHARS_MAX = 200_000
const HEADING = /^#{1,6} (.*)$/gm

/** The headings of a document, or its beginning if it has none. */
async function outlineOf(rag: Rag, documentId: string, caller: Caller): Promise<string> {
  let text = ''
  for await (const piece of rag.readDocument(documentId, caller)) {
    text += piece
    if (text.length >= OUTLINED_CHARS_MAX) break
  }
  const headings = [...text.matchAll(HEADING)].map(([, heading]) => heading).join(' ')
  return (headings || text).trim().slice(0, OUTLINE_CHARS_MAX).toWellFormed()
}

/** Without a model and without passages the map has only its root; a model that gives no branch has not answered. */
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

/** Maximum number of children of a node, so that it can be read at a glance. */
const CHILDREN_MAX = 8

/** Longest label. */
const LABEL_CHARS_MAX = 120

/** JSON Schema of a tree, written out level by level because some engines ignore recursive schemas. */
export function treeSchema(depth: number): Record<string, unknown> {
  const label = { type: 'string', maxLength: LABEL_CHARS_MAX }
  if (depth === 0) return { type: 'object', properties: { label }, required: ['label'] }
  const children = { type: 'array', items: treeSchema(depth - 1), maxItems: CHILDREN_MAX }
  return { type: 'object', properties: { label, children }, required: ['label', 'children'] }
}

/**
 * The tree in a model's answer, with the topic as its root: deeper levels and labels without a word are left out, ids and levels
 * are ours. No label is there twice: it stays where it is nearest to the root, and elsewhere what was below it takes its place.
 * undefined: the answer is no tree.
 */
function readTree(answer: string, topic: string, depth: number): MindMapNode | undefined {
  const value = objectIn(answer)
  if (!isRecord(value) || typeof value.label !== 'string') return undefined
  const root = nodeOf('0', cut(topic.replace(/\s+/g, ' ').trim()), 0)
  const taken = new Set([keyOf(root.label)])
  let row: Sprout[] = [{ node: root, below: value.children }]
  for (let level = 1; level <= depth; level++) row = row.flatMap((sprout) => grow(sprout, level, depth, taken))
  return root
}

const countNodes = (node: MindMapNode): number => node.children.reduce((sum, child) => sum + countNodes(child), 1)

/** A node, and its children as the model wrote them. */
interface Sprout {
  node: MindMapNode
  below: unknown
}

const nodeOf = (id: string, label: string, level: number): MindMapNode => ({ id, label, level, children: [] })

function grow({ node, below }: Sprout, level: number, depth: number, taken: Set<string>): Sprout[] {
  const children = distinct(below, depth - level, taken, CHILDREN_MAX).map(({ label, below: own }, index) => ({
    node: nodeOf(`${node.id}.${index + 1}`, label, level),
    below: own,
  }))
  node.children = children.map((child) => child.node)
  return children
}

interface Labelled {
  label: string
  below: unknown
}

/** At most `max` children with labels that are not taken, which takes them; `levels`: the number of levels below them. */
function distinct(children: unknown, levels: number, taken: Set<string>, max: number): Labelled[] {
  if (!Array.isArray(children)) return []
  const found: Labelled[] = []
  for (const child of children) {
    if (found.length >= max) break
    const label = isRecord(child) && typeof child.label === 'string' ? cut(lineOf(child.label)) : ''
    if (label === '') continue
    if (!taken.has(keyOf(label))) {
      taken.add(keyOf(label))
      found.push({ label, below: child.children })
    } else if (levels > 0) found.push(...distinct(child.children, levels - 1, taken, max - found.length))
  }
  return found
}

const keyOf = (label: string): string => foldText(label, 'NFKC', (normal) => normal.toLowerCase())

/** Not cut within a character. */
const cut = (label: string): string => [...label].slice(0, LABEL_CHARS_MAX).join('').trim()
