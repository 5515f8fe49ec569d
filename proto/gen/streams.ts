import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AppendStreamRequestInit as _collabry_memory_v1_AppendStreamRequestInit, AppendStreamRequest as _collabry_memory_v1_AppendStreamRequest } from './collabry/memory/v1/AppendStreamRequest';
import type { AppendStreamResponseInit as _collabry_memory_v1_AppendStreamResponseInit, AppendStreamResponse as _collabry_memory_v1_AppendStreamResponse } from './collabry/memory/v1/AppendStreamResponse';
import type { FindStreamRequestInit as _collabry_memory_v1_FindStreamRequestInit, FindStreamRequest as _collabry_memory_v1_FindStreamRequest } from './collabry/memory/v1/FindStreamRequest';
import type { FindStreamResponseInit as _collabry_memory_v1_FindStreamResponseInit, FindStreamResponse as _collabry_memory_v1_FindStreamResponse } from './collabry/memory/v1/FindStreamResponse';
import type { FollowStreamRequestInit as _collabry_memory_v1_FollowStreamRequestInit, FollowStreamRequest as _collabry_memory_v1_FollowStreamRequest } from './collabry/memory/v1/FollowStreamRequest';
import type { FollowStreamResponseInit as _collabry_memory_v1_FollowStreamResponseInit, FollowStreamResponse as _collabry_memory_v1_FollowStreamResponse } from './collabry/memory/v1/FollowStreamResponse';
import type { GetStreamRequestInit as _collabry_memory_v1_GetStreamRequestInit, GetStreamRequest as _collabry_memory_v1_GetStreamRequest } from './collabry/memory/v1/GetStreamRequest';
import type { GetStreamResponseInit as _collabry_memory_v1_GetStreamResponseInit, GetStreamResponse as _collabry_memory_v1_GetStreamResponse } from './collabry/memory/v1/GetStreamResponse';
import type { IssueTicketRequestInit as _collabry_memory_v1_IssueTicketRequestInit, IssueTicketRequest as _collabry_memory_v1_IssueTicketRequest } from './collabry/memory/v1/IssueTicketRequest';
import type { IssueTicketResponseInit as _collabry_memory_v1_IssueTicketResponseInit, IssueTicketResponse as _collabry_memory_v1_IssueTicketResponse } from './collabry/memory/v1/IssueTicketResponse';
import type { OpenStreamRequestInit as _collabry_memory_v1_OpenStreamRequestInit, OpenStreamRequest as _collabry_memory_v1_OpenStreamRequest } from './collabry/memory/v1/OpenStreamRequest';
import type { OpenStreamResponseInit as _collabry_memory_v1_OpenStreamResponseInit, OpenStreamResponse as _collabry_memory_v1_OpenStreamResponse } from './collabry/memory/v1/OpenStreamResponse';
import type { RedeemTicketRequestInit as _collabry_memory_v1_RedeemTicketRequestInit, RedeemTicketRequest as _collabry_memory_v1_RedeemTicketRequest } from './collabry/memory/v1/RedeemTicketRequest';
import type { RedeemTicketResponseInit as _collabry_memory_v1_RedeemTicketResponseInit, RedeemTicketResponse as _collabry_memory_v1_RedeemTicketResponse } from './collabry/memory/v1/RedeemTicketResponse';
import type { StopStreamRequestInit as _collabry_memory_v1_StopStreamRequestInit, StopStreamRequest as _collabry_memory_v1_StopStreamRequest } from './collabry/memory/v1/StopStreamRequest';
import type { StopStreamResponseInit as _collabry_memory_v1_StopStreamResponseInit, StopStreamResponse as _collabry_memory_v1_StopStreamResponse } from './collabry/memory/v1/StopStreamResponse';
import type { StreamEndInit as _collabry_memory_v1_StreamEndInit, StreamEnd as _collabry_memory_v1_StreamEnd } from './collabry/memory/v1/StreamEnd';
import type { StreamEventInit as _collabry_memory_v1_StreamEventInit, StreamEvent as _collabry_memory_v1_StreamEvent } from './collabry/memory/v1/StreamEvent';
import type { StreamServiceClient as _collabry_memory_v1_StreamServiceClient, StreamServiceDefinition as _collabry_memory_v1_StreamServiceDefinition } from './collabry/memory/v1/StreamService';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    memory: {
      v1: {
        AppendStreamRequest: MessageTypeDefinition<_collabry_memory_v1_AppendStreamRequestInit, _collabry_memory_v1_AppendStreamRequest>
        AppendStreamResponse: MessageTypeDefinition<_collabry_memory_v1_AppendStreamResponseInit, _collabry_memory_v1_AppendStreamResponse>
        FindStreamRequest: MessageTypeDefinition<_collabry_memory_v1_FindStreamRequestInit, _collabry_memory_v1_FindStreamRequest>
        FindStreamResponse: MessageTypeDefinition<_collabry_memory_v1_FindStreamResponseInit, _collabry_memory_v1_FindStreamResponse>
        FollowStreamRequest: MessageTypeDefinition<_collabry_memory_v1_FollowStreamRequestInit, _collabry_memory_v1_FollowStreamRequest>
        FollowStreamResponse: MessageTypeDefinition<_collabry_memory_v1_FollowStreamResponseInit, _collabry_memory_v1_FollowStreamResponse>
        GetStreamRequest: MessageTypeDefinition<_collabry_memory_v1_GetStreamRequestInit, _collabry_memory_v1_GetStreamRequest>
        GetStreamResponse: MessageTypeDefinition<_collabry_memory_v1_GetStreamResponseInit, _collabry_memory_v1_GetStreamResponse>
        IssueTicketRequest: MessageTypeDefinition<_collabry_memory_v1_IssueTicketRequestInit, _collabry_memory_v1_IssueTicketRequest>
        IssueTicketResponse: MessageTypeDefinition<_collabry_memory_v1_IssueTicketResponseInit, _collabry_memory_v1_IssueTicketResponse>
        OpenStreamRequest: MessageTypeDefinition<_collabry_memory_v1_OpenStreamRequestInit, _collabry_memory_v1_OpenStreamRequest>
        OpenStreamResponse: MessageTypeDefinition<_collabry_memory_v1_OpenStreamResponseInit, _collabry_memory_v1_OpenStreamResponse>
        RedeemTicketRequest: MessageTypeDefinition<_collabry_memory_v1_RedeemTicketRequestInit, _collabry_memory_v1_RedeemTicketRequest>
        RedeemTicketResponse: MessageTypeDefinition<_collabry_memory_v1_RedeemTicketResponseInit, _collabry_memory_v1_RedeemTicketResponse>
        StopStreamRequest: MessageTypeDefinition<_collabry_memory_v1_StopStreamRequestInit, _collabry_memory_v1_StopStreamRequest>
        StopStreamResponse: MessageTypeDefinition<_collabry_memory_v1_StopStreamResponseInit, _collabry_memory_v1_StopStreamResponse>
        StreamEnd: MessageTypeDefinition<_collabry_memory_v1_StreamEndInit, _collabry_memory_v1_StreamEnd>
        StreamEvent: MessageTypeDefinition<_collabry_memory_v1_StreamEventInit, _collabry_memory_v1_StreamEvent>
        StreamEventKind: EnumTypeDefinition
        StreamOutcome: EnumTypeDefinition
        StreamService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_StreamServiceClient> & { service: _collabry_memory_v1_StreamServiceDefinition }
      }
    }
  }
}

