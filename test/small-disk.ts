import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk extends Disposable {
  path: string
}

/** A file system of its own, of a size such as `64k`. Throws where none can be mounted: it takes root, and more in a container. */
export function smallDisk(size: string): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'collabry-disk-'))
  const mounted = Bun.spawnSync(['mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path])
  const remove = () => rmSync(path, { recursive: true, force: true })
  if (!mounted.success) {
    remove()
    throw new Error(`no disk can be mounted here: ${mounted.stderr}`)
  }
  return {
    path,
    [Symbol.dispose]() {
      Bun.spawnSync(['umount', '--lazy', path])
      remove()
    },
  }
}

/** A test that needs one is left out where this is false. */
export function canMakeDisk(): boolean {
  try {
    smallDisk('64k')[Symbol.dispose]()
    return true
  } catch {
    return false
  }
}
