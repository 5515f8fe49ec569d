import { expect, test } from 'bun:test'
import { strToU8 } from 'fflate'
import { readFile } from '../read-file'

test('a notebook is read by its text, its code and its results', async () => {
  const cell = (cell_type: string, source: string | string[], outputs: object[] = []) => ({
    cell_type,
    metadata: {},
    source,
    outputs,
  })
  const frame = '<style>td{}</style><table><tr><th></th><th>kWh</th></tr><tr><th>2025</th><td>12.5</td></tr></table>'
  const cells = [
    cell('markdown', ['# Größe\n', '\n', 'With $\\frac{1}{2}$.']),
    cell('code', 'print(f"{x}")\n', [
      { output_type: 'stream', text: ['\u001b[31m3.25\u001b[0m\n'] },
      { output_type: 'execute_result', data: { 'text/html': [frame], 'text/plain': ['2025 12.5'] } },
      { output_type: 'display_data', data: { 'image/png': 'iVBORw0KGgo=', 'text/plain': '<Figure>' } },
      { output_type: 'error', ename: 'ValueError', evalue: 'no such year', traceback: ['x'] },
    ]),
    cell('raw', 'Bye.'),
  ]
  const source = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 })
  const { text, leftOut } = await readFile(strToU8(source), 'none')
  expect(text).toBe(
    '# Größe\n\nWith $\\frac{1}{2}$.\n\n```\nprint(f"{x}")\n```\n\n```\n3.25\n```\n\n|  | kWh |\n| 2025 | 12.5 |\n\n```\nValueError: no such year\n```\n\nBye.',
  )
  expect(leftOut.map(({ kind, count }) => [kind, count])).toEqual([['picture', 1]])
  const old = {
    nbformat: 3,
    worksheets: [
      {
        cells: [
          { cell_type: 'heading', level: 2, source: ['Old'] },
          { cell_type: 'code', input: ['1+1'], outputs: [{ output_type: 'pyout', text: ['2'] }] },
        ],
      },
    ],
  }
  expect((await readFile(strToU8(JSON.stringify(old)), 'none')).text).toBe('## Old\n\n```\n1+1\n```\n\n```\n2\n```')
})

test('JSON that is no notebook stays as it is', async () => {
  for (const source of [
    '{"nbformat": "x", "cell_type": 1}',
    '{"nbformat": 4, "cells": [], "cell_type": 0}',
    '{"nbformat": 4, "cell_type": ',
    `{"nbformat":4,"cell_type":${'['.repeat(500_000)}`,
  ])
    expect((await readFile(strToU8(source), 'none')).text).toBe(source)
})
