import { join } from 'node:path'

/** A file of the fixtures folder; `make.py` there says how they were made. */
export const fixture = async (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await Bun.file(fixturePath(name)).arrayBuffer())

export const fixturePath = (name: string) => join(import.meta.dir, 'fixtures', name)
