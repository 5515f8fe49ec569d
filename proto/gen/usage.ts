import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AddUsageRequestInit as _collabry_memory_v1_AddUsageRequestInit, AddUsageRequest as _collabry_memory_v1_AddUsageRequest } from './collabry/memory/v1/AddUsageRequest';
import type { AddUsageResponseInit as _collabry_memory_v1_AddUsageResponseInit, AddUsageResponse as _collabry_memory_v1_AddUsageResponse } from './collabry/memory/v1/AddUsageResponse';
import type { GetUsageRequestInit as _collabry_memory_v1_GetUsageRequestInit, GetUsageRequest as _collabry_memory_v1_GetUsageRequest } from './collabry/memory/v1/GetUsageRequest';
import type { GetUsageResponseInit as _collabry_memory_v1_GetUsageResponseInit, GetUsageResponse as _collabry_memory_v1_GetUsageResponse } from './collabry/memory/v1/GetUsageResponse';
import type { UsageInit as _collabry_memory_v1_UsageInit, Usage as _collabry_memory_v1_Usage } from './collabry/memory/v1/Usage';
import type { UsageDayInit as _collabry_memory_v1_UsageDayInit, UsageDay as _collabry_memory_v1_UsageDay } from './collabry/memory/v1/UsageDay';
import type { UsageServiceClient as _collabry_memory_v1_UsageServiceClient, UsageServiceDefinition as _collabry_memory_v1_UsageServiceDefinition } from './collabry/memory/v1/UsageService';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    memory: {
      v1: {
        AddUsageRequest: MessageTypeDefinition<_collabry_memory_v1_AddUsageRequestInit, _collabry_memory_v1_AddUsageRequest>
        AddUsageResponse: MessageTypeDefinition<_collabry_memory_v1_AddUsageResponseInit, _collabry_memory_v1_AddUsageResponse>
        GetUsageRequest: MessageTypeDefinition<_collabry_memory_v1_GetUsageRequestInit, _collabry_memory_v1_GetUsageRequest>
        GetUsageResponse: MessageTypeDefinition<_collabry_memory_v1_GetUsageResponseInit, _collabry_memory_v1_GetUsageResponse>
        Usage: MessageTypeDefinition<_collabry_memory_v1_UsageInit, _collabry_memory_v1_Usage>
        UsageDay: MessageTypeDefinition<_collabry_memory_v1_UsageDayInit, _collabry_memory_v1_UsageDay>
        UsageService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_UsageServiceClient> & { service: _collabry_memory_v1_UsageServiceDefinition }
      }
    }
  }
}

