import type { BegunTurn } from './memory'

export function isVague(message: string): boolean {
  return /^(please )?(explain|what is) (it|this|that)[?.! ]*$/i.test(message.trim())
}

/** The one question to ask back when a request could mean nothing that is known; undefined when it is clear enough. */
export function clarify(message: string, history: BegunTurn['history']): string | undefined {
  return history.length === 0 && isVague(message) ? 'What would you like me to explain?' : undefined
}
