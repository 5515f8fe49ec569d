import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { BeginIdempotentRequestInit as _collabry_memory_v1_BeginIdempotentRequestInit, BeginIdempotentRequest as _collabry_memory_v1_BeginIdempotentRequest } from './collabry/memory/v1/BeginIdempotentRequest';
import type { BeginIdempotentResponseInit as _collabry_memory_v1_BeginIdempotentResponseInit, BeginIdempotentResponse as _collabry_memory_v1_BeginIdempotentResponse } from './collabry/memory/v1/BeginIdempotentResponse';
import type { CompleteIdempotentRequestInit as _collabry_memory_v1_CompleteIdempotentRequestInit, CompleteIdempotentRequest as _collabry_memory_v1_CompleteIdempotentRequest } from './collabry/memory/v1/CompleteIdempotentRequest';
import type { CompleteIdempotentResponseInit as _collabry_memory_v1_CompleteIdempotentResponseInit, CompleteIdempotentResponse as _collabry_memory_v1_CompleteIdempotentResponse } from './collabry/memory/v1/CompleteIdempotentResponse';
import type { FindIdempotentRequestInit as _collabry_memory_v1_FindIdempotentRequestInit, FindIdempotentRequest as _collabry_memory_v1_FindIdempotentRequest } from './collabry/memory/v1/FindIdempotentRequest';
import type { FindIdempotentResponseInit as _collabry_memory_v1_FindIdempotentResponseInit, FindIdempotentResponse as _collabry_memory_v1_FindIdempotentResponse } from './collabry/memory/v1/FindIdempotentResponse';
import type { HeaderInit as _collabry_memory_v1_HeaderInit, Header as _collabry_memory_v1_Header } from './collabry/memory/v1/Header';
import type { IdempotencyServiceClient as _collabry_memory_v1_IdempotencyServiceClient, IdempotencyServiceDefinition as _collabry_memory_v1_IdempotencyServiceDefinition } from './collabry/memory/v1/IdempotencyService';
import type { IdempotentAnswerInit as _collabry_memory_v1_IdempotentAnswerInit, IdempotentAnswer as _collabry_memory_v1_IdempotentAnswer } from './collabry/memory/v1/IdempotentAnswer';
import type { ReleaseIdempotentRequestInit as _collabry_memory_v1_ReleaseIdempotentRequestInit, ReleaseIdempotentRequest as _collabry_memory_v1_ReleaseIdempotentRequest } from './collabry/memory/v1/ReleaseIdempotentRequest';
import type { ReleaseIdempotentResponseInit as _collabry_memory_v1_ReleaseIdempotentResponseInit, ReleaseIdempotentResponse as _collabry_memory_v1_ReleaseIdempotentResponse } from './collabry/memory/v1/ReleaseIdempotentResponse';
import type { RenewIdempotentRequestInit as _collabry_memory_v1_RenewIdempotentRequestInit, RenewIdempotentRequest as _collabry_memory_v1_RenewIdempotentRequest } from './collabry/memory/v1/RenewIdempotentRequest';
import type { RenewIdempotentResponseInit as _collabry_memory_v1_RenewIdempotentResponseInit, RenewIdempotentResponse as _collabry_memory_v1_RenewIdempotentResponse } from './collabry/memory/v1/RenewIdempotentResponse';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    memory: {
      v1: {
        BeginIdempotentRequest: MessageTypeDefinition<_collabry_memory_v1_BeginIdempotentRequestInit, _collabry_memory_v1_BeginIdempotentRequest>
        BeginIdempotentResponse: MessageTypeDefinition<_collabry_memory_v1_BeginIdempotentResponseInit, _collabry_memory_v1_BeginIdempotentResponse>
        CompleteIdempotentRequest: MessageTypeDefinition<_collabry_memory_v1_CompleteIdempotentRequestInit, _collabry_memory_v1_CompleteIdempotentRequest>
        CompleteIdempotentResponse: MessageTypeDefinition<_collabry_memory_v1_CompleteIdempotentResponseInit, _collabry_memory_v1_CompleteIdempotentResponse>
        FindIdempotentRequest: MessageTypeDefinition<_collabry_memory_v1_FindIdempotentRequestInit, _collabry_memory_v1_FindIdempotentRequest>
        FindIdempotentResponse: MessageTypeDefinition<_collabry_memory_v1_FindIdempotentResponseInit, _collabry_memory_v1_FindIdempotentResponse>
        Header: MessageTypeDefinition<_collabry_memory_v1_HeaderInit, _collabry_memory_v1_Header>
        IdempotencyService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_IdempotencyServiceClient> & { service: _collabry_memory_v1_IdempotencyServiceDefinition }
        IdempotentAnswer: MessageTypeDefinition<_collabry_memory_v1_IdempotentAnswerInit, _collabry_memory_v1_IdempotentAnswer>
        IdempotentState: EnumTypeDefinition
        ReleaseIdempotentRequest: MessageTypeDefinition<_collabry_memory_v1_ReleaseIdempotentRequestInit, _collabry_memory_v1_ReleaseIdempotentRequest>
        ReleaseIdempotentResponse: MessageTypeDefinition<_collabry_memory_v1_ReleaseIdempotentResponseInit, _collabry_memory_v1_ReleaseIdempotentResponse>
        RenewIdempotentRequest: MessageTypeDefinition<_collabry_memory_v1_RenewIdempotentRequestInit, _collabry_memory_v1_RenewIdempotentRequest>
        RenewIdempotentResponse: MessageTypeDefinition<_collabry_memory_v1_RenewIdempotentResponseInit, _collabry_memory_v1_RenewIdempotentResponse>
      }
    }
  }
}

