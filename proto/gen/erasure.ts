import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AddUsageRequestInit as _collabry_memory_v1_AddUsageRequestInit, AddUsageRequest as _collabry_memory_v1_AddUsageRequest } from './collabry/memory/v1/AddUsageRequest';
import type { AddUsageResponseInit as _collabry_memory_v1_AddUsageResponseInit, AddUsageResponse as _collabry_memory_v1_AddUsageResponse } from './collabry/memory/v1/AddUsageResponse';
import type { BeginErasureRequestInit as _collabry_memory_v1_BeginErasureRequestInit, BeginErasureRequest as _collabry_memory_v1_BeginErasureRequest } from './collabry/memory/v1/BeginErasureRequest';
import type { BeginErasureResponseInit as _collabry_memory_v1_BeginErasureResponseInit, BeginErasureResponse as _collabry_memory_v1_BeginErasureResponse } from './collabry/memory/v1/BeginErasureResponse';
import type { ClaimErasuresRequestInit as _collabry_memory_v1_ClaimErasuresRequestInit, ClaimErasuresRequest as _collabry_memory_v1_ClaimErasuresRequest } from './collabry/memory/v1/ClaimErasuresRequest';
import type { ClaimErasuresResponseInit as _collabry_memory_v1_ClaimErasuresResponseInit, ClaimErasuresResponse as _collabry_memory_v1_ClaimErasuresResponse } from './collabry/memory/v1/ClaimErasuresResponse';
import type { CreateSessionRequestInit as _collabry_memory_v1_CreateSessionRequestInit, CreateSessionRequest as _collabry_memory_v1_CreateSessionRequest } from './collabry/memory/v1/CreateSessionRequest';
import type { CreateSessionResponseInit as _collabry_memory_v1_CreateSessionResponseInit, CreateSessionResponse as _collabry_memory_v1_CreateSessionResponse } from './collabry/memory/v1/CreateSessionResponse';
import type { DeleteSessionRequestInit as _collabry_memory_v1_DeleteSessionRequestInit, DeleteSessionRequest as _collabry_memory_v1_DeleteSessionRequest } from './collabry/memory/v1/DeleteSessionRequest';
import type { DeleteSessionResponseInit as _collabry_memory_v1_DeleteSessionResponseInit, DeleteSessionResponse as _collabry_memory_v1_DeleteSessionResponse } from './collabry/memory/v1/DeleteSessionResponse';
import type { EndErasureRequestInit as _collabry_memory_v1_EndErasureRequestInit, EndErasureRequest as _collabry_memory_v1_EndErasureRequest } from './collabry/memory/v1/EndErasureRequest';
import type { EndErasureResponseInit as _collabry_memory_v1_EndErasureResponseInit, EndErasureResponse as _collabry_memory_v1_EndErasureResponse } from './collabry/memory/v1/EndErasureResponse';
import type { EraseUserRequestInit as _collabry_memory_v1_EraseUserRequestInit, EraseUserRequest as _collabry_memory_v1_EraseUserRequest } from './collabry/memory/v1/EraseUserRequest';
import type { EraseUserResponseInit as _collabry_memory_v1_EraseUserResponseInit, EraseUserResponse as _collabry_memory_v1_EraseUserResponse } from './collabry/memory/v1/EraseUserResponse';
import type { ErasedCountInit as _collabry_memory_v1_ErasedCountInit, ErasedCount as _collabry_memory_v1_ErasedCount } from './collabry/memory/v1/ErasedCount';
import type { ErasureServiceClient as _collabry_memory_v1_ErasureServiceClient, ErasureServiceDefinition as _collabry_memory_v1_ErasureServiceDefinition } from './collabry/memory/v1/ErasureService';
import type { ExportUserRequestInit as _collabry_memory_v1_ExportUserRequestInit, ExportUserRequest as _collabry_memory_v1_ExportUserRequest } from './collabry/memory/v1/ExportUserRequest';
import type { ExportUserResponseInit as _collabry_memory_v1_ExportUserResponseInit, ExportUserResponse as _collabry_memory_v1_ExportUserResponse } from './collabry/memory/v1/ExportUserResponse';
import type { GetSessionRequestInit as _collabry_memory_v1_GetSessionRequestInit, GetSessionRequest as _collabry_memory_v1_GetSessionRequest } from './collabry/memory/v1/GetSessionRequest';
import type { GetSessionResponseInit as _collabry_memory_v1_GetSessionResponseInit, GetSessionResponse as _collabry_memory_v1_GetSessionResponse } from './collabry/memory/v1/GetSessionResponse';
import type { GetUsageRequestInit as _collabry_memory_v1_GetUsageRequestInit, GetUsageRequest as _collabry_memory_v1_GetUsageRequest } from './collabry/memory/v1/GetUsageRequest';
import type { GetUsageResponseInit as _collabry_memory_v1_GetUsageResponseInit, GetUsageResponse as _collabry_memory_v1_GetUsageResponse } from './collabry/memory/v1/GetUsageResponse';
import type { ListMessagesRequestInit as _collabry_memory_v1_ListMessagesRequestInit, ListMessagesRequest as _collabry_memory_v1_ListMessagesRequest } from './collabry/memory/v1/ListMessagesRequest';
import type { ListMessagesResponseInit as _collabry_memory_v1_ListMessagesResponseInit, ListMessagesResponse as _collabry_memory_v1_ListMessagesResponse } from './collabry/memory/v1/ListMessagesResponse';
import type { ListSessionsRequestInit as _collabry_memory_v1_ListSessionsRequestInit, ListSessionsRequest as _collabry_memory_v1_ListSessionsRequest } from './collabry/memory/v1/ListSessionsRequest';
import type { ListSessionsResponseInit as _collabry_memory_v1_ListSessionsResponseInit, ListSessionsResponse as _collabry_memory_v1_ListSessionsResponse } from './collabry/memory/v1/ListSessionsResponse';
import type { MessageInit as _collabry_memory_v1_MessageInit, Message as _collabry_memory_v1_Message } from './collabry/memory/v1/Message';
import type { RateMessageRequestInit as _collabry_memory_v1_RateMessageRequestInit, RateMessageRequest as _collabry_memory_v1_RateMessageRequest } from './collabry/memory/v1/RateMessageRequest';
import type { RateMessageResponseInit as _collabry_memory_v1_RateMessageResponseInit, RateMessageResponse as _collabry_memory_v1_RateMessageResponse } from './collabry/memory/v1/RateMessageResponse';
import type { RenameSessionRequestInit as _collabry_memory_v1_RenameSessionRequestInit, RenameSessionRequest as _collabry_memory_v1_RenameSessionRequest } from './collabry/memory/v1/RenameSessionRequest';
import type { RenameSessionResponseInit as _collabry_memory_v1_RenameSessionResponseInit, RenameSessionResponse as _collabry_memory_v1_RenameSessionResponse } from './collabry/memory/v1/RenameSessionResponse';
import type { SessionInit as _collabry_memory_v1_SessionInit, Session as _collabry_memory_v1_Session } from './collabry/memory/v1/Session';
import type { SessionServiceClient as _collabry_memory_v1_SessionServiceClient, SessionServiceDefinition as _collabry_memory_v1_SessionServiceDefinition } from './collabry/memory/v1/SessionService';
import type { SetTitleRequestInit as _collabry_memory_v1_SetTitleRequestInit, SetTitleRequest as _collabry_memory_v1_SetTitleRequest } from './collabry/memory/v1/SetTitleRequest';
import type { SetTitleResponseInit as _collabry_memory_v1_SetTitleResponseInit, SetTitleResponse as _collabry_memory_v1_SetTitleResponse } from './collabry/memory/v1/SetTitleResponse';
import type { UnfinishedErasureInit as _collabry_memory_v1_UnfinishedErasureInit, UnfinishedErasure as _collabry_memory_v1_UnfinishedErasure } from './collabry/memory/v1/UnfinishedErasure';
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
        BeginErasureRequest: MessageTypeDefinition<_collabry_memory_v1_BeginErasureRequestInit, _collabry_memory_v1_BeginErasureRequest>
        BeginErasureResponse: MessageTypeDefinition<_collabry_memory_v1_BeginErasureResponseInit, _collabry_memory_v1_BeginErasureResponse>
        ClaimErasuresRequest: MessageTypeDefinition<_collabry_memory_v1_ClaimErasuresRequestInit, _collabry_memory_v1_ClaimErasuresRequest>
        ClaimErasuresResponse: MessageTypeDefinition<_collabry_memory_v1_ClaimErasuresResponseInit, _collabry_memory_v1_ClaimErasuresResponse>
        CreateSessionRequest: MessageTypeDefinition<_collabry_memory_v1_CreateSessionRequestInit, _collabry_memory_v1_CreateSessionRequest>
        CreateSessionResponse: MessageTypeDefinition<_collabry_memory_v1_CreateSessionResponseInit, _collabry_memory_v1_CreateSessionResponse>
        DeleteSessionRequest: MessageTypeDefinition<_collabry_memory_v1_DeleteSessionRequestInit, _collabry_memory_v1_DeleteSessionRequest>
        DeleteSessionResponse: MessageTypeDefinition<_collabry_memory_v1_DeleteSessionResponseInit, _collabry_memory_v1_DeleteSessionResponse>
        EndErasureRequest: MessageTypeDefinition<_collabry_memory_v1_EndErasureRequestInit, _collabry_memory_v1_EndErasureRequest>
        EndErasureResponse: MessageTypeDefinition<_collabry_memory_v1_EndErasureResponseInit, _collabry_memory_v1_EndErasureResponse>
        EraseUserRequest: MessageTypeDefinition<_collabry_memory_v1_EraseUserRequestInit, _collabry_memory_v1_EraseUserRequest>
        EraseUserResponse: MessageTypeDefinition<_collabry_memory_v1_EraseUserResponseInit, _collabry_memory_v1_EraseUserResponse>
        ErasedCount: MessageTypeDefinition<_collabry_memory_v1_ErasedCountInit, _collabry_memory_v1_ErasedCount>
        ErasureService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_ErasureServiceClient> & { service: _collabry_memory_v1_ErasureServiceDefinition }
        ExportUserRequest: MessageTypeDefinition<_collabry_memory_v1_ExportUserRequestInit, _collabry_memory_v1_ExportUserRequest>
        ExportUserResponse: MessageTypeDefinition<_collabry_memory_v1_ExportUserResponseInit, _collabry_memory_v1_ExportUserResponse>
        GetSessionRequest: MessageTypeDefinition<_collabry_memory_v1_GetSessionRequestInit, _collabry_memory_v1_GetSessionRequest>
        GetSessionResponse: MessageTypeDefinition<_collabry_memory_v1_GetSessionResponseInit, _collabry_memory_v1_GetSessionResponse>
        GetUsageRequest: MessageTypeDefinition<_collabry_memory_v1_GetUsageRequestInit, _collabry_memory_v1_GetUsageRequest>
        GetUsageResponse: MessageTypeDefinition<_collabry_memory_v1_GetUsageResponseInit, _collabry_memory_v1_GetUsageResponse>
        ListMessagesRequest: MessageTypeDefinition<_collabry_memory_v1_ListMessagesRequestInit, _collabry_memory_v1_ListMessagesRequest>
        ListMessagesResponse: MessageTypeDefinition<_collabry_memory_v1_ListMessagesResponseInit, _collabry_memory_v1_ListMessagesResponse>
        ListSessionsRequest: MessageTypeDefinition<_collabry_memory_v1_ListSessionsRequestInit, _collabry_memory_v1_ListSessionsRequest>
        ListSessionsResponse: MessageTypeDefinition<_collabry_memory_v1_ListSessionsResponseInit, _collabry_memory_v1_ListSessionsResponse>
        Message: MessageTypeDefinition<_collabry_memory_v1_MessageInit, _collabry_memory_v1_Message>
        MessageRole: EnumTypeDefinition
        MessageStatus: EnumTypeDefinition
        RateMessageRequest: MessageTypeDefinition<_collabry_memory_v1_RateMessageRequestInit, _collabry_memory_v1_RateMessageRequest>
        RateMessageResponse: MessageTypeDefinition<_collabry_memory_v1_RateMessageResponseInit, _collabry_memory_v1_RateMessageResponse>
        RenameSessionRequest: MessageTypeDefinition<_collabry_memory_v1_RenameSessionRequestInit, _collabry_memory_v1_RenameSessionRequest>
        RenameSessionResponse: MessageTypeDefinition<_collabry_memory_v1_RenameSessionResponseInit, _collabry_memory_v1_RenameSessionResponse>
        Session: MessageTypeDefinition<_collabry_memory_v1_SessionInit, _collabry_memory_v1_Session>
        SessionService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_SessionServiceClient> & { service: _collabry_memory_v1_SessionServiceDefinition }
        SetTitleRequest: MessageTypeDefinition<_collabry_memory_v1_SetTitleRequestInit, _collabry_memory_v1_SetTitleRequest>
        SetTitleResponse: MessageTypeDefinition<_collabry_memory_v1_SetTitleResponseInit, _collabry_memory_v1_SetTitleResponse>
        UnfinishedErasure: MessageTypeDefinition<_collabry_memory_v1_UnfinishedErasureInit, _collabry_memory_v1_UnfinishedErasure>
        Usage: MessageTypeDefinition<_collabry_memory_v1_UsageInit, _collabry_memory_v1_Usage>
        UsageDay: MessageTypeDefinition<_collabry_memory_v1_UsageDayInit, _collabry_memory_v1_UsageDay>
        UsageService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_UsageServiceClient> & { service: _collabry_memory_v1_UsageServiceDefinition }
      }
    }
  }
}

