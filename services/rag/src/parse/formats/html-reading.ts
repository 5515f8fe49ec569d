import type { Visitor } from '../markup'

/** Runs when an element ends. */
export type AtEnd = () => void

/** Reads an element with all that is in it. */
export interface PartReader {
  open(name: string, attributes: Record<string, string>): void
  /** True: the element itself has ended. */
  close(name: string): boolean
  text(text: string): void
}

/** How the element that begins is read otherwise than by its own elements. */
export interface HtmlReading {
  /** Gives its text to `take` when it ends. */
  capture(take: (text: string) => void): AtEnd
  /** Leaves it out with all in it. */
  skip(name: string): undefined
  readPart(part: PartReader): undefined
}

/** Names have no prefix and are in lower case. */
export interface PageElement {
  name: string
  attributes: Record<string, string>
  /** Nothing is seen of it, but of elements in it that are visible again. */
  isInvisible?: boolean
  /** As selectors name it, once one was compared. */
  parts?: Set<string>
}

/** The elements of a page that are open, and the places where their text goes. Names have no prefix and are in lower case. */
export class OpenElements implements Visitor {
  /** Reads an open element with all in it. */
  part: PartReader | undefined
  /** From the outermost one. */
  readonly path: PageElement[] = []
  private readonly ends: (AtEnd | undefined)[] = []
  private captured: ((text: string) => void) | undefined

  constructor(
    private readonly begin: (element: PageElement) => AtEnd | undefined,
    private readonly addText: (text: string) => void,
  ) {}

  open(tag: string, attributes: Record<string, string>): void {
    const name = localName(tag)
    if (this.part !== undefined) this.part.open(name, attributes)
    else {
      const element = { name, attributes }
      this.ends.push(this.begin(element))
      this.path.push(element)
    }
  }

  close(tag: string): void {
    if (this.part !== undefined) {
      if (!this.part.close(localName(tag))) return
      this.part = undefined
    }
    this.path.pop()
    this.ends.pop()?.()
  }

  text(text: string): void {
    if (this.part !== undefined) this.part.text(text)
    else if (this.captured !== undefined) this.captured(text)
    else this.addText(text)
  }

  /** Unclosed elements end with the source. */
  end(): void {
    while (this.ends.length > 0) this.ends.pop()?.()
  }

  capture(take: (text: string) => void): AtEnd {
    const outer = this.captured
    let text = ''
    this.captured = (more) => {
      text += more
    }
    return () => {
      this.captured = outer
      take(text)
    }
  }
}

const localName = (tag: string) => tag.slice(tag.indexOf(':') + 1).toLowerCase()

/** More than blanks and marks. */
const isText = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

/** Leaves an element out. `ended` learns whether text was in it. */
export function skipped(opened: (name: string) => void, ended: (hasText: boolean) => void): PartReader {
  let depth = 1
  let hasText = false
  return {
    open(name) {
      depth++
      opened(name)
    },
    close() {
      depth--
      if (depth === 0) ended(hasText)
      return depth === 0
    },
    text(text) {
      hasText ||= isText(text)
    },
  }
}

/** Parts that the page does not show: hidden ones are left out, of invisible ones only the text. */
export class UnseenParts {
  /** Those with text; parts within others are not counted. */
  count = 0
  private hasText = false

  readonly skipped = (hasText: boolean): void => {
    if (hasText) this.count++
  }

  /** Text in an invisible element. */
  addText(text: string): void {
    this.hasText ||= isText(text)
  }

  beginInvisible(element: PageElement, path: readonly PageElement[], atEnd: AtEnd | undefined): AtEnd {
    const isOutermost = !path.at(-1)?.isInvisible
    element.isInvisible = true
    return () => {
      atEnd?.()
      if (!isOutermost) return
      this.skipped(this.hasText)
      this.hasText = false
    }
  }
}

/** Text that has been read and is no block yet. */
export class InlineText {
  private gathered = ''
  /** Counts the blocks that were made of it. */
  private taken = 0
  /** Place of the last formula. */
  private formula: { from: number; to: number } | undefined

  add(text: string): void {
    this.gathered += text
  }

  addFormula(formula: string): void {
    const from = this.gathered.length
    this.gathered += formula
    this.formula = { from, to: this.gathered.length }
  }

  /** Removes the last formula if nothing follows it. */
  dropFormula(): void {
    if (this.formula !== undefined && this.gathered.slice(this.formula.to).trim() === '')
      this.gathered = this.gathered.slice(0, this.formula.from)
  }

  get endsWithFormula(): boolean {
    return this.formula !== undefined && this.formula.to === this.gathered.length && this.formula.to > 0
  }

  /** At the end of an element its text is shifted, unless a block has ended inside of it. */
  shift(shifted: (text: string) => string): AtEnd {
    const { taken } = this
    const { length } = this.gathered
    return () => {
      if (this.taken === taken) this.gathered = this.gathered.slice(0, length) + shifted(this.gathered.slice(length))
    }
  }

  take(): string {
    const text = this.gathered
    this.gathered = ''
    this.formula = undefined
    this.taken++
    return text
  }
}
