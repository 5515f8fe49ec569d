import { afterAll, beforeAll, expect, test } from 'bun:test'
import { failureOf } from '../../test/fakes/failure'
import { serperSearch } from './web-search'

type Handler = (request: Request) => Response | Promise<Response>

let handle: Handler
let server: ReturnType<typeof serve>
const serve = () => Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: (request) => handle(request) })
beforeAll(() => {
  server = serve()
})
afterAll(() => server.stop(true))

const search = (signal = new AbortController().signal) =>
  serperSearch({ baseUrl: `http://127.0.0.1:${server.port}/`, apiKey: 'key' })('old bridge', { resultsMax: 5, signal })

test('asks with the key and gives the organic results', async () => {
  const asked: unknown[] = []
  handle = async (request) => {
    asked.push([request.method, new URL(request.url).pathname, request.headers.get('x-api-key'), await request.json()])
    const organic = [{ title: 'T', link: 'https://a/', snippet: 'S', position: 1 }, { title: 7, link: null }, 'x']
    return Response.json({ searchParameters: {}, organic, answerBox: {} })
  }
  expect(await search()).toEqual([
    { title: 'T', url: 'https://a/', content: 'S' },
    { title: '', url: '', content: '' },
  ])
  expect(asked).toEqual([['POST', '/search', 'key', { q: 'old bridge', num: 5 }]])
})

const broken: [string, Handler][] = [
  ['refuses the key', () => Response.json({ organic: [] }, { status: 403 })],
  ['fails', () => new Response('no', { status: 500 })],
  ['says no JSON', () => new Response('<html>')],
  ['says something else', () => Response.json({ organic: 'none' })],
  ['says nothing', () => Response.json(null)],
  ['says too much', () => Response.json({ organic: [{ title: 'x'.repeat(300_000) }] })],
  ['never stops', () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) }))],
]
test.each(broken)('a search engine that %s is away', async (_, answer) => {
  handle = answer
  const error = await failureOf(search())
  expect(error).toMatchObject({ code: 'unavailable', message: 'The search engine does not answer.' })
})

test('no redirect is followed', async () => {
  const paths: string[] = []
  handle = (request) => {
    paths.push(new URL(request.url).pathname)
    return Response.redirect(`http://127.0.0.1:${server.port}/elsewhere`, 307)
  }
  expect(await failureOf(search())).toMatchObject({ code: 'unavailable' })
  expect(paths).toEqual(['/search'])
})

test('an engine that is silent is left when the time is over', async () => {
  handle = () => new Promise(() => {})
  expect(await failureOf(search(AbortSignal.timeout(30)))).toMatchObject({ code: 'timeout' })
})
