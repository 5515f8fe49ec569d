import { expect, setDefaultTimeout, test } from 'bun:test'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { YAML } from 'bun'
import { ROOT } from '../source'
import { alerts, PROMETHEUS, plainRules, seriesOf } from './alert-rules'

setDefaultTimeout(180_000)

const TESTS = ['rules.test.yaml', 'rules.days.test.yaml']
const promtool = Bun.which('promtool')
const required = process.env.REQUIRE_PROMTOOL === '1'

test.skipIf(promtool === null && !required)('each alert fires when it should and not otherwise (promtool)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'collabry-rules-'))
  try {
    await Bun.write(join(folder, 'rules.plain.yaml'), YAML.stringify(plainRules()))
    for (const name of TESTS) copyFileSync(join(PROMETHEUS, name), join(folder, name))
    const ran = Bun.spawnSync([promtool ?? 'promtool', 'test', 'rules', ...TESTS], { cwd: folder })
    expect(ran.exitCode).toBe(0)
    expect(`${ran.stdout}${ran.stderr}`).toContain('SUCCESS')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('each alert has a test, a sentence, a severity and a row of the runbook', () => {
  const tests = TESTS.map((name) => readFileSync(join(PROMETHEUS, name), 'utf8')).join('')
  const runbook = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8')
  for (const { alert, labels, annotations } of alerts()) {
    expect(tests).toContain(`alertname: ${alert}`)
    expect(runbook).toMatch(new RegExp(`^\\| [^|]*\`${alert}\``, 'm'))
    expect(['page', 'ticket']).toContain(labels.severity)
    expect(annotations.summary.length).toBeGreaterThan(10)
  }
})

test('the names of series are read from an expression', () => {
  expect(seriesOf('histogram_quantile(0.9, sum by (le, a_b) (rate(x_seconds_bucket{status=~"5.."}[5m]))) > 1')).toEqual([
    'x_seconds_bucket',
  ])
  expect(seriesOf('rate({__name__=~"collabry_(memory|rag)_store_seconds_count", outcome="ok"}[5m])')).toEqual([
    'collabry_memory_store_seconds_count',
    'collabry_rag_store_seconds_count',
  ])
})
