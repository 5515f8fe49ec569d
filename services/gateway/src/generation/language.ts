import { foldText } from '@collabry/runtime/fold-text'
import { smallWordsElsewhere } from '@collabry/runtime/small-words'

/** Languages whose small words tell them apart. */
export type LatinLanguage = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'tr'
/** Languages of the sentences that are no model's. */
export type Language = LatinLanguage | 'ar' | 'hi' | 'ja' | 'ko' | 'ru' | 'vi' | 'zh'

/** Small words that make up a good part of any sentence of their language, without accents, and few others'. */
const smallWords: Record<LatinLanguage, string> = {
  en: 'the is are was were what how why who which when where does do did of and to in it that this with for on an can you my explain',
  de: 'der die das ist sind war was wie warum wer welche welcher wann wo und zu im in den dem ein eine nicht mit fur auf kann ich mir von viele wieviel nenne',
  fr: 'le la les est sont etait que qui quoi comment pourquoi quel quelle quand ou et de des du un une dans ne pas avec pour sur je ce cette combien',
  es: 'el la los las es son era que quien como por cual cuando donde y de del un una en no con para se lo al cuales esta este cuanto cuanta cuantos cuantas tiene',
  it: 'il lo la gli le e sono era che chi come perche quale quando dove di del della un una in non con per si cosa questo nel quanto quanta quanti quante ha',
  pt: 'o a os as e sao era que quem como por qual quando onde de do da um uma em nao com para se no na isto voce quanto quanta quantos quantas tem',
  tr: 've bir bu ne nedir nasil neden kim hangi nerede ile icin mi mu da de cok daha olan gibi var yok midir kadar kac zaman',
}

/** Letters that tell a language apart from the others, as much as a small word does. */
const ownLetters: Partial<Record<LatinLanguage, RegExp>> = { de: /[äß]/i, es: /[ñ¿¡]/i, pt: /[ãõ]/i, tr: /[ğışİ]/, fr: /[œèê]/i }

const languages = Object.entries(smallWords).map(([language, words]) => ({
  language: language as LatinLanguage,
  words: new Set(words.split(' ')),
}))

/** Words of a text in lower case and without accents, so that texts typed without accents match too. */
export const foldedWords = (text: string): string[] =>
  (
    foldText(text, 'NFKD', withoutMarks, (bare) => bare.toLowerCase(), 'NFKD', withoutMarks, 'NFC', plainLetters).match(
      /[\p{L}\p{N}]+/gu,
    ) ?? []
  ).map((word) => (HANGUL.test(word) ? foldText(word, 'NFD') : word))

const withoutMarks = (text: string): string => text.replace(/\p{M}/gu, '')
const plainLetters = (text: string): string => text.replace(/ı/g, 'i').replace(/ß/g, 'ss')
/** Decomposed word by word, because a whole decomposed text would be too long. */
const HANGUL = /\p{Script=Hangul}/u

/** Scripts that tell the language, in this order: Japanese and Korean texts hold Chinese signs, too. */
const scripts: [Language, RegExp][] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  [
    'vi',
    /(?<!\p{L})(?:gì|nào|của|những|được|không|thế|vì|và|tại|một|các|bao|nhiêu|khi|trong|nghĩa|cách)(?!\p{L})|[ơưăđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/giu,
  ],
]
/**
 * Share of the letters of a script; of marked letters and small words, in Vietnamese. A name in another script is no sentence.
 */
const SCRIPT_SHARE_MIN = 0.2
const MARKED_SHARE_MIN = 0.08
const SAMPLE_CHARS_MAX = 2_000

function languageOfScript(text: string): Language | undefined {
  const sample = text.slice(0, SAMPLE_CHARS_MAX)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  return scripts.find(([language, script]) => {
    const share = (sample.match(script)?.length ?? 0) / Math.max(1, letters)
    return share >= (language === 'vi' ? MARKED_SHARE_MIN : SCRIPT_SHARE_MIN)
  })?.[0]
}

/** The language of the script, else the one that has most of the small words; English without any, and for other languages. */
export function languageOf(text: string): Language {
  const byScript = languageOfScript(text)
  if (byScript) return byScript
  const words = foldedWords(text)
  let best: Language = 'en'
  let most = 0
  for (const { language, words: small } of languages) {
    const hits = words.filter((word) => small.has(word)).length + (ownLetters[language]?.test(text) ? 1 : 0)
    if (hits > most) [best, most] = [language, hits]
  }
  return smallWordsElsewhere(words) > most ? 'en' : best
}

/** Clarifying question for a request without a known subject. */
export const clarifyingQuestions: Record<LatinLanguage, string> = {
  en: 'What exactly would you like to talk about? Name the topic, paste the text, or choose one of your documents.',
  de: 'Worum genau geht es? Nenne das Thema, füge den Text ein oder wähle eines deiner Dokumente aus.',
  fr: "De quoi s'agit-il exactement ? Indique le sujet, colle le texte ou choisis un de tes documents.",
  es: '¿De qué se trata exactamente? Indica el tema, pega el texto o elige uno de tus documentos.',
  it: 'Di che cosa si tratta esattamente? Indica l’argomento, incolla il testo o scegli uno dei tuoi documenti.',
  pt: 'Do que se trata exatamente? Indique o tema, cole o texto ou escolha um dos seus documentos.',
  tr: 'Tam olarak neyi kastediyorsun? Konuyu yaz, metni yapıştır ya da belgelerinden birini seç.',
}

/** The answer when the documents hold nothing on a question. */
export const nothingFound: Record<Language, string> = {
  en: 'Your documents do not hold an answer to this question.',
  de: 'Deine Dokumente enthalten keine Antwort auf diese Frage.',
  fr: 'Tes documents ne contiennent pas de réponse à cette question.',
  es: 'Tus documentos no contienen una respuesta a esta pregunta.',
  it: 'I tuoi documenti non contengono una risposta a questa domanda.',
  pt: 'Os seus documentos não contêm uma resposta a esta pergunta.',
  tr: 'Belgelerinde bu sorunun cevabı bulunmuyor.',
  ar: 'مستنداتك لا تحتوي على إجابة عن هذا السؤال.',
  hi: 'आपके दस्तावेज़ों में इस प्रश्न का उत्तर नहीं है।',
  ja: 'あなたの文書にはこの質問の答えがありません。',
  ko: '문서에 이 질문에 대한 답이 없습니다.',
  ru: 'В твоих документах нет ответа на этот вопрос.',
  vi: 'Tài liệu của bạn không có câu trả lời cho câu hỏi này.',
  zh: '你的文档中没有这个问题的答案。',
}

/** Added to an answer that found nothing while documents are being processed, with their number. */
export const stillProcessing: Record<Language, (documents: number) => string> = {
  en: (documents) => `Documents that are still being processed and could not be searched: ${documents}.`,
  de: (documents) => `Dokumente, die noch verarbeitet werden und nicht durchsucht werden konnten: ${documents}.`,
  fr: (documents) => `Documents encore en cours de traitement, qui n'ont pas pu être consultés : ${documents}.`,
  es: (documents) => `Documentos que aún se están procesando y no se pudieron consultar: ${documents}.`,
  it: (documents) => `Documenti ancora in elaborazione, che non è stato possibile consultare: ${documents}.`,
  pt: (documents) => `Documentos que ainda estão a ser processados e não puderam ser pesquisados: ${documents}.`,
  tr: (documents) => `Hâlâ işlenmekte olan ve aranamayan belgeler: ${documents}.`,
  ar: (documents) => `مستندات لا تزال قيد المعالجة ولم يمكن البحث فيها: ${documents}.`,
  hi: (documents) => `दस्तावेज़ जो अभी संसाधित हो रहे हैं और खोजे नहीं जा सके: ${documents}।`,
  ja: (documents) => `まだ処理中で検索できなかった文書：${documents}。`,
  ko: (documents) => `아직 처리 중이라 검색하지 못한 문서: ${documents}.`,
  ru: (documents) => `Документы, которые ещё обрабатываются и не участвовали в поиске: ${documents}.`,
  vi: (documents) => `Tài liệu còn đang được xử lý nên chưa tìm được: ${documents}.`,
  zh: (documents) => `仍在处理、尚未能搜索的文档：${documents}。`,
}
