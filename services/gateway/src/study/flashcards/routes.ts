import { Elysia } from 'elysia'
import type { JsonBody } from '../../core/body/body'
import type { Caller } from '../../core/caller'
import { file, json as jsonContent, operation } from '../../core/openapi/operation'
import { withUser } from '../../core/request-context'
import type { Answers } from '../../core/responses'
import { fileAnswer } from '../../core/responses'
import { body, choice, query, whole } from '../../core/schemas'
import { Flashcards as FlashcardsAnswer, materialFields, studyExamples, toMaterial } from '../schemas'
import { ankiPackage } from './anki'
import type { FlashcardsRequest, FlashcardsResult } from './flashcards'

export type Flashcards = (request: FlashcardsRequest, caller: Caller) => Promise<FlashcardsResult>

interface FlashcardRoutes {
  flashcards: Flashcards
  answers: Answers
  json: JsonBody
}

const CardsBody = body(
  {
    ...materialFields,
    num_cards: whole(1, 100, { default: 10, description: 'At most so many; fewer when the material gives no more' }),
  },
  'FlashcardsRequest',
)

const FORMATS = ['json', 'anki', 'csv'] as const
const ANKI = 'application/vnd.anki'
const CSV = 'text/csv; charset=utf-8; header=present'

export const flashcardRoutes = ({ flashcards, answers, json }: FlashcardRoutes) =>
  new Elysia().post(
    '/ai/flashcards',
    async ({ request, body, query: { format } }) => {
      const wanted = { ...toMaterial(body), numCards: body.num_cards }
      const made = await answers.waited(request, (caller) => flashcards(wanted, caller))
      if (format === 'anki') return ankiFile(made)
      return format === 'csv' ? csvFile(made) : withUser(request, made)
    },
    {
      parse: json(CardsBody),
      body: CardsBody,
      query: query({ format: choice([...FORMATS], 'json') }),
      detail: operation({
        id: 'flashcards',
        tag: 'Study',
        summary: 'cards to learn from, as JSON, for Anki or as CSV',
        description:
          'Made from `text`, or from the documents that fit `topic` or are named. `?format=anki` gives a package that Anki imports, `?format=csv` a table.',
        example: studyExamples.flashcards.request,
        errors: ['not_found'],
        answers: {
          200: {
            content: {
              ...jsonContent(FlashcardsAnswer, studyExamples.flashcards.answer),
              ...file(ANKI, 'An .apkg that Anki imports; importing it again updates its notes'),
              ...file(CSV, 'front, back, tags', 'front,back,tags\r\nChlorophyll,The green pigment of leaves.,biology\r\n'),
            },
          },
        },
      }),
    },
  )

function ankiFile({ title, cards }: FlashcardsResult): Response {
  const notes = cards.map(({ id, front, back, tags, sources }) => ({ id, front, back, tags, source: sources[0]?.filename ?? '' }))
  const content = ankiPackage(title, notes, Date.now())
  return fileAnswer({
    name: `${title || 'flashcards'}.apkg`,
    type: ANKI,
    content: new Uint8Array(content),
    disposition: 'attachment',
  })
}

function csvFile({ title, cards }: FlashcardsResult): Response {
  const rows = cards.map(({ front, back, tags }) => [front, back, tags.join(' ')])
  const content = csvOf([['front', 'back', 'tags'], ...rows])
  return fileAnswer({ name: `${title || 'flashcards'}.csv`, type: CSV, content, disposition: 'attachment' })
}

/** CSV by RFC 4180: CR LF after every line, quotes around fields that need them, doubled inside. */
export const csvOf = (rows: string[][]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')

/**
 * A spreadsheet runs a cell with such a beginning as a formula; an apostrophe makes it text
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^[\s\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u

function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
