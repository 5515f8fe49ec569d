// Original file: collabry/memory/v1/keys.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CreateKeyRequestInit as _collabry_memory_v1_CreateKeyRequestInit, CreateKeyRequest as _collabry_memory_v1_CreateKeyRequest } from '../../../collabry/memory/v1/CreateKeyRequest';
import type { CreateKeyResponseInit as _collabry_memory_v1_CreateKeyResponseInit, CreateKeyResponse as _collabry_memory_v1_CreateKeyResponse } from '../../../collabry/memory/v1/CreateKeyResponse';
import type { DeleteKeyRequestInit as _collabry_memory_v1_DeleteKeyRequestInit, DeleteKeyRequest as _collabry_memory_v1_DeleteKeyRequest } from '../../../collabry/memory/v1/DeleteKeyRequest';
import type { DeleteKeyResponseInit as _collabry_memory_v1_DeleteKeyResponseInit, DeleteKeyResponse as _collabry_memory_v1_DeleteKeyResponse } from '../../../collabry/memory/v1/DeleteKeyResponse';
import type { FindKeyRequestInit as _collabry_memory_v1_FindKeyRequestInit, FindKeyRequest as _collabry_memory_v1_FindKeyRequest } from '../../../collabry/memory/v1/FindKeyRequest';
import type { FindKeyResponseInit as _collabry_memory_v1_FindKeyResponseInit, FindKeyResponse as _collabry_memory_v1_FindKeyResponse } from '../../../collabry/memory/v1/FindKeyResponse';
import type { ListKeysRequestInit as _collabry_memory_v1_ListKeysRequestInit, ListKeysRequest as _collabry_memory_v1_ListKeysRequest } from '../../../collabry/memory/v1/ListKeysRequest';
import type { ListKeysResponseInit as _collabry_memory_v1_ListKeysResponseInit, ListKeysResponse as _collabry_memory_v1_ListKeysResponse } from '../../../collabry/memory/v1/ListKeysResponse';

export interface KeyServiceClient extends grpc.Client {
  /**
   * Registers a key. The same key again, with the same name, scopes and lifetime, changes nothing. Only the gateway may call
   * it. Errors: conflict (the user has 20 keys), failed_precondition (the user was erased since the request was accepted).
   */
  CreateKey(argument: _collabry_memory_v1_CreateKeyRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateKeyResponse>): grpc.ClientUnaryCall;
  CreateKey(argument: _collabry_memory_v1_CreateKeyRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_CreateKeyResponse>): grpc.ClientUnaryCall;
  CreateKey(argument: _collabry_memory_v1_CreateKeyRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateKeyResponse>): grpc.ClientUnaryCall;
  CreateKey(argument: _collabry_memory_v1_CreateKeyRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_CreateKeyResponse>): grpc.ClientUnaryCall;
  /**
   * Registers a key. The same key again, with the same name, scopes and lifetime, changes nothing. Only the gateway may call
   * it. Errors: conflict (the user has 20 keys), failed_precondition (the user was erased since the request was accepted).
   */
  createKey(argument: _collabry_memory_v1_CreateKeyRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateKeyResponse>): grpc.ClientUnaryCall;
  createKey(argument: _collabry_memory_v1_CreateKeyRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_CreateKeyResponse>): grpc.ClientUnaryCall;
  createKey(argument: _collabry_memory_v1_CreateKeyRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateKeyResponse>): grpc.ClientUnaryCall;
  createKey(argument: _collabry_memory_v1_CreateKeyRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_CreateKeyResponse>): grpc.ClientUnaryCall;
  
  /**
   * Deletes a key: from the answer on it is unknown. Errors: not_found.
   */
  DeleteKey(argument: _collabry_memory_v1_DeleteKeyRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteKeyResponse>): grpc.ClientUnaryCall;
  DeleteKey(argument: _collabry_memory_v1_DeleteKeyRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_DeleteKeyResponse>): grpc.ClientUnaryCall;
  DeleteKey(argument: _collabry_memory_v1_DeleteKeyRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteKeyResponse>): grpc.ClientUnaryCall;
  DeleteKey(argument: _collabry_memory_v1_DeleteKeyRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_DeleteKeyResponse>): grpc.ClientUnaryCall;
  /**
   * Deletes a key: from the answer on it is unknown. Errors: not_found.
   */
  deleteKey(argument: _collabry_memory_v1_DeleteKeyRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteKeyResponse>): grpc.ClientUnaryCall;
  deleteKey(argument: _collabry_memory_v1_DeleteKeyRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_DeleteKeyResponse>): grpc.ClientUnaryCall;
  deleteKey(argument: _collabry_memory_v1_DeleteKeyRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteKeyResponse>): grpc.ClientUnaryCall;
  deleteKey(argument: _collabry_memory_v1_DeleteKeyRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_DeleteKeyResponse>): grpc.ClientUnaryCall;
  
  /**
   * The user of a key. Only the gateway may call it. Errors: not_found (unknown, deleted or expired).
   */
  FindKey(argument: _collabry_memory_v1_FindKeyRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindKeyResponse>): grpc.ClientUnaryCall;
  FindKey(argument: _collabry_memory_v1_FindKeyRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_FindKeyResponse>): grpc.ClientUnaryCall;
  FindKey(argument: _collabry_memory_v1_FindKeyRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindKeyResponse>): grpc.ClientUnaryCall;
  FindKey(argument: _collabry_memory_v1_FindKeyRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_FindKeyResponse>): grpc.ClientUnaryCall;
  /**
   * The user of a key. Only the gateway may call it. Errors: not_found (unknown, deleted or expired).
   */
  findKey(argument: _collabry_memory_v1_FindKeyRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindKeyResponse>): grpc.ClientUnaryCall;
  findKey(argument: _collabry_memory_v1_FindKeyRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_FindKeyResponse>): grpc.ClientUnaryCall;
  findKey(argument: _collabry_memory_v1_FindKeyRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindKeyResponse>): grpc.ClientUnaryCall;
  findKey(argument: _collabry_memory_v1_FindKeyRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_FindKeyResponse>): grpc.ClientUnaryCall;
  
  /**
   * All keys of a user that have not expired, the oldest first.
   */
  ListKeys(argument: _collabry_memory_v1_ListKeysRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListKeysResponse>): grpc.ClientUnaryCall;
  ListKeys(argument: _collabry_memory_v1_ListKeysRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ListKeysResponse>): grpc.ClientUnaryCall;
  ListKeys(argument: _collabry_memory_v1_ListKeysRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListKeysResponse>): grpc.ClientUnaryCall;
  ListKeys(argument: _collabry_memory_v1_ListKeysRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ListKeysResponse>): grpc.ClientUnaryCall;
  /**
   * All keys of a user that have not expired, the oldest first.
   */
  listKeys(argument: _collabry_memory_v1_ListKeysRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListKeysResponse>): grpc.ClientUnaryCall;
  listKeys(argument: _collabry_memory_v1_ListKeysRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ListKeysResponse>): grpc.ClientUnaryCall;
  listKeys(argument: _collabry_memory_v1_ListKeysRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListKeysResponse>): grpc.ClientUnaryCall;
  listKeys(argument: _collabry_memory_v1_ListKeysRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ListKeysResponse>): grpc.ClientUnaryCall;
  
}

export interface KeyServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Registers a key. The same key again, with the same name, scopes and lifetime, changes nothing. Only the gateway may call
   * it. Errors: conflict (the user has 20 keys), failed_precondition (the user was erased since the request was accepted).
   */
  CreateKey: grpc.handleUnaryCall<_collabry_memory_v1_CreateKeyRequest, _collabry_memory_v1_CreateKeyResponseInit>;
  
  /**
   * Deletes a key: from the answer on it is unknown. Errors: not_found.
   */
  DeleteKey: grpc.handleUnaryCall<_collabry_memory_v1_DeleteKeyRequest, _collabry_memory_v1_DeleteKeyResponseInit>;
  
  /**
   * The user of a key. Only the gateway may call it. Errors: not_found (unknown, deleted or expired).
   */
  FindKey: grpc.handleUnaryCall<_collabry_memory_v1_FindKeyRequest, _collabry_memory_v1_FindKeyResponseInit>;
  
  /**
   * All keys of a user that have not expired, the oldest first.
   */
  ListKeys: grpc.handleUnaryCall<_collabry_memory_v1_ListKeysRequest, _collabry_memory_v1_ListKeysResponseInit>;
  
}

export interface KeyServiceDefinition extends grpc.ServiceDefinition {
  CreateKey: MethodDefinition<_collabry_memory_v1_CreateKeyRequestInit, _collabry_memory_v1_CreateKeyResponseInit, _collabry_memory_v1_CreateKeyRequest, _collabry_memory_v1_CreateKeyResponse>
  DeleteKey: MethodDefinition<_collabry_memory_v1_DeleteKeyRequestInit, _collabry_memory_v1_DeleteKeyResponseInit, _collabry_memory_v1_DeleteKeyRequest, _collabry_memory_v1_DeleteKeyResponse>
  FindKey: MethodDefinition<_collabry_memory_v1_FindKeyRequestInit, _collabry_memory_v1_FindKeyResponseInit, _collabry_memory_v1_FindKeyRequest, _collabry_memory_v1_FindKeyResponse>
  ListKeys: MethodDefinition<_collabry_memory_v1_ListKeysRequestInit, _collabry_memory_v1_ListKeysResponseInit, _collabry_memory_v1_ListKeysRequest, _collabry_memory_v1_ListKeysResponse>
}
