import { expect, test } from 'bun:test'

/** A process of its own, because only root gets a priority back. */
function nicenessAfter(code: string): number {
  const imports = `import { getPriority, setPriority } from 'node:os'
    import { lowerPriority } from '${import.meta.resolve('./lower-priority.ts')}'`
  const { stdout } = Bun.spawnSync([process.execPath, '-e', `${imports}; ${code}; process.stdout.write(String(getPriority()))`])
  return Number(stdout.toString() || 'NaN')
}

test('a process gets the niceness, and one that was started with a higher one keeps that', () => {
  expect(nicenessAfter('lowerPriority(19)')).toBe(19)
  expect(nicenessAfter('setPriority(19); lowerPriority(5)')).toBe(19)
})
