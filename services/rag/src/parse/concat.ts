/** Puts pieces together, letting go of each as it is copied: no more than one of them is held twice. */
export function concat(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((total, piece) => total + piece.byteLength, 0))
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    whole.set(piece, at)
    at += piece.byteLength
    pieces[index] = NOTHING
  }
  return whole
}

const NOTHING = new Uint8Array()
