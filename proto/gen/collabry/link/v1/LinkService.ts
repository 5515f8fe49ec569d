// Original file: collabry/link/v1/link.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { OpenRequestInit as _collabry_link_v1_OpenRequestInit, OpenRequest as _collabry_link_v1_OpenRequest } from '../../../collabry/link/v1/OpenRequest';
import type { OpenResponseInit as _collabry_link_v1_OpenResponseInit, OpenResponse as _collabry_link_v1_OpenResponse } from '../../../collabry/link/v1/OpenResponse';

export interface LinkServiceClient extends grpc.Client {
  /**
   * Opens a link. The caller is verified once, here; each call on it is judged by the caller's rights to its method, and
   * each request by its own user_id. That is why OpenRequest, alone of all requests, has none.
   * Errors: invalid_token, forbidden, unavailable (garbage, or a peer that does not answer within 5 s).
   */
  Open(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_collabry_link_v1_OpenRequestInit, _collabry_link_v1_OpenResponse>;
  Open(options?: grpc.CallOptions): grpc.ClientDuplexStream<_collabry_link_v1_OpenRequestInit, _collabry_link_v1_OpenResponse>;
  /**
   * Opens a link. The caller is verified once, here; each call on it is judged by the caller's rights to its method, and
   * each request by its own user_id. That is why OpenRequest, alone of all requests, has none.
   * Errors: invalid_token, forbidden, unavailable (garbage, or a peer that does not answer within 5 s).
   */
  open(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_collabry_link_v1_OpenRequestInit, _collabry_link_v1_OpenResponse>;
  open(options?: grpc.CallOptions): grpc.ClientDuplexStream<_collabry_link_v1_OpenRequestInit, _collabry_link_v1_OpenResponse>;
  
}

export interface LinkServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Opens a link. The caller is verified once, here; each call on it is judged by the caller's rights to its method, and
   * each request by its own user_id. That is why OpenRequest, alone of all requests, has none.
   * Errors: invalid_token, forbidden, unavailable (garbage, or a peer that does not answer within 5 s).
   */
  Open: grpc.handleBidiStreamingCall<_collabry_link_v1_OpenRequest, _collabry_link_v1_OpenResponseInit>;
  
}

export interface LinkServiceDefinition extends grpc.ServiceDefinition {
  Open: MethodDefinition<_collabry_link_v1_OpenRequestInit, _collabry_link_v1_OpenResponseInit, _collabry_link_v1_OpenRequest, _collabry_link_v1_OpenResponse>
}
