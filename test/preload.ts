import { afterEach, expect } from 'bun:test'
import { answerFaults } from '../services/gateway/test/openapi/faults'

// Every answer of a gateway that a test reads is held against the OpenAPI document. The test that read it fails.

const { fetch } = globalThis

/** Only answers of a gateway have a request id; the first one loads the gateway's code. */
const checkedFetch = async (...[input, init]: Parameters<typeof fetch>): Promise<Response> => {
  const response = await fetch(input, init)
  if (!response.headers.has('x-request-id')) return response
  const { checkAnswer } = await import('../services/gateway/test/fakes/use-cases')
  const isRequest = input instanceof Request
  return checkAnswer(
    { method: init?.method ?? (isRequest ? input.method : 'GET'), url: isRequest ? input.url : String(input) },
    response,
  )
}

globalThis.fetch = Object.assign(checkedFetch, { preconnect: fetch.preconnect })

afterEach(() => {
  expect(answerFaults.splice(0)).toEqual([])
})
