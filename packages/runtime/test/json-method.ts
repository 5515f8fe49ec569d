export interface Message {
  userId: string
  text?: string
  count?: number
}

export const encode = (message: object): Buffer => Buffer.from(JSON.stringify(message))
export const decode = (bytes: Buffer): Message => JSON.parse(bytes.toString())

/** A method of the service `test.Echo`, whose messages are JSON: tests of the adapters need no proto. */
export const method = <Name extends string>(originalName: Name, requestStream: boolean, responseStream: boolean) => ({
  path: `/test.Echo/${originalName}`,
  originalName,
  requestStream,
  responseStream,
  requestSerialize: encode,
  requestDeserialize: decode,
  responseSerialize: encode,
  responseDeserialize: decode,
})
