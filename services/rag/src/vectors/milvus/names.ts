/** The vectors of one model and length. */
export interface VectorCollection {
  name: string
  model: string
  dimension: number
}

const NAME_LENGTH_MAX = 255

/** Carries model and length. Names take letters, digits and `_` alone: of other bytes it has the hexadecimal digits. */
export function vectorsName(prefix: string, model: string, dimension: number): string {
  const bytes = [...Buffer.from(model)]
  const written = bytes.map((byte) => {
    const letter = String.fromCharCode(byte)
    return /[A-Za-z0-9]/.test(letter) ? letter : `_${byte.toString(16).padStart(2, '0')}`
  })
  const name = `${prefix}_vectors_${written.join('')}_d${dimension}`
  if (name.length > NAME_LENGTH_MAX) throw new Error('the name of the embedding model is too long')
  return name
}

/** Undefined: another collection. */
export function vectorCollection(prefix: string, name: string): VectorCollection | undefined {
  const before = `${prefix}_vectors_`
  const [, written, dimension] = /^(.*)_d(\d+)$/.exec(name.startsWith(before) ? name.slice(before.length) : '') ?? []
  if (written === undefined || dimension === undefined) return undefined
  const bytes = written.replaceAll(/_([0-9a-f]{2})|(.)/g, (_, digits?: string, letter = '') =>
    digits === undefined ? letter.charCodeAt(0).toString(16) : digits,
  )
  return { name, model: Buffer.from(bytes, 'hex').toString('utf8'), dimension: Number(dimension) }
}
