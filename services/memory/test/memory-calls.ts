import { MemoryService } from '@collabry/proto'
import type { MemoryServiceDefinition } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import { callUnary, connect } from '@collabry/runtime/grpc/client'

/** Its methods by name, without the index signature of every definition. */
type Methods = { [Name in keyof MemoryServiceDefinition as string extends Name ? never : Name]: MemoryServiceDefinition[Name] }
type Method = Exclude<keyof Methods, 'FollowStream' | 'ExportUser'>

type Request<Name extends Method> = Parameters<Methods[Name]['requestSerialize']>[0]
type Reply<Name extends Method> = ReturnType<Methods[Name]['responseDeserialize']>

export type Call = <Name extends Method>(method: Name, request: Request<Name>) => Promise<Reply<Name>>

export interface MemoryCalls extends Disposable {
  call: Call
}

/** Calls of a real client by the name of the method, for tests. */
export function memoryCalls(port: number, identity: { caller: string; key: string }): MemoryCalls {
  const stub = connect(MemoryService, `127.0.0.1:${port}`, identity)
  const call: Call = (method, request) => {
    const { path, requestSerialize, responseDeserialize } = MemoryService.service[method]
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
