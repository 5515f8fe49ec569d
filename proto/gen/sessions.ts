import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { CreateSessionRequestInit as _collabry_memory_v1_CreateSessionRequestInit, CreateSessionRequest as _collabry_memory_v1_CreateSessionRequest } from './collabry/memory/v1/CreateSessionRequest';
import type { CreateSessionResponseInit as _collabry_memory_v1_CreateSessionResponseInit, CreateSessionResponse as _collabry_memory_v1_CreateSessionResponse } from './collabry/memory/v1/CreateSessionResponse';
import type { DeleteSessionRequestInit as _collabry_memory_v1_DeleteSessionRequestInit, DeleteSessionRequest as _collabry_memory_v1_DeleteSessionRequest } from './collabry/memory/v1/DeleteSessionRequest';
import type { DeleteSessionResponseInit as _collabry_memory_v1_DeleteSessionResponseInit, DeleteSessionResponse as _collabry_memory_v1_DeleteSessionResponse } from './collabry/memory/v1/DeleteSessionResponse';
import type { GetSessionRequestInit as _collabry_memory_v1_GetSessionRequestInit, GetSessionRequest as _collabry_memory_v1_GetSessionRequest } from './collabry/memory/v1/GetSessionRequest';
import type { GetSessionResponseInit as _collabry_memory_v1_GetSessionResponseInit, GetSessionResponse as _collabry_memory_v1_GetSessionResponse } from './collabry/memory/v1/GetSessionResponse';
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

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    memory: {
      v1: {
        CreateSessionRequest: MessageTypeDefinition<_collabry_memory_v1_CreateSessionRequestInit, _collabry_memory_v1_CreateSessionRequest>
        CreateSessionResponse: MessageTypeDefinition<_collabry_memory_v1_CreateSessionResponseInit, _collabry_memory_v1_CreateSessionResponse>
        DeleteSessionRequest: MessageTypeDefinition<_collabry_memory_v1_DeleteSessionRequestInit, _collabry_memory_v1_DeleteSessionRequest>
        DeleteSessionResponse: MessageTypeDefinition<_collabry_memory_v1_DeleteSessionResponseInit, _collabry_memory_v1_DeleteSessionResponse>
        GetSessionRequest: MessageTypeDefinition<_collabry_memory_v1_GetSessionRequestInit, _collabry_memory_v1_GetSessionRequest>
        GetSessionResponse: MessageTypeDefinition<_collabry_memory_v1_GetSessionResponseInit, _collabry_memory_v1_GetSessionResponse>
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
      }
    }
  }
}

