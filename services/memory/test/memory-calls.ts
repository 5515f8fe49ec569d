import {
  ErasureService,
  IdempotencyService,
  KeyService,
  SessionService,
  StatusService,
  StreamService,
  TokenService,
  TurnService,
  UsageService,
} from '@collabry/proto'
import { callUnary, connect } from '@collabry/runtime/grpc/client'

/** The methods of a service by name, without the index signature of every definition. */
type Named<Definition> = { [Name in keyof Definition as string extends Name ? never : Name]: Definition[Name] }
type Methods = Named<typeof SessionService.service> &
  Named<typeof TurnService.service> &
  Named<typeof StreamService.service> &
  Named<typeof IdempotencyService.service> &
  Named<typeof TokenService.service> &
  Named<typeof KeyService.service> &
  Named<typeof UsageService.service> &
  Named<typeof ErasureService.service> &
  Named<typeof StatusService.service>

/** All methods of memory. */
export const memoryMethods: Methods = {
  ...SessionService.service,
  ...TurnService.service,
  ...StreamService.service,
  ...IdempotencyService.service,
  ...TokenService.service,
  ...KeyService.service,
  ...UsageService.service,
  ...ErasureService.service,
  ...StatusService.service,
}

type Method = Exclude<keyof Methods, 'FollowStream' | 'ExportUser'>

type Request<Name extends Method> = Parameters<Methods[Name]['requestSerialize']>[0]
type Reply<Name extends Method> = ReturnType<Methods[Name]['responseDeserialize']>

export type Call = <Name extends Method>(method: Name, request: Request<Name>) => Promise<Reply<Name>>

export interface MemoryCalls extends Disposable {
  call: Call
}

/** Calls of a real client by the name of the method, for tests. */
export function memoryCalls(port: number, identity: { caller: string; key: string }): MemoryCalls {
  const stub = connect(SessionService, `127.0.0.1:${port}`, identity)
  const call: Call = (method, request) => {
    const { path, requestSerialize, responseDeserialize } = memoryMethods[method]
    return callUnary(
      (metadata, options, done) =>
        stub.makeUnaryRequest(
          path,
          requestSerialize as (value: typeof request) => Buffer,
          responseDeserialize as (bytes: Buffer) => Reply<typeof method>,
          request,
          metadata,
          options,
          done,
        ),
      { signal: AbortSignal.timeout(10_000), requestId: 'test', deadlineMs: 10_000 },
    )
  }
  return { call, [Symbol.dispose]: () => stub.close() }
}
