// Original file: collabry/memory/v1/usage.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AddUsageRequestInit as _collabry_memory_v1_AddUsageRequestInit, AddUsageRequest as _collabry_memory_v1_AddUsageRequest } from '../../../collabry/memory/v1/AddUsageRequest';
import type { AddUsageResponseInit as _collabry_memory_v1_AddUsageResponseInit, AddUsageResponse as _collabry_memory_v1_AddUsageResponse } from '../../../collabry/memory/v1/AddUsageResponse';
import type { GetUsageRequestInit as _collabry_memory_v1_GetUsageRequestInit, GetUsageRequest as _collabry_memory_v1_GetUsageRequest } from '../../../collabry/memory/v1/GetUsageRequest';
import type { GetUsageResponseInit as _collabry_memory_v1_GetUsageResponseInit, GetUsageResponse as _collabry_memory_v1_GetUsageResponse } from '../../../collabry/memory/v1/GetUsageResponse';

export interface UsageServiceClient extends grpc.Client {
  /**
   * Adds to what the user took today (UTC), also of work that began before the user was erased. Never try it again: it would
   * count twice.
   */
  AddUsage(argument: _collabry_memory_v1_AddUsageRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  AddUsage(argument: _collabry_memory_v1_AddUsageRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  AddUsage(argument: _collabry_memory_v1_AddUsageRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  AddUsage(argument: _collabry_memory_v1_AddUsageRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  /**
   * Adds to what the user took today (UTC), also of work that began before the user was erased. Never try it again: it would
   * count twice.
   */
  addUsage(argument: _collabry_memory_v1_AddUsageRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  addUsage(argument: _collabry_memory_v1_AddUsageRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  addUsage(argument: _collabry_memory_v1_AddUsageRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  addUsage(argument: _collabry_memory_v1_AddUsageRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  
  /**
   * The user's usage by day.
   */
  GetUsage(argument: _collabry_memory_v1_GetUsageRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  GetUsage(argument: _collabry_memory_v1_GetUsageRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  GetUsage(argument: _collabry_memory_v1_GetUsageRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  GetUsage(argument: _collabry_memory_v1_GetUsageRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  /**
   * The user's usage by day.
   */
  getUsage(argument: _collabry_memory_v1_GetUsageRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  getUsage(argument: _collabry_memory_v1_GetUsageRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  getUsage(argument: _collabry_memory_v1_GetUsageRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  getUsage(argument: _collabry_memory_v1_GetUsageRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  
}

export interface UsageServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Adds to what the user took today (UTC), also of work that began before the user was erased. Never try it again: it would
   * count twice.
   */
  AddUsage: grpc.handleUnaryCall<_collabry_memory_v1_AddUsageRequest, _collabry_memory_v1_AddUsageResponseInit>;
  
  /**
   * The user's usage by day.
   */
  GetUsage: grpc.handleUnaryCall<_collabry_memory_v1_GetUsageRequest, _collabry_memory_v1_GetUsageResponseInit>;
  
}

export interface UsageServiceDefinition extends grpc.ServiceDefinition {
  AddUsage: MethodDefinition<_collabry_memory_v1_AddUsageRequestInit, _collabry_memory_v1_AddUsageResponseInit, _collabry_memory_v1_AddUsageRequest, _collabry_memory_v1_AddUsageResponse>
  GetUsage: MethodDefinition<_collabry_memory_v1_GetUsageRequestInit, _collabry_memory_v1_GetUsageResponseInit, _collabry_memory_v1_GetUsageRequest, _collabry_memory_v1_GetUsageResponse>
}
