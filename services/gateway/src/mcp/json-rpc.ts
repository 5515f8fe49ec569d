import { AppError, type Code, codes } from '@collabry/runtime/errors'

/** A call that can't be answered, in the words of JSON-RPC 2.0. */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

const METHOD_NOT_FOUND = -32_601
export const INVALID_PARAMS = -32_602
/** MCP: there is no such resource. */
export const RESOURCE_NOT_FOUND = -32_002

/** The `error` of a failure that no method has answered, such as a wrong token. */
export const rpcErrorOf = ({ code, message }: AppError) => ({ code: codeOf(code), message })

function codeOf(code: Code): number {
  if (code === 'malformed_json') return -32_700
  if (code === 'validation_error') return -32_600
  return code === 'internal_error' ? -32_603 : -32_000
}

type RpcId = string | number

interface RpcRequest {
  method: string
  params: Record<string, unknown>
}

/** Methods by their names. */
export type RpcMethods<Call> = Record<string, (params: Record<string, unknown>, call: Call) => object | Promise<object>>

/** Calls a method. What is wrong with the call itself is an answer; other failures are thrown. */
export async function answerRpc<Call>(
  methods: RpcMethods<Call>,
  id: RpcId,
  { method, params }: RpcRequest,
  call: Call,
): Promise<object> {
  const envelope = { jsonrpc: '2.0', id }
  const run = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (!run)
    return { ...envelope, error: { code: METHOD_NOT_FOUND, message: `There is no method ${JSON.stringify(method)} here.` } }
  try {
    return { ...envelope, result: await run(params, call) }
  } catch (error) {
    if (error instanceof RpcError) return { ...envelope, error: { code: error.code, message: error.message } }
    if (error instanceof AppError && codes[error.code].http < 429 && codes[error.code].http !== 401)
      return { ...envelope, error: { code: INVALID_PARAMS, message: error.message } }
    throw error
  }
}
