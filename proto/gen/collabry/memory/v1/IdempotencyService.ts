// Original file: collabry/memory/v1/idempotency.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { BeginIdempotentRequestInit as _collabry_memory_v1_BeginIdempotentRequestInit, BeginIdempotentRequest as _collabry_memory_v1_BeginIdempotentRequest } from '../../../collabry/memory/v1/BeginIdempotentRequest';
import type { BeginIdempotentResponseInit as _collabry_memory_v1_BeginIdempotentResponseInit, BeginIdempotentResponse as _collabry_memory_v1_BeginIdempotentResponse } from '../../../collabry/memory/v1/BeginIdempotentResponse';
import type { CompleteIdempotentRequestInit as _collabry_memory_v1_CompleteIdempotentRequestInit, CompleteIdempotentRequest as _collabry_memory_v1_CompleteIdempotentRequest } from '../../../collabry/memory/v1/CompleteIdempotentRequest';
import type { CompleteIdempotentResponseInit as _collabry_memory_v1_CompleteIdempotentResponseInit, CompleteIdempotentResponse as _collabry_memory_v1_CompleteIdempotentResponse } from '../../../collabry/memory/v1/CompleteIdempotentResponse';
import type { FindIdempotentRequestInit as _collabry_memory_v1_FindIdempotentRequestInit, FindIdempotentRequest as _collabry_memory_v1_FindIdempotentRequest } from '../../../collabry/memory/v1/FindIdempotentRequest';
import type { FindIdempotentResponseInit as _collabry_memory_v1_FindIdempotentResponseInit, FindIdempotentResponse as _collabry_memory_v1_FindIdempotentResponse } from '../../../collabry/memory/v1/FindIdempotentResponse';
import type { ReleaseIdempotentRequestInit as _collabry_memory_v1_ReleaseIdempotentRequestInit, ReleaseIdempotentRequest as _collabry_memory_v1_ReleaseIdempotentRequest } from '../../../collabry/memory/v1/ReleaseIdempotentRequest';
import type { ReleaseIdempotentResponseInit as _collabry_memory_v1_ReleaseIdempotentResponseInit, ReleaseIdempotentResponse as _collabry_memory_v1_ReleaseIdempotentResponse } from '../../../collabry/memory/v1/ReleaseIdempotentResponse';
import type { RenewIdempotentRequestInit as _collabry_memory_v1_RenewIdempotentRequestInit, RenewIdempotentRequest as _collabry_memory_v1_RenewIdempotentRequest } from '../../../collabry/memory/v1/RenewIdempotentRequest';
import type { RenewIdempotentResponseInit as _collabry_memory_v1_RenewIdempotentResponseInit, RenewIdempotentResponse as _collabry_memory_v1_RenewIdempotentResponse } from '../../../collabry/memory/v1/RenewIdempotentResponse';

export interface IdempotencyServiceClient extends grpc.Client {
  /**
   * Begins a request that must take effect once, by user, route and key, and leases it to the caller for 60 s. After the
   * lease another caller gets the same seed, so that a second attempt creates nothing twice.
   */
  BeginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  BeginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  BeginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  BeginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  /**
   * Begins a request that must take effect once, by user, route and key, and leases it to the caller for 60 s. After the
   * lease another caller gets the same seed, so that a second attempt creates nothing twice.
   */
  beginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  beginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  beginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  beginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Stores the answer. Errors: failed_precondition, payload_too_large (body over 3,000,000 bytes).
   */
  CompleteIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  CompleteIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  CompleteIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  CompleteIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  /**
   * Stores the answer. Errors: failed_precondition, payload_too_large (body over 3,000,000 bytes).
   */
  completeIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  completeIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  completeIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  completeIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Says whether a request was begun before, before anything of its body is known.
   */
  FindIdempotent(argument: _collabry_memory_v1_FindIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindIdempotentResponse>): grpc.ClientUnaryCall;
  FindIdempotent(argument: _collabry_memory_v1_FindIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_FindIdempotentResponse>): grpc.ClientUnaryCall;
  FindIdempotent(argument: _collabry_memory_v1_FindIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindIdempotentResponse>): grpc.ClientUnaryCall;
  FindIdempotent(argument: _collabry_memory_v1_FindIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_FindIdempotentResponse>): grpc.ClientUnaryCall;
  /**
   * Says whether a request was begun before, before anything of its body is known.
   */
  findIdempotent(argument: _collabry_memory_v1_FindIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindIdempotentResponse>): grpc.ClientUnaryCall;
  findIdempotent(argument: _collabry_memory_v1_FindIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_FindIdempotentResponse>): grpc.ClientUnaryCall;
  findIdempotent(argument: _collabry_memory_v1_FindIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindIdempotentResponse>): grpc.ClientUnaryCall;
  findIdempotent(argument: _collabry_memory_v1_FindIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_FindIdempotentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Releases the lease without an answer. Errors: failed_precondition.
   */
  ReleaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  ReleaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  ReleaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  ReleaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  /**
   * Releases the lease without an answer. Errors: failed_precondition.
   */
  releaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  releaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  releaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  releaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Renews the lease for 60 s. Errors: failed_precondition (another caller has the lease, or the request is complete).
   */
  RenewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  RenewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  RenewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  RenewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  /**
   * Renews the lease for 60 s. Errors: failed_precondition (another caller has the lease, or the request is complete).
   */
  renewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  renewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  renewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  renewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  
}

export interface IdempotencyServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Begins a request that must take effect once, by user, route and key, and leases it to the caller for 60 s. After the
   * lease another caller gets the same seed, so that a second attempt creates nothing twice.
   */
  BeginIdempotent: grpc.handleUnaryCall<_collabry_memory_v1_BeginIdempotentRequest, _collabry_memory_v1_BeginIdempotentResponseInit>;
  
  /**
   * Stores the answer. Errors: failed_precondition, payload_too_large (body over 3,000,000 bytes).
   */
  CompleteIdempotent: grpc.handleUnaryCall<_collabry_memory_v1_CompleteIdempotentRequest, _collabry_memory_v1_CompleteIdempotentResponseInit>;
  
  /**
   * Says whether a request was begun before, before anything of its body is known.
   */
  FindIdempotent: grpc.handleUnaryCall<_collabry_memory_v1_FindIdempotentRequest, _collabry_memory_v1_FindIdempotentResponseInit>;
  
  /**
   * Releases the lease without an answer. Errors: failed_precondition.
   */
  ReleaseIdempotent: grpc.handleUnaryCall<_collabry_memory_v1_ReleaseIdempotentRequest, _collabry_memory_v1_ReleaseIdempotentResponseInit>;
  
  /**
   * Renews the lease for 60 s. Errors: failed_precondition (another caller has the lease, or the request is complete).
   */
  RenewIdempotent: grpc.handleUnaryCall<_collabry_memory_v1_RenewIdempotentRequest, _collabry_memory_v1_RenewIdempotentResponseInit>;
  
}

export interface IdempotencyServiceDefinition extends grpc.ServiceDefinition {
  BeginIdempotent: MethodDefinition<_collabry_memory_v1_BeginIdempotentRequestInit, _collabry_memory_v1_BeginIdempotentResponseInit, _collabry_memory_v1_BeginIdempotentRequest, _collabry_memory_v1_BeginIdempotentResponse>
  CompleteIdempotent: MethodDefinition<_collabry_memory_v1_CompleteIdempotentRequestInit, _collabry_memory_v1_CompleteIdempotentResponseInit, _collabry_memory_v1_CompleteIdempotentRequest, _collabry_memory_v1_CompleteIdempotentResponse>
  FindIdempotent: MethodDefinition<_collabry_memory_v1_FindIdempotentRequestInit, _collabry_memory_v1_FindIdempotentResponseInit, _collabry_memory_v1_FindIdempotentRequest, _collabry_memory_v1_FindIdempotentResponse>
  ReleaseIdempotent: MethodDefinition<_collabry_memory_v1_ReleaseIdempotentRequestInit, _collabry_memory_v1_ReleaseIdempotentResponseInit, _collabry_memory_v1_ReleaseIdempotentRequest, _collabry_memory_v1_ReleaseIdempotentResponse>
  RenewIdempotent: MethodDefinition<_collabry_memory_v1_RenewIdempotentRequestInit, _collabry_memory_v1_RenewIdempotentResponseInit, _collabry_memory_v1_RenewIdempotentRequest, _collabry_memory_v1_RenewIdempotentResponse>
}
