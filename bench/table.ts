export interface Row {
  what: string
  figures: Record<string, number>
}

const sorted = (values: number[]) => values.toSorted((a, b) => a - b)

export const percentile = (values: number[], share: number): number => sorted(values)[Math.ceil(share * values.length) - 1] ?? 0

export const median = (values: number[]): number => percentile(values, 0.5)

export const toMarkdown = (rows: Row[]): string =>
  rows
    .map(({ what, figures }) => {
      const shown = Object.entries(figures).map(
        ([name, value]) => `${name} ${value >= 1_000 ? Math.round(value) : Number(value.toPrecision(3))}`,
      )
      return `| ${what} | ${shown.join(' · ')} |\n`
    })
    .join('')
    .replace(/^/, '| what | figures |\n| --- | --- |\n')
