import { expect, test } from 'bun:test'
import { audit } from './audit'

/** A registry that answers every question with this. */
async function answering(response: () => Response) {
  await using registry = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: response })
  return await audit({ NPM_CONFIG_REGISTRY: `http://127.0.0.1:${registry.port}/` })
}

const advisory = {
  id: 1,
  url: 'https://example.org/1',
  title: 'everything is wrong with it',
  severity: 'high',
  vulnerable_versions: '*',
}

test('a known vulnerability is a finding', async () => {
  const { verdict, output } = await answering(() => Response.json({ elysia: [advisory] }))
  expect([verdict, output.includes(advisory.title)]).toEqual(['found', true])
})

test('no known vulnerability is none', async () => {
  expect((await answering(() => Response.json({}))).verdict).toBe('clean')
})

test('a registry that refuses the question is reported, and is no finding', async () => {
  const { verdict, output } = await answering(() => new Response('', { status: 405 }))
  expect(verdict).toBe('refused')
  expect(output).toMatch(/^NOT CHECKED .*405/)
})
