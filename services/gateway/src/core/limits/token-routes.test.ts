import { expect, test } from 'bun:test'
import { testApp } from '../../../test/fakes/use-cases'
import { spendsTokens } from './limit-requests'

test('every route that may run a model is judged by its tokens, and no other', () => {
  const posts = testApp()
    .routes.filter(({ method }) => method === 'POST')
    .map(({ path }) => path)
  expect(posts.filter((path) => !spendsTokens('POST', path)).sort()).toEqual([
    '/ai/chat/stream/:stream_id/ticket',
    '/ai/search',
    '/ai/sessions',
    '/ai/sessions/:session_id/messages/:message_id/feedback',
    '/ai/upload',
    '/ai/upload/:task_id/retry',
    '/ai/upload/:task_id/ticket',
    '/ai/upload/file',
    '/auth/keys',
    '/auth/logout',
    '/auth/refresh',
    '/mcp', // its tool that runs one takes tokens itself
  ])
  expect(spendsTokens('GET', '/ai/chat')).toBe(false)
  expect(spendsTokens('POST', '/ai/what-nobody-has-thought-of')).toBe(true)
})
