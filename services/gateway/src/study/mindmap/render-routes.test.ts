import { expect, test } from 'bun:test'
import { requestOf, testApp } from '../../../test/fakes/use-cases'

const root = { label: 'A', children: [{ label: 'B', children: [] }] }
const render = async (body: object, query = '') =>
  testApp().handle(await requestOf(`http://localhost/ai/mindmap/render${query}`, { body }))
const fieldOf = async (body: object) => {
  const answer = await render(body)
  return { status: answer.status, ...((await answer.json()) as { errors?: { field: string }[] }) }
}

test('a given tree is drawn as a picture that a browser runs nothing of', async () => {
  const answer = await render({ root })
  expect(answer.headers.get('content-type')).toBe('image/svg+xml')
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none';.*sandbox/)
  expect(answer.headers.get('content-disposition')).toBe(`inline; filename="A.svg"; filename*=UTF-8''A.svg`)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await answer.text()).toStartWith('<svg xmlns="http://www.w3.org/2000/svg"')
})

test('the other forms are text', async () => {
  const mermaid = await render({ root }, '?format=mermaid')
  expect(mermaid.headers.get('content-type')).toBe('text/vnd.mermaid; charset=utf-8')
  expect(await mermaid.text()).toBe('mindmap\n  root(("A"))\n    n["B"]\n')
  const markdown = await render({ root }, '?format=markdown')
  expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(await markdown.text()).toBe('- A\n  - B\n')
})

test('without a tree one is made of the topic', async () => {
  expect(await (await render({ topic: 'Leaves' }, '?format=markdown')).text()).toBe('- Leaves\n')
})

test('a name in the header can neither end it nor name a folder', async () => {
  const label = 'a/..\\"\r\nSet-Cookie: x=1; é 光.exe\u202e'
  const name = (await render({ root: { label } })).headers.get('content-disposition') ?? ''
  expect(name).toBe(
    `inline; filename="a .. Set-Cookie x1 e .exe.svg"; filename*=UTF-8''a%20..%20Set-Cookie%20x%3D1%3B%20%C3%A9%20%E5%85%89.exe.svg`,
  )
})

test.each([
  ['nothing', {}],
  ['a text', { root: 'A' }],
  ['a list', { root: [root] }],
  ['no label', { root: { children: [] } }],
  ['an empty label', { root: { label: ' ' } }],
  ['a label that is too long', { root: { label: 'a'.repeat(501) } }],
  ['children that are no list', { root: { label: 'A', children: {} } }],
  ['a child that is none', { root: { label: 'A', children: ['B'] } }],
  ['too long labels', { root: { label: 'A', children: Array.from({ length: 201 }, () => ({ label: 'B'.repeat(500) })) } }],
  ['too many nodes', { root: { label: 'A', children: Array.from({ length: 1_000 }, () => ({ label: 'B' })) } }],
  [
    'too many levels',
    { root: Array.from({ length: 20 }).reduce<object>((below) => ({ label: 'A', children: [below] }), { label: 'Z' }) },
  ],
])('%s is refused with the field', async (_, body) => {
  expect(await fieldOf(body)).toMatchObject({ status: 422, code: 'validation_error', errors: [{ field: 'root' }] })
})

test('an unknown form is refused', async () => {
  expect((await render({ root }, '?format=png')).status).toBe(422)
})
