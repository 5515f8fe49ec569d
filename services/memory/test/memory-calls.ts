import { MemoryService } from '@collabry/proto'
import type { MemoryServiceDefinition } from '@collabry/proto/gen/collabry/memory/v1/MemoryService'
import { callUnary, connect } from '@collabry/runtime/grpc-client'

type Method =
  | 'CreateSession'
  | 'GetSession'
  | 'ListSessions'
  | 'RenameSession'
  | 'DeleteSession'
  | 'ListMessages'
  | 'BeginTurn'
  | 'AppendTurn'
  | 'EndTurn'
  | 'GetStatus'

type Request<Name extends Method> = Parameters<MemoryServiceDefinition[Name]['requestSerialize']>[0]
type Reply<Name extends Method> = ReturnType<MemoryServiceDefinition[Name]['responseDeserialize']>

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
