import { expect, test } from 'bun:test'
import { type Child, type ExitInfo, keepAlive } from './supervisor'

interface Observed {
  child: Child
  pids: number[]
  exits: ExitInfo[]
  output: () => string
}

/** Runs `script` as a child that is kept alive. */
function observe(script: string): Observed {
  const pids: number[] = []
  const exits: ExitInfo[] = []
  const chunks: Uint8Array[] = []
  const child = keepAlive({
    name: 'supervisor',
    command: [process.execPath, '-e', script],
    env: { PATH: '' },
    onOutput: (bytes) => chunks.push(bytes),
    onStart: (pid) => pids.push(pid),
    onExit: (exit) => exits.push(exit),
  })
  return { child, pids, exits, output: () => Buffer.concat(chunks).toString() }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await Bun.sleep(5)
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const FOREVER = 'setInterval(() => {}, 1000); console.log("up")'

test('a child that is killed is started again with a growing wait', async () => {
  const { child, pids, exits, output } = observe(FOREVER)
  for (const life of [1, 2]) {
    await until(() => pids.length === life && output().split('up').length === life + 1)
    process.kill(pids.at(-1) ?? 0, 'SIGKILL')
    await until(() => exits.length === life)
  }
  await until(() => pids.length === 3)
  await child.stop(0)
  expect(exits.map(({ signal }) => signal)).toEqual(['SIGKILL', 'SIGKILL'])
  expect(exits[1]?.restartMs).toBe((exits[0]?.restartMs ?? 0) * 2)
  expect(pids.some(isAlive)).toBe(false)
})

test('a child may finish its work when it is stopped, and is not started again', async () => {
  const { child, pids, exits, output } = observe(
    `process.on('SIGTERM', () => setTimeout(() => { console.log('done'); process.exit(0) }, 50)); ${FOREVER}`,
  )
  await until(() => output().includes('up'))
  await child.stop(10_000)
  expect(output()).toBe('up\ndone\n')
  expect([pids.length, exits.length]).toEqual([1, 0])
})

test('a child that ignores its end is killed when its grace is over', async () => {
  const { child, pids, output } = observe(`process.on('SIGTERM', () => {}); ${FOREVER}`)
  await until(() => output().includes('up'))
  await child.stop(50)
  expect(pids.some(isAlive)).toBe(false)
})

test('an exit comes with the last sentence the child wrote for people', async () => {
  const { child, exits } = observe(
    `console.error('{"level":"error"}'); console.error('PORT: taken.'); console.error('{"level":"info"}'); process.exit(1)`,
  )
  await until(() => exits.length > 0)
  await child.stop(0)
  expect(exits[0]).toMatchObject({ exitCode: 1, stderrTail: 'PORT: taken.' })
})

test('a child sees its stdin end when its parent is killed', async () => {
  const parent = Bun.spawn(
    [
      process.execPath,
      '-e',
      `import { keepAlive } from '${import.meta.dir}/supervisor'
       keepAlive({
         name: 'supervisor', env: {}, onOutput() {}, onExit() {},
         command: [process.execPath, '-e', 'process.stdin.on("end", () => process.exit(0)).resume(); setInterval(() => {}, 1000)'],
         onStart: (pid) => console.log(pid),
       })`,
    ],
    { stdout: 'pipe' },
  )
  const first = await parent.stdout.getReader().read()
  const pid = Number(new TextDecoder().decode(first.value))
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await until(() => !isAlive(pid))
})
