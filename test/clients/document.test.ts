import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '@collabry/stack/stack'
import { OPENAPI_GENERATOR, OPENAPI_TYPESCRIPT, REDOCLY, SCHEMATHESIS } from './packages'
import { installed, isMissing, npmFolder, output, pythonBin, run } from './tools'

// The document, as tools of other makers read it, and the gateway that it promises. An installation takes longer than a test.
setDefaultTimeout(1_800_000)

let folder = ''
let env: Record<string, string> = {}
let stack: Awaited<ReturnType<typeof startStack>>
const document = () => join(folder, 'openapi.json')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'collabry-clients-'))
  stack = await startStack({})
  env = { BASE_URL: stack.url, TOKEN: await stack.token('alice') }
  await Bun.write(document(), await (await fetch(`${stack.url}/openapi.json`)).text())
})
afterAll(async () => {
  await stack[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

/**
 * Paths of the contract that a reader of paths alone may take for /ai/upload/status/{task_id}. No request is ambiguous: that one has
 * GET alone, these have POST alone.
 */
const AMBIGUOUS = ['/ai/upload/{task_id}/retry', '/ai/upload/{task_id}/ticket']

test('redocly finds no fault by its strictest rules, but for two pairs of paths', async () => {
  const tools = await npmFolder(REDOCLY)
  const config = join(import.meta.dir, 'redocly.yaml')
  const ran = await run([join(tools, 'node_modules/.bin/redocly'), 'lint', document(), '--config', config, '--format=json'])
  const report = JSON.parse(ran.output.slice(ran.output.indexOf('{'), ran.output.lastIndexOf('}') + 1)) as {
    totals: { errors: number }
    problems: { ruleId: string; message: string }[]
  }
  const found = report.problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)
  expect(found.toSorted()).toEqual(
    AMBIGUOUS.map((path) => expect.stringMatching(new RegExp(`^no-ambiguous-paths: .*\`/ai/upload/status/{task_id}\`.*${path}`))),
  )
  expect([ran.exitCode, report.totals.errors]).toEqual([0, 0])
})

test('the types of openapi-typescript compile, and a call by them works', async () => {
  const tools = await npmFolder(OPENAPI_TYPESCRIPT)
  const bin = (name: string) => join(tools, 'node_modules/.bin', name)
  // Without the option, it takes a field of a request that has a default as one that must be sent.
  await output([bin('openapi-typescript'), document(), '--default-non-nullable', 'false', '-o', join(folder, 'types.ts')])
  await Bun.write(join(folder, 'call.ts'), Bun.file(join(import.meta.dir, 'node/generated-call.ts.txt')))
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'preserve', '--lib', 'es2022,dom']
  await output([bin('tsc'), ...options, join(folder, 'call.ts')])
  expect(await output([process.execPath, join(folder, 'call.ts')], { env })).toContain('worked')
})

const generator = isMissing('python3') ? test.skip : test

async function generate(language: string, properties: string): Promise<string> {
  const bin = await pythonBin(OPENAPI_GENERATOR)
  const target = join(folder, language)
  const command = [join(bin, 'openapi-generator-cli'), 'generate', '-i', document(), '-g', language, '-o', target]
  await output([...command, '--additional-properties', properties])
  return target
}

generator('the client of openapi-generator for Python is imported whole, and a call by it works', async () => {
  const target = await generate('python', 'packageName=collabry')
  const bin = await pythonBin(['pydantic==2.14.4', 'python-dateutil==2.9.0.post0', 'urllib3==2.8.0', 'typing-extensions==4.16.0'])
  const script = join(import.meta.dir, 'python/generated_call.py')
  expect(await output([join(bin, 'python'), script], { env: { ...env, PYTHONPATH: target } })).toContain('worked')
})

const go = isMissing('go') || isMissing('python3') ? test.skip : test

go('the client of openapi-generator for Go compiles, and a call by it works', async () => {
  const target = await generate('go', 'packageName=collabry,withGoMod=true,isGoSubmodule=false,generateInterfaces=false')
  rmSync(join(target, 'test'), { recursive: true, force: true })
  const module = /^module (\S+)/m.exec(await Bun.file(join(target, 'go.mod')).text())?.[1] ?? ''
  const call = (await Bun.file(join(import.meta.dir, 'go/generated_call.go.txt')).text()).replace('MODULE', module)
  await Bun.write(join(target, 'call/main.go'), call)
  const options = { cwd: target, env: { ...env, GOFLAGS: '-mod=mod' } }
  await installed(['go', 'mod', 'tidy'], options)
  await output(['go', 'vet', '.'], options)
  expect(await output(['go', 'run', './call'], options)).toContain('worked')
})

const CASES_MIN = 3_000
/** Nothing that it judges may depend on the speed of the machine. */
const UNHURRIED = ['--request-timeout', '900', '--max-response-time', '900', '--suppress-health-check', 'too_slow']

interface Exchange {
  request: { method: string; url: string; headers: { name: string; value: string }[]; postData?: { text: string } }
  response: { status: number }
}

const isBusy = (status: number) => status === 503 || status === 504
const RESENT_MAX = 50

/** Requests that a busy machine refused, 503 or 504, and refuses again when they are sent alone, three times. */
async function refusedAlone(reports: string): Promise<string[]> {
  const [file = ''] = readdirSync(reports).filter((name) => name.startsWith('har-'))
  const { log } = (await Bun.file(join(reports, file)).json()) as { log: { entries: Exchange[] } }
  const refused: string[] = []
  for (const { request } of log.entries.filter(({ response }) => isBusy(response.status)).slice(0, RESENT_MAX)) {
    const { method, url, postData } = request
    const headers = request.headers.filter(({ name }) => !/^(content-length|connection)$/i.test(name))
    const send = async () => {
      const body = postData === undefined ? undefined : Buffer.from(postData.text, 'base64')
      const answer = await fetch(url, {
        method,
        body,
        headers: headers.map(({ name, value }) => [name, value] as [string, string]),
      })
      await answer.arrayBuffer()
      return answer.status
    }
    if (isBusy(await send()) && isBusy(await send()) && isBusy(await send())) refused.push(`${method} ${url}`)
  }
  return refused
}

const schemathesis = isMissing('python3') ? test.skip : test

schemathesis('schemathesis finds no fault in 3,000 cases of all its checks', async () => {
  const bin = await pythonBin(SCHEMATHESIS)
  const reports = join(folder, 'reports')
  const options = ['--checks', 'all', '--seed', '1', '--max-examples', '6', '--continue-on-failure', '--no-color', ...UNHURRIED]
  const kept = ['--report', 'har', '--report-preserve-bytes', '--report-dir', reports, '--output-sanitize', 'false']
  const headers = ['--header', `Authorization: Bearer ${env.TOKEN}`]
  const config = ['--config-file', join(import.meta.dir, 'schemathesis.toml')]
  const address = [`${env.BASE_URL}/openapi.json`, '--url', env.BASE_URL ?? '']
  const ran = await run([join(bin, 'schemathesis'), ...config, 'run', ...address, ...options, ...kept, ...headers], {
    cwd: folder,
    msMax: 1_500_000,
  })
  const cases = Number(/Test cases:\s+(\d+) generated/.exec(ran.output)?.[1] ?? 0)
  expect({ exitCode: ran.exitCode, output: ran.exitCode === 0 ? '' : ran.output.slice(-20_000) }).toEqual({
    exitCode: 0,
    output: '',
  })
  expect(cases).toBeGreaterThanOrEqual(CASES_MIN)
  expect(await refusedAlone(reports)).toEqual([])
})
