import { type Language, languageOf } from '../../generation/language'

/** A topic to study. */
export interface PlanPart {
  title: string
  tasks: string[]
}

interface ScheduledEntry extends PlanPart {
  date: string
  minutes: number
  /** Indices of its parts. */
  parts: number[]
}

type Entry = Omit<ScheduledEntry, 'date' | 'minutes'>

/** Parts that the last review names one by one. */
const NAMED_MAX = 8

/**
 * Distributes the parts over the days in their order. Every day has something to do and takes exactly the minutes of a day.
 * With more days than parts the tasks are spread, and the days between repeat earlier parts, the oldest first; the last day
 * repeats everything.
 */
export function schedule(parts: PlanPart[], days: string[], minutesPerDay: number): ScheduledEntry[] {
  const language = languageOf(parts.flatMap(({ title, tasks }) => [title, ...tasks]).join(' '))
  const perDay = days.length > parts.length ? spread(parts, days.length, language) : packed(parts, days.length)
  return days.flatMap((date, index) => {
    const entries = perDay[index] ?? []
    return entries.map((entry, place) => ({ date, minutes: shareOf(minutesPerDay, entries.length, place), ...entry }))
  })
}

/** The minutes of a day in whole numbers; the first gets the remainder. */
const shareOf = (minutes: number, entries: number, place: number): number =>
  Math.floor(minutes / entries) + (place < minutes % entries ? 1 : 0)

/** At least one part a day. */
const packed = (parts: PlanPart[], days: number): Entry[][] =>
  Array.from({ length: days }, (_, day) => {
    const from = Math.floor((day * parts.length) / days)
    const to = Math.floor(((day + 1) * parts.length) / days)
    return parts.slice(from, to).map((part, index) => ({ ...part, parts: [from + index] }))
  })

/** More days than parts. */
function spread(parts: PlanPart[], days: number, language: Language): Entry[][] {
  const studyDays = days - 1
  const entries = parts.flatMap((part, index) => {
    const from = Math.floor((index * studyDays) / parts.length)
    const room = Math.floor(((index + 1) * studyDays) / parts.length) - from
    const pieces = piecesOf(part, Math.min(room, Math.max(1, Math.floor(part.tasks.length / 2)))).map((piece) => ({
      ...piece,
      parts: [index],
    }))
    return [...pieces, ...Array.from({ length: room - pieces.length }, (_, day) => repeat(parts, day % (index + 1), language))]
  })
  return [...entries, repeatAll(parts, language)].map((entry) => [entry])
}

/** A part over several days, with its tasks distributed. */
function piecesOf({ title, tasks }: PlanPart, days: number): PlanPart[] {
  if (days <= 1) return [{ title, tasks }]
  return Array.from({ length: days }, (_, day) => ({
    title: `${title} (${day + 1}/${days})`,
    tasks: tasks.slice(Math.floor((day * tasks.length) / days), Math.floor(((day + 1) * tasks.length) / days)),
  }))
}

function repeat(parts: PlanPart[], index: number, language: Language): Entry {
  const title = parts[index]?.title ?? ''
  const { review, recall, check } = planPhrases[language]
  return { title: review(title), tasks: [recall(title), check], parts: [index] }
}

function repeatAll(parts: PlanPart[], language: Language): Entry {
  const { reviewAll, recall, check } = planPhrases[language]
  const named = parts.slice(0, NAMED_MAX).map(({ title }) => recall(title))
  return { title: reviewAll, tasks: [...named, check], parts: parts.map((_, index) => index) }
}

interface PlanPhrases {
  review(title: string): string
  reviewAll: string
  /** A task: recall a part. */
  recall(title: string): string
  /** A task: find gaps. */
  check: string
}

/** Fixed phrases of a plan. */
const planPhrases: Record<Language, PlanPhrases> = {
  en: {
    review: (title) => `Review: ${title}`,
    reviewAll: 'Review of everything',
    recall: (title) => `Without looking, write down what you know about “${title}”.`,
    check: 'Check it against the material and study again what was missing.',
  },
  de: {
    review: (title) => `Wiederholung: ${title}`,
    reviewAll: 'Wiederholung des Ganzen',
    recall: (title) => `Schreib ohne nachzusehen auf, was du über „${title}“ weißt.`,
    check: 'Vergleiche es mit dem Material und lerne nach, was gefehlt hat.',
  },
  fr: {
    review: (title) => `Révision : ${title}`,
    reviewAll: 'Révision générale',
    recall: (title) => `Sans regarder, note ce que tu sais sur « ${title} ».`,
    check: 'Compare avec le document et revois ce qui manquait.',
  },
  es: {
    review: (title) => `Repaso: ${title}`,
    reviewAll: 'Repaso de todo',
    recall: (title) => `Sin mirar, escribe lo que sabes sobre «${title}».`,
    check: 'Compáralo con el material y vuelve a estudiar lo que faltaba.',
  },
  it: {
    review: (title) => `Ripasso: ${title}`,
    reviewAll: 'Ripasso generale',
    recall: (title) => `Senza guardare, scrivi quello che sai su «${title}».`,
    check: 'Confrontalo con il materiale e ristudia ciò che mancava.',
  },
  pt: {
    review: (title) => `Revisão: ${title}`,
    reviewAll: 'Revisão de tudo',
    recall: (title) => `Sem olhar, escreva o que sabe sobre “${title}”.`,
    check: 'Compare com o material e estude de novo o que faltou.',
  },
  tr: {
    review: (title) => `Tekrar: ${title}`,
    reviewAll: 'Genel tekrar',
    recall: (title) => `Bakmadan “${title}” hakkında bildiklerini yaz.`,
    check: 'Malzemeyle karşılaştır ve eksik kalanı yeniden çalış.',
  },
  ar: {
    review: (title) => `مراجعة: ${title}`,
    reviewAll: 'مراجعة كل شيء',
    recall: (title) => `اكتب دون النظر ما تعرفه عن «${title}».`,
    check: 'قارنه بالمادة وادرس من جديد ما كان ناقصا.',
  },
  hi: {
    review: (title) => `दोहराव: ${title}`,
    reviewAll: 'सब कुछ का दोहराव',
    recall: (title) => `बिना देखे लिखो कि “${title}” के बारे में क्या जानते हो।`,
    check: 'सामग्री से मिलाओ और जो छूट गया उसे फिर पढ़ो।',
  },
  ja: {
    review: (title) => `復習：${title}`,
    reviewAll: '全体の復習',
    recall: (title) => `見ないで「${title}」について知っていることを書き出す。`,
    check: '資料と照らし合わせ、抜けていたところを学び直す。',
  },
  ko: {
    review: (title) => `복습: ${title}`,
    reviewAll: '전체 복습',
    recall: (title) => `보지 않고 “${title}”에 대해 아는 것을 적어 보세요.`,
    check: '자료와 비교하고 빠진 것을 다시 공부하세요.',
  },
  ru: {
    review: (title) => `Повторение: ${title}`,
    reviewAll: 'Повторение всего',
    recall: (title) => `Не подглядывая, запиши, что знаешь о «${title}».`,
    check: 'Сверь с материалом и выучи то, чего не хватало.',
  },
  vi: {
    review: (title) => `Ôn tập: ${title}`,
    reviewAll: 'Ôn tập toàn bộ',
    recall: (title) => `Không nhìn tài liệu, viết ra những gì bạn biết về “${title}”.`,
    check: 'So với tài liệu và học lại phần còn thiếu.',
  },
  zh: {
    review: (title) => `复习：${title}`,
    reviewAll: '全部复习',
    recall: (title) => `不看资料，写下你对“${title}”的了解。`,
    check: '对照资料检查，补学遗漏的内容。',
  },
}
