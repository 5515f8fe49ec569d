import type { Caller } from '../../core/caller'
import { generateText } from '../../generation/generate-text'
import type { Generation, Llm } from '../../generation/llm'
import type { Said } from '../../sessions/ports'
import { titlePrompt } from './prompts'

const TITLE_CHARS_MAX = 80
/** A longer answer is not used as a title. */
const ANSWER_CHARS_MAX = 200
const TOKENS_MAX = 40
/** So much of a question and of its answer says what they are about. */
const EXCERPT_CHARS = 1_500

/** A title of the first exchange; undefined: the model gave none. */
export async function titleOf(llm: Llm, [question, answer]: Said[], caller: Caller): Promise<string | undefined> {
  if (!question) return undefined
  const asked = question.content.slice(0, EXCERPT_CHARS).toWellFormed()
  const said = (answer?.content ?? '').slice(0, EXCERPT_CHARS).toWellFormed()
  const { text } = await generateText(llm, toGeneration(asked, said), caller)
  return cleaned(text)
}

const toGeneration = (question: string, answer: string): Generation => ({
  sessionId: '',
  model: '',
  messages: titlePrompt(question, answer),
  maxTokens: TOKENS_MAX,
  isBackground: true,
  brief: { task: 'title', question },
})

/** Models like to say what they give, to quote it and to end it as a sentence. */
function cleaned(text: string): string | undefined {
  const line = text
    .trim()
    .split('\n')[0]
    ?.replace(/^(?:title|titel|titre|título)\s*:\s*/i, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/^[\s"'“”„«»*_#`]+|(?<![\s"'“”„«»*_#`.:;,])[\s"'“”„«»*_#`.:;,]+$/gu, '')
  if (!line || line.length > ANSWER_CHARS_MAX || !/[\p{L}\p{N}]/u.test(line)) return undefined
  if (line.length <= TITLE_CHARS_MAX) return line
  return `${line
    .slice(0, TITLE_CHARS_MAX)
    .replace(/(?<!\s)\s+\S*$/, '')
    .toWellFormed()}…`
}
