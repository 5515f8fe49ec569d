/** Looks for the words at which an answer is to end; what may be the beginning of one waits. */
export interface StopFilter {
  /** May be empty. */
  push(text: string): string
  flush(): string
  /** Whether one was met: nothing after it counts. */
  met(): boolean
}

/** Lets a text through up to the first of these words, without it, wherever the text is split. */
export function stopAt(words: string[]): StopFilter {
  let held = ''
  let met = false
  return {
    push(text) {
      if (met) return ''
      held += text
      const places = words.map((word) => held.indexOf(word)).filter((place) => place >= 0)
      met = places.length > 0
      const end = met ? Math.min(...places) : held.length - longestBeginning(held, words)
      const out = held.slice(0, end)
      held = met ? '' : held.slice(end)
      return out
    },
    flush() {
      const rest = held
      held = ''
      return rest
    },
    met: () => met,
  }
}

/** Number of characters at the end of a text that may be the beginning of a stop word. */
function longestBeginning(text: string, words: string[]): number {
  let longest = 0
  for (const word of words) {
    for (let length = Math.min(word.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(word.slice(0, length))) longest = length
    }
  }
  return longest
}
