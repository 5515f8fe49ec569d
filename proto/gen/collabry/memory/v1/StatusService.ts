// Original file: collabry/memory/v1/status.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetStatusRequestInit as _collabry_memory_v1_GetStatusRequestInit, GetStatusRequest as _collabry_memory_v1_GetStatusRequest } from '../../../collabry/memory/v1/GetStatusRequest';
import type { GetStatusResponseInit as _collabry_memory_v1_GetStatusResponseInit, GetStatusResponse as _collabry_memory_v1_GetStatusResponse } from '../../../collabry/memory/v1/GetStatusResponse';

export interface StatusServiceClient extends grpc.Client {
  /**
   * The state of the store. Answers within 2 s.
   */
  GetStatus(argument: _collabry_memory_v1_GetStatusRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_memory_v1_GetStatusRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_memory_v1_GetStatusRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_memory_v1_GetStatusRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  /**
   * The state of the store. Answers within 2 s.
   */
  getStatus(argument: _collabry_memory_v1_GetStatusRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_memory_v1_GetStatusRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_memory_v1_GetStatusRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_memory_v1_GetStatusRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  
}

export interface StatusServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * The state of the store. Answers within 2 s.
   */
  GetStatus: grpc.handleUnaryCall<_collabry_memory_v1_GetStatusRequest, _collabry_memory_v1_GetStatusResponseInit>;
  
}

export interface StatusServiceDefinition extends grpc.ServiceDefinition {
  GetStatus: MethodDefinition<_collabry_memory_v1_GetStatusRequestInit, _collabry_memory_v1_GetStatusResponseInit, _collabry_memory_v1_GetStatusRequest, _collabry_memory_v1_GetStatusResponse>
}
