import type { MarkdownWriter } from '../markdown-writer'

/** Where the blocks of a document go: its outline, or a cell of a table. */
export type BlockSink = Pick<MarkdownWriter, 'heading' | 'paragraph' | 'item' | 'row' | 'code'>

type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph' | 'code'; text: string }
  | { kind: 'item'; text: string; depth: number; mark: string }
  | { kind: 'row'; cells: string[] }

/** Blocks that are held back until it is known how they are written. */
export interface HeldBlocks extends BlockSink {
  /** As one line, for a cell of a table. */
  line(): string
  /** Gives them to another sink, in order. */
  replay(sink: BlockSink): void
  has(kind: Block['kind']): boolean
}

export function heldBlocks(): HeldBlocks {
  const blocks: Block[] = []
  const hold = (block: Block): void => {
    blocks.push(block)
  }
  return {
    heading: (level, text) => hold({ kind: 'heading', level, text }),
    paragraph: (text) => hold({ kind: 'paragraph', text }),
    item: (text, depth, mark) => hold({ kind: 'item', text, depth, mark }),
    row: (cells) => hold({ kind: 'row', cells }),
    code: (text) => hold({ kind: 'code', text }),
    has: (kind) => blocks.some((block) => block.kind === kind),
    line: () => blocks.map(lineOf).join(' ').replaceAll(/\s+/g, ' ').trim(),
    replay(sink) {
      for (const block of blocks) {
        if (block.kind === 'heading') sink.heading(block.level, block.text)
        else if (block.kind === 'item') sink.item(block.text, block.depth, block.mark)
        else if (block.kind === 'row') sink.row(block.cells)
        else sink[block.kind](block.text)
      }
    },
  }
}

function lineOf(block: Block): string {
  if (block.kind === 'row') return block.cells.join(' ')
  return block.kind === 'item' && block.mark !== '-' ? `${block.mark} ${block.text}` : block.text
}
