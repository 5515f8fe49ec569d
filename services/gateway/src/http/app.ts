import type { Log } from '@collabry/runtime/log'
import { Elysia } from 'elysia'
import { createAnswers } from './answers'
import { auth } from './auth'
import { jsonBody } from './body'
import { type Chat, chatRoutes } from './chat'
import { cors } from './cors'
import { edge } from './edge'
import { errors } from './errors'
import { methodTable } from './methods'
import type { Verify } from './token'

export interface UseCases {
  chat: Chat
}

export interface AppOptions {
  log: Log
  verify: Verify
  corsOrigins: string[]
  maxBodyBytes: number
  maxUploadBodyBytes: number
  streamStallSeconds: number
  /** Aborts when a drain begins. */
  draining: AbortSignal
  /** Aborts, with an AppError as its reason, when the grace time of the drain is over. */
  shutdown: AbortSignal
  silence: (request: Request, seconds: number) => void
}

/** The whole public surface, made of use cases that are handed in: it knows no service and no wire. */
export function createApp(useCases: UseCases, options: AppOptions) {
  const json = jsonBody({ bytesMax: options.maxBodyBytes })
  const answers = createAnswers(options)
  const methodsOf = methodTable(() => app.routes)
  // The order is the order of judgement: headers of every answer, CORS, token, then routing.
  const app = new Elysia({ handler: { standardHostname: false } })
    .use(errors({ log: options.log, methodsOf }))
    .use(edge(options))
    .use(cors(options.corsOrigins))
    .use(auth(options.verify))
    .use(chatRoutes({ chat: useCases.chat, answers, json }))
  return app
}
