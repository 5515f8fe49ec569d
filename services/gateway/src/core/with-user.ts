import { identityOf } from './request-context'

/** Every successful JSON body about a user says whose it is and when it was made; identity goes last, over anything else. */
export const aboutUser = <Body extends object>(request: Request, body: Body) => ({
  ...body,
  timestamp: new Date().toISOString(),
  user_id: identityOf(request).userId,
})
