const bytesByCharacter = new Map<string, Map<string, number[]>>()

/** Text as bytes of an encoding that `TextDecoder` knows: its table of one and two bytes is inverted. */
export function encode(text: string, label: string): Uint8Array {
  if (label === 'iso-2022-jp') return iso2022Jp(text)
  const table = tableOf(label)
  return new Uint8Array(
    [...text].flatMap((character) => {
      const bytes = table.get(character)
      if (bytes === undefined) throw new Error(`${character} is not in ${label}`)
      return bytes
    }),
  )
}

function tableOf(label: string): Map<string, number[]> {
  const known = bytesByCharacter.get(label)
  if (known !== undefined) return known
  const decoder = new TextDecoder(label as Bun.Encoding)
  const table = new Map<string, number[]>()
  const add = (bytes: number[]) => {
    const [character = '', ...more] = decoder.decode(new Uint8Array(bytes))
    if (more.length === 0 && character !== '\ufffd' && !table.has(character)) table.set(character, bytes)
  }
  for (let byte = 0; byte < 256; byte++) add([byte])
  if (/^(shift_jis|euc-jp|gb18030|big5|euc-kr)$/.test(label))
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add([lead, trail])
  bytesByCharacter.set(label, table)
  return table
}

function iso2022Jp(text: string): Uint8Array {
  const plain = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte) => byte & 0x7f)
  const runs = text.match(/[ -~\n]+|[^ -~\n]+/g) ?? []
  return Buffer.concat(
    runs.flatMap((run) => {
      if (/^[ -~\n]/.test(run)) return [Buffer.from(run)]
      return [Buffer.from('\x1b$B'), plain(encode(run, 'euc-jp')), Buffer.from('\x1b(B')]
    }),
  )
}
