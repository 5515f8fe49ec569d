import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { GetStatusRequestInit as _collabry_memory_v1_GetStatusRequestInit, GetStatusRequest as _collabry_memory_v1_GetStatusRequest } from './collabry/memory/v1/GetStatusRequest';
import type { GetStatusResponseInit as _collabry_memory_v1_GetStatusResponseInit, GetStatusResponse as _collabry_memory_v1_GetStatusResponse } from './collabry/memory/v1/GetStatusResponse';
import type { StatusServiceClient as _collabry_memory_v1_StatusServiceClient, StatusServiceDefinition as _collabry_memory_v1_StatusServiceDefinition } from './collabry/memory/v1/StatusService';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    memory: {
      v1: {
        GetStatusRequest: MessageTypeDefinition<_collabry_memory_v1_GetStatusRequestInit, _collabry_memory_v1_GetStatusRequest>
        GetStatusResponse: MessageTypeDefinition<_collabry_memory_v1_GetStatusResponseInit, _collabry_memory_v1_GetStatusResponse>
        State: EnumTypeDefinition
        StatusService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_StatusServiceClient> & { service: _collabry_memory_v1_StatusServiceDefinition }
      }
    }
  }
}

