/** Metadata key that carries the request id over every hop. */
export const REQUEST_ID = 'x-request-id'

/** Whether a client may use this text as its request id. */
export const isRequestId = (text: string): boolean => /^[A-Za-z0-9._-]{1,128}$/.test(text)

export const newRequestId = (): string => crypto.randomUUID()
