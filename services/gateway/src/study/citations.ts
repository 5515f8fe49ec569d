/** Looks at an answer on its way out; what it holds back is bounded. */
export interface TextFilter {
  /** May be empty. */
  push(text: string): string
  flush(): string
}

export const keepAsIs = (): TextFilter => ({ push: (text) => text, flush: () => '' })

export function citationFilter(_sources: number): TextFilter {
  return keepAsIs()
}
