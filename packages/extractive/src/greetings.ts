import { foldText } from '@collabry/runtime/fold-text'
import type { Language } from './languages'

/** A message of nothing but these is a courtesy and gets one back. */
const greetings: Record<string, Language> = {
  hello: 'en',
  hi: 'en',
  hey: 'en',
  'good morning': 'en',
  'good afternoon': 'en',
  'good evening': 'en',
  'hi there': 'en',
  'hello there': 'en',
  hallo: 'de',
  'guten morgen': 'de',
  'guten tag': 'de',
  'guten abend': 'de',
  servus: 'de',
  moin: 'de',
  'grüß gott': 'de',
  bonjour: 'fr',
  salut: 'fr',
  bonsoir: 'fr',
  coucou: 'fr',
  hola: 'es',
  'buenos días': 'es',
  'buenas tardes': 'es',
  'buenas noches': 'es',
  buenas: 'es',
  ciao: 'it',
  buongiorno: 'it',
  buonasera: 'it',
  salve: 'it',
  olá: 'pt',
  oi: 'pt',
  'bom dia': 'pt',
  'boa tarde': 'pt',
  'boa noite': 'pt',
  merhaba: 'tr',
  selam: 'tr',
  günaydın: 'tr',
  'iyi günler': 'tr',
  'iyi akşamlar': 'tr',
}
const thanks: Record<string, Language> = {
  thanks: 'en',
  'thank you': 'en',
  'thank you very much': 'en',
  'many thanks': 'en',
  'thanks a lot': 'en',
  danke: 'de',
  'vielen dank': 'de',
  'danke schön': 'de',
  dankeschön: 'de',
  merci: 'fr',
  'merci beaucoup': 'fr',
  gracias: 'es',
  'muchas gracias': 'es',
  grazie: 'it',
  'grazie mille': 'it',
  obrigado: 'pt',
  obrigada: 'pt',
  'muito obrigado': 'pt',
  'muito obrigada': 'pt',
  teşekkürler: 'tr',
  'teşekkür ederim': 'tr',
  sağol: 'tr',
  'çok teşekkürler': 'tr',
}
const COURTESY_CHARS_MAX = 60

export function courtesy(message: string): { kind: 'greeting' | 'thanks'; language: Language } | undefined {
  if (message.length > COURTESY_CHARS_MAX) return undefined
  const words = foldText(message, 'NFKC', (normal) => normal.toLowerCase())
    .replace(/[^\p{L}\s]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  const greeting = Object.hasOwn(greetings, words) ? greetings[words] : undefined
  if (greeting) return { kind: 'greeting', language: greeting }
  const thanked = Object.hasOwn(thanks, words) ? thanks[words] : undefined
  return thanked ? { kind: 'thanks', language: thanked } : undefined
}
