// Original file: collabry/memory/v1/erasure.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { BeginErasureRequestInit as _collabry_memory_v1_BeginErasureRequestInit, BeginErasureRequest as _collabry_memory_v1_BeginErasureRequest } from '../../../collabry/memory/v1/BeginErasureRequest';
import type { BeginErasureResponseInit as _collabry_memory_v1_BeginErasureResponseInit, BeginErasureResponse as _collabry_memory_v1_BeginErasureResponse } from '../../../collabry/memory/v1/BeginErasureResponse';
import type { ClaimErasuresRequestInit as _collabry_memory_v1_ClaimErasuresRequestInit, ClaimErasuresRequest as _collabry_memory_v1_ClaimErasuresRequest } from '../../../collabry/memory/v1/ClaimErasuresRequest';
import type { ClaimErasuresResponseInit as _collabry_memory_v1_ClaimErasuresResponseInit, ClaimErasuresResponse as _collabry_memory_v1_ClaimErasuresResponse } from '../../../collabry/memory/v1/ClaimErasuresResponse';
import type { EndErasureRequestInit as _collabry_memory_v1_EndErasureRequestInit, EndErasureRequest as _collabry_memory_v1_EndErasureRequest } from '../../../collabry/memory/v1/EndErasureRequest';
import type { EndErasureResponseInit as _collabry_memory_v1_EndErasureResponseInit, EndErasureResponse as _collabry_memory_v1_EndErasureResponse } from '../../../collabry/memory/v1/EndErasureResponse';
import type { EraseUserRequestInit as _collabry_memory_v1_EraseUserRequestInit, EraseUserRequest as _collabry_memory_v1_EraseUserRequest } from '../../../collabry/memory/v1/EraseUserRequest';
import type { EraseUserResponseInit as _collabry_memory_v1_EraseUserResponseInit, EraseUserResponse as _collabry_memory_v1_EraseUserResponse } from '../../../collabry/memory/v1/EraseUserResponse';
import type { ExportUserRequestInit as _collabry_memory_v1_ExportUserRequestInit, ExportUserRequest as _collabry_memory_v1_ExportUserRequest } from '../../../collabry/memory/v1/ExportUserRequest';
import type { ExportUserResponseInit as _collabry_memory_v1_ExportUserResponseInit, ExportUserResponse as _collabry_memory_v1_ExportUserResponse } from '../../../collabry/memory/v1/ExportUserResponse';

export interface ErasureServiceClient extends grpc.Client {
  /**
   * Begins an erasure: data of earlier requests is not stored any more. While an erasure runs, it returns that one. Only the
   * gateway may call this method and the next three.
   */
  BeginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  BeginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  BeginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  BeginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  /**
   * Begins an erasure: data of earlier requests is not stored any more. While an erasure runs, it returns that one. Only the
   * gateway may call this method and the next three.
   */
  beginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  beginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  beginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  beginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  
  /**
   * Leases erasures whose lease has expired to the caller for 30 s. The caller erases in every service and ends them.
   */
  ClaimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  ClaimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  ClaimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  ClaimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  /**
   * Leases erasures whose lease has expired to the caller for 30 s. The caller erases in every service and ends them.
   */
  claimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  claimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  claimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  claimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  
  /**
   * Ends an erasure after every service has erased. It may be repeated. Errors: not_found.
   */
  EndErasure(argument: _collabry_memory_v1_EndErasureRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  EndErasure(argument: _collabry_memory_v1_EndErasureRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  EndErasure(argument: _collabry_memory_v1_EndErasureRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  EndErasure(argument: _collabry_memory_v1_EndErasureRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  /**
   * Ends an erasure after every service has erased. It may be repeated. Errors: not_found.
   */
  endErasure(argument: _collabry_memory_v1_EndErasureRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  endErasure(argument: _collabry_memory_v1_EndErasureRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  endErasure(argument: _collabry_memory_v1_EndErasureRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  endErasure(argument: _collabry_memory_v1_EndErasureRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  
  /**
   * Removes all data of the user from this service. It may be repeated. Errors: not_found (no such erasure runs).
   */
  EraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  EraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  EraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  EraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  /**
   * Removes all data of the user from this service. It may be repeated. Errors: not_found (no such erasure runs).
   */
  eraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  eraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  eraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  eraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  
  /**
   * All data of a user: sessions with the messages of all branches, then usage.
   */
  ExportUser(argument: _collabry_memory_v1_ExportUserRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_ExportUserResponse>;
  ExportUser(argument: _collabry_memory_v1_ExportUserRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_ExportUserResponse>;
  /**
   * All data of a user: sessions with the messages of all branches, then usage.
   */
  exportUser(argument: _collabry_memory_v1_ExportUserRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_ExportUserResponse>;
  exportUser(argument: _collabry_memory_v1_ExportUserRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_ExportUserResponse>;
  
}

export interface ErasureServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Begins an erasure: data of earlier requests is not stored any more. While an erasure runs, it returns that one. Only the
   * gateway may call this method and the next three.
   */
  BeginErasure: grpc.handleUnaryCall<_collabry_memory_v1_BeginErasureRequest, _collabry_memory_v1_BeginErasureResponseInit>;
  
  /**
   * Leases erasures whose lease has expired to the caller for 30 s. The caller erases in every service and ends them.
   */
  ClaimErasures: grpc.handleUnaryCall<_collabry_memory_v1_ClaimErasuresRequest, _collabry_memory_v1_ClaimErasuresResponseInit>;
  
  /**
   * Ends an erasure after every service has erased. It may be repeated. Errors: not_found.
   */
  EndErasure: grpc.handleUnaryCall<_collabry_memory_v1_EndErasureRequest, _collabry_memory_v1_EndErasureResponseInit>;
  
  /**
   * Removes all data of the user from this service. It may be repeated. Errors: not_found (no such erasure runs).
   */
  EraseUser: grpc.handleUnaryCall<_collabry_memory_v1_EraseUserRequest, _collabry_memory_v1_EraseUserResponseInit>;
  
  /**
   * All data of a user: sessions with the messages of all branches, then usage.
   */
  ExportUser: grpc.handleServerStreamingCall<_collabry_memory_v1_ExportUserRequest, _collabry_memory_v1_ExportUserResponseInit>;
  
}

export interface ErasureServiceDefinition extends grpc.ServiceDefinition {
  BeginErasure: MethodDefinition<_collabry_memory_v1_BeginErasureRequestInit, _collabry_memory_v1_BeginErasureResponseInit, _collabry_memory_v1_BeginErasureRequest, _collabry_memory_v1_BeginErasureResponse>
  ClaimErasures: MethodDefinition<_collabry_memory_v1_ClaimErasuresRequestInit, _collabry_memory_v1_ClaimErasuresResponseInit, _collabry_memory_v1_ClaimErasuresRequest, _collabry_memory_v1_ClaimErasuresResponse>
  EndErasure: MethodDefinition<_collabry_memory_v1_EndErasureRequestInit, _collabry_memory_v1_EndErasureResponseInit, _collabry_memory_v1_EndErasureRequest, _collabry_memory_v1_EndErasureResponse>
  EraseUser: MethodDefinition<_collabry_memory_v1_EraseUserRequestInit, _collabry_memory_v1_EraseUserResponseInit, _collabry_memory_v1_EraseUserRequest, _collabry_memory_v1_EraseUserResponse>
  ExportUser: MethodDefinition<_collabry_memory_v1_ExportUserRequestInit, _collabry_memory_v1_ExportUserResponseInit, _collabry_memory_v1_ExportUserRequest, _collabry_memory_v1_ExportUserResponse>
}
