import { expect, setDefaultTimeout, test } from 'bun:test'
import { connect } from '@collabry/runtime/grpc/client'
import { type CallOptions, type ClientDuplexStream, type Metadata, makeGenericClientConstructor } from '@grpc/grpc-js'
import { KEY, openLlm } from './llm'

setDefaultTimeout(180_000)

const raw = (bytes: Buffer) => bytes
const path = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo'
const wire = { requestSerialize: raw, requestDeserialize: raw, responseSerialize: raw, responseDeserialize: raw }
const service = { ask: { path, requestStream: true, responseStream: true, ...wire } }
interface Reflection {
  ask(metadata?: Metadata, options?: CallOptions): ClientDuplexStream<Buffer, Buffer>
  close(): void
}
const Client = makeGenericClientConstructor(service, 'Reflection') as unknown as { new (): Reflection; service: typeof service }

/** ServerReflectionRequest with list_services = "*". */
const LIST = Buffer.from([0x3a, 0x01, 0x2a])

/** ServerReflectionRequest with file_containing_symbol. */
const fileOf = (symbol: string) => Buffer.concat([Buffer.from([0x22, symbol.length]), Buffer.from(symbol)])

async function askedOf(port: number, key: string, question = LIST): Promise<string> {
  const stub = connect(Client, `127.0.0.1:${port}`, { caller: 'gateway', key })
  const call = stub.ask()
  try {
    call.end(question)
    let answer = ''
    for await (const bytes of call) answer += bytes.toString('latin1')
    return answer
  } catch (error) {
    return String((error as { code?: number }).code)
  } finally {
    stub.close()
  }
}

test('a server describes itself to named callers where it is told to, and nowhere else', async () => {
  await using open = await openLlm({ LLM_PROVIDER: 'builtin', GRPC_REFLECTION: 'true' })
  const listed = await askedOf(open.port, KEY)
  expect(listed.match(/[a-z]+\.[\w.]+\.v1\.\w+/g)?.toSorted()).toEqual(['collabry.llm.v1.LlmService', 'grpc.health.v1.Health'])
  const file = await askedOf(open.port, KEY, fileOf('collabry.llm.v1.LlmService'))
  expect(file).toContain('presence_penalty')
  expect(file).not.toContain('presencePenalty\x18')
  expect(await askedOf(open.port, KEY, fileOf('grpc.health.v1.Health'))).toContain('HealthCheckRequest')
  expect(await askedOf(open.port, 'wrong')).toBe('16') // UNAUTHENTICATED
  await using usual = await openLlm({ LLM_PROVIDER: 'builtin' })
  expect(await askedOf(usual.port, KEY)).toBe('12') // UNIMPLEMENTED
})
