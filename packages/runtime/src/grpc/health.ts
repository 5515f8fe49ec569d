import {
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js'
import protobuf from 'protobufjs/light'

type ServingStatus = 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN'
interface HealthRequest {
  service: string
}
interface HealthResponse {
  status: ServingStatus
}
interface ListResponse {
  statuses: Record<string, HealthResponse>
}

const STATUSES: protobuf.IMapField = { keyType: 'string', type: 'HealthCheckResponse', id: 1 }

/**
 * grpc/health/v1/health.proto. The package grpc-health-check would load the parser of .proto files and make descriptors for it,
 * which takes 6 MB in each process; the tests compare this definition with the package's.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    HealthCheckRequest: { fields: { service: { type: 'string', id: 1 } } },
    ServingStatus: { values: { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2, SERVICE_UNKNOWN: 3 } },
    HealthCheckResponse: { fields: { status: { type: 'ServingStatus', id: 1 } } },
    HealthListRequest: { fields: {} },
    HealthListResponse: { fields: { statuses: STATUSES } },
  },
})

export const HEALTH_SERVICE = 'grpc.health.v1.Health'

const serialize = (type: protobuf.Type) => (message: object) => Buffer.from(type.encode(type.fromObject(message)).finish())
const deserialize = (type: protobuf.Type) => (bytes: Buffer) =>
  type.toObject(type.decode(bytes), { enums: String, defaults: true })

function method(name: string, request: string, response: string, responseStream = false) {
  const [sent, answered] = [root.lookupType(request), root.lookupType(response)]
  return {
    path: `/${HEALTH_SERVICE}/${name}`,
    requestStream: false,
    responseStream,
    originalName: name.toLowerCase(),
    requestSerialize: serialize(sent),
    requestDeserialize: deserialize(sent),
    responseSerialize: serialize(answered),
    responseDeserialize: deserialize(answered),
  }
}

export const healthService = {
  Check: method('Check', 'HealthCheckRequest', 'HealthCheckResponse'),
  Watch: method('Watch', 'HealthCheckRequest', 'HealthCheckResponse', true),
  List: method('List', 'HealthListRequest', 'HealthListResponse'),
} satisfies ServiceDefinition

/** The state of a server and of each of its services by name; the server's own name is empty. */
export class Health {
  readonly #statuses: Map<string, ServingStatus>
  readonly #watchers = new Set<{ service: string; write(status: ServingStatus): void; end(): void }>()

  constructor(services: readonly string[]) {
    this.#statuses = new Map(['', ...services].map((name) => [name, 'SERVING']))
  }

  /** Reports every service as not serving from now on. */
  stop() {
    for (const name of this.#statuses.keys()) this.#statuses.set(name, 'NOT_SERVING')
    for (const { service, write } of this.#watchers) if (this.#statuses.has(service)) write('NOT_SERVING')
  }

  /** Ends the calls of all watchers: a server that drains would wait for them. */
  endWatches() {
    for (const watcher of this.#watchers) watcher.end()
  }

  /** The implementation of the service. */
  readonly methods = {
    Check: ({ request: { service } }: ServerUnaryCall<HealthRequest, HealthResponse>, reply: sendUnaryData<HealthResponse>) => {
      const known = this.#statuses.get(service)
      if (known) reply(null, { status: known })
      else reply({ code: status.NOT_FOUND, details: 'There is no service of this name here.' })
    },
    Watch: (call: ServerWritableStream<HealthRequest, HealthResponse>) => {
      const { service } = call.request
      const watcher = { service, write: (status: ServingStatus) => void call.write({ status }), end: () => call.end() }
      this.#watchers.add(watcher)
      call.on('cancelled', () => this.#watchers.delete(watcher))
      watcher.write(this.#statuses.get(service) ?? 'SERVICE_UNKNOWN')
    },
    List: (_: unknown, reply: sendUnaryData<ListResponse>) => {
      reply(null, { statuses: Object.fromEntries([...this.#statuses].map(([name, status]) => [name, { status }])) })
    },
  }
}
