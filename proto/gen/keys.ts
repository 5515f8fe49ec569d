import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { ApiKeyInit as _collabry_memory_v1_ApiKeyInit, ApiKey as _collabry_memory_v1_ApiKey } from './collabry/memory/v1/ApiKey';
import type { CreateKeyRequestInit as _collabry_memory_v1_CreateKeyRequestInit, CreateKeyRequest as _collabry_memory_v1_CreateKeyRequest } from './collabry/memory/v1/CreateKeyRequest';
import type { CreateKeyResponseInit as _collabry_memory_v1_CreateKeyResponseInit, CreateKeyResponse as _collabry_memory_v1_CreateKeyResponse } from './collabry/memory/v1/CreateKeyResponse';
import type { DeleteKeyRequestInit as _collabry_memory_v1_DeleteKeyRequestInit, DeleteKeyRequest as _collabry_memory_v1_DeleteKeyRequest } from './collabry/memory/v1/DeleteKeyRequest';
import type { DeleteKeyResponseInit as _collabry_memory_v1_DeleteKeyResponseInit, DeleteKeyResponse as _collabry_memory_v1_DeleteKeyResponse } from './collabry/memory/v1/DeleteKeyResponse';
import type { FindKeyRequestInit as _collabry_memory_v1_FindKeyRequestInit, FindKeyRequest as _collabry_memory_v1_FindKeyRequest } from './collabry/memory/v1/FindKeyRequest';
import type { FindKeyResponseInit as _collabry_memory_v1_FindKeyResponseInit, FindKeyResponse as _collabry_memory_v1_FindKeyResponse } from './collabry/memory/v1/FindKeyResponse';
import type { KeyServiceClient as _collabry_memory_v1_KeyServiceClient, KeyServiceDefinition as _collabry_memory_v1_KeyServiceDefinition } from './collabry/memory/v1/KeyService';
import type { ListKeysRequestInit as _collabry_memory_v1_ListKeysRequestInit, ListKeysRequest as _collabry_memory_v1_ListKeysRequest } from './collabry/memory/v1/ListKeysRequest';
import type { ListKeysResponseInit as _collabry_memory_v1_ListKeysResponseInit, ListKeysResponse as _collabry_memory_v1_ListKeysResponse } from './collabry/memory/v1/ListKeysResponse';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    memory: {
      v1: {
        ApiKey: MessageTypeDefinition<_collabry_memory_v1_ApiKeyInit, _collabry_memory_v1_ApiKey>
        CreateKeyRequest: MessageTypeDefinition<_collabry_memory_v1_CreateKeyRequestInit, _collabry_memory_v1_CreateKeyRequest>
        CreateKeyResponse: MessageTypeDefinition<_collabry_memory_v1_CreateKeyResponseInit, _collabry_memory_v1_CreateKeyResponse>
        DeleteKeyRequest: MessageTypeDefinition<_collabry_memory_v1_DeleteKeyRequestInit, _collabry_memory_v1_DeleteKeyRequest>
        DeleteKeyResponse: MessageTypeDefinition<_collabry_memory_v1_DeleteKeyResponseInit, _collabry_memory_v1_DeleteKeyResponse>
        FindKeyRequest: MessageTypeDefinition<_collabry_memory_v1_FindKeyRequestInit, _collabry_memory_v1_FindKeyRequest>
        FindKeyResponse: MessageTypeDefinition<_collabry_memory_v1_FindKeyResponseInit, _collabry_memory_v1_FindKeyResponse>
        KeyService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_KeyServiceClient> & { service: _collabry_memory_v1_KeyServiceDefinition }
        ListKeysRequest: MessageTypeDefinition<_collabry_memory_v1_ListKeysRequestInit, _collabry_memory_v1_ListKeysRequest>
        ListKeysResponse: MessageTypeDefinition<_collabry_memory_v1_ListKeysResponseInit, _collabry_memory_v1_ListKeysResponse>
      }
    }
  }
}

