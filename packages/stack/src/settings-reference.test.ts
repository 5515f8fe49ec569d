import { expect, test } from 'bun:test'
import { Type as t } from '@sinclair/typebox'
import { envExample, replaceTable, settingsOf, staleFiles, table } from './config-command'

const schemas = {
  one: t.Object({ grpcPort: t.Integer({ default: 1, minimum: 0, maximum: 9, description: 'Port' }) }),
  two: t.Object({
    grpcPort: t.Integer({ default: 2, minimum: 0, maximum: 9, description: 'Port' }),
    apiKey: t.Optional(t.String({ secret: true, aliases: ['KEY'], description: 'Key of a | b' })),
  }),
}

test('a variable that several services read is told once, with each default', () => {
  expect(settingsOf(schemas)).toMatchObject([
    { name: 'GRPC_PORT', readers: ['one', 'two'], defaults: ['1', '2'] },
    { name: 'API_KEY', readers: ['two'], defaults: [''] },
  ])
  const text = table(settingsOf(schemas))
  expect(text).toContain('| `GRPC_PORT` | `1` / `2` | one, two | Port; 0–9 |')
  expect(text).toContain('Key of a \\| b; also read as `KEY`; a secret')
})

test('the example file sets nothing', () => {
  const lines = envExample(settingsOf(schemas)).split('\n')
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([])
})

test('only the part between the marks is replaced', () => {
  const text = 'before\n<!-- settings: made by "bun run config --write" -->\nold\n<!-- /settings -->\nafter\n'
  expect(replaceTable(text, 'new\n')).toBe(text.replace('old', 'new'))
  expect(replaceTable('no marks', 'new')).toBeUndefined()
})

test('the files that tell the settings are up to date (bun run config --write)', () => {
  expect(staleFiles()).toEqual([])
})
