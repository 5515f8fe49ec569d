import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AppendFailureInit as _collabry_memory_v1_AppendFailureInit, AppendFailure as _collabry_memory_v1_AppendFailure } from './collabry/memory/v1/AppendFailure';
import type { AppendTurnRequestInit as _collabry_memory_v1_AppendTurnRequestInit, AppendTurnRequest as _collabry_memory_v1_AppendTurnRequest } from './collabry/memory/v1/AppendTurnRequest';
import type { AppendTurnResponseInit as _collabry_memory_v1_AppendTurnResponseInit, AppendTurnResponse as _collabry_memory_v1_AppendTurnResponse } from './collabry/memory/v1/AppendTurnResponse';
import type { AppendTurnsRequestInit as _collabry_memory_v1_AppendTurnsRequestInit, AppendTurnsRequest as _collabry_memory_v1_AppendTurnsRequest } from './collabry/memory/v1/AppendTurnsRequest';
import type { AppendTurnsResponseInit as _collabry_memory_v1_AppendTurnsResponseInit, AppendTurnsResponse as _collabry_memory_v1_AppendTurnsResponse } from './collabry/memory/v1/AppendTurnsResponse';
import type { BeginTurnRequestInit as _collabry_memory_v1_BeginTurnRequestInit, BeginTurnRequest as _collabry_memory_v1_BeginTurnRequest } from './collabry/memory/v1/BeginTurnRequest';
import type { BeginTurnResponseInit as _collabry_memory_v1_BeginTurnResponseInit, BeginTurnResponse as _collabry_memory_v1_BeginTurnResponse } from './collabry/memory/v1/BeginTurnResponse';
import type { ClaimDigestsRequestInit as _collabry_memory_v1_ClaimDigestsRequestInit, ClaimDigestsRequest as _collabry_memory_v1_ClaimDigestsRequest } from './collabry/memory/v1/ClaimDigestsRequest';
import type { ClaimDigestsResponseInit as _collabry_memory_v1_ClaimDigestsResponseInit, ClaimDigestsResponse as _collabry_memory_v1_ClaimDigestsResponse } from './collabry/memory/v1/ClaimDigestsResponse';
import type { CreateSessionRequestInit as _collabry_memory_v1_CreateSessionRequestInit, CreateSessionRequest as _collabry_memory_v1_CreateSessionRequest } from './collabry/memory/v1/CreateSessionRequest';
import type { CreateSessionResponseInit as _collabry_memory_v1_CreateSessionResponseInit, CreateSessionResponse as _collabry_memory_v1_CreateSessionResponse } from './collabry/memory/v1/CreateSessionResponse';
import type { DeleteSessionRequestInit as _collabry_memory_v1_DeleteSessionRequestInit, DeleteSessionRequest as _collabry_memory_v1_DeleteSessionRequest } from './collabry/memory/v1/DeleteSessionRequest';
import type { DeleteSessionResponseInit as _collabry_memory_v1_DeleteSessionResponseInit, DeleteSessionResponse as _collabry_memory_v1_DeleteSessionResponse } from './collabry/memory/v1/DeleteSessionResponse';
import type { DigestInit as _collabry_memory_v1_DigestInit, Digest as _collabry_memory_v1_Digest } from './collabry/memory/v1/Digest';
import type { EndDigestRequestInit as _collabry_memory_v1_EndDigestRequestInit, EndDigestRequest as _collabry_memory_v1_EndDigestRequest } from './collabry/memory/v1/EndDigestRequest';
import type { EndDigestResponseInit as _collabry_memory_v1_EndDigestResponseInit, EndDigestResponse as _collabry_memory_v1_EndDigestResponse } from './collabry/memory/v1/EndDigestResponse';
import type { EndTurnRequestInit as _collabry_memory_v1_EndTurnRequestInit, EndTurnRequest as _collabry_memory_v1_EndTurnRequest } from './collabry/memory/v1/EndTurnRequest';
import type { EndTurnResponseInit as _collabry_memory_v1_EndTurnResponseInit, EndTurnResponse as _collabry_memory_v1_EndTurnResponse } from './collabry/memory/v1/EndTurnResponse';
import type { GetSessionRequestInit as _collabry_memory_v1_GetSessionRequestInit, GetSessionRequest as _collabry_memory_v1_GetSessionRequest } from './collabry/memory/v1/GetSessionRequest';
import type { GetSessionResponseInit as _collabry_memory_v1_GetSessionResponseInit, GetSessionResponse as _collabry_memory_v1_GetSessionResponse } from './collabry/memory/v1/GetSessionResponse';
import type { ListMessagesRequestInit as _collabry_memory_v1_ListMessagesRequestInit, ListMessagesRequest as _collabry_memory_v1_ListMessagesRequest } from './collabry/memory/v1/ListMessagesRequest';
import type { ListMessagesResponseInit as _collabry_memory_v1_ListMessagesResponseInit, ListMessagesResponse as _collabry_memory_v1_ListMessagesResponse } from './collabry/memory/v1/ListMessagesResponse';
import type { ListSessionsRequestInit as _collabry_memory_v1_ListSessionsRequestInit, ListSessionsRequest as _collabry_memory_v1_ListSessionsRequest } from './collabry/memory/v1/ListSessionsRequest';
import type { ListSessionsResponseInit as _collabry_memory_v1_ListSessionsResponseInit, ListSessionsResponse as _collabry_memory_v1_ListSessionsResponse } from './collabry/memory/v1/ListSessionsResponse';
import type { MessageInit as _collabry_memory_v1_MessageInit, Message as _collabry_memory_v1_Message } from './collabry/memory/v1/Message';
import type { RateMessageRequestInit as _collabry_memory_v1_RateMessageRequestInit, RateMessageRequest as _collabry_memory_v1_RateMessageRequest } from './collabry/memory/v1/RateMessageRequest';
import type { RateMessageResponseInit as _collabry_memory_v1_RateMessageResponseInit, RateMessageResponse as _collabry_memory_v1_RateMessageResponse } from './collabry/memory/v1/RateMessageResponse';
import type { RecallTurnsRequestInit as _collabry_memory_v1_RecallTurnsRequestInit, RecallTurnsRequest as _collabry_memory_v1_RecallTurnsRequest } from './collabry/memory/v1/RecallTurnsRequest';
import type { RecallTurnsResponseInit as _collabry_memory_v1_RecallTurnsResponseInit, RecallTurnsResponse as _collabry_memory_v1_RecallTurnsResponse } from './collabry/memory/v1/RecallTurnsResponse';
import type { RecalledTurnInit as _collabry_memory_v1_RecalledTurnInit, RecalledTurn as _collabry_memory_v1_RecalledTurn } from './collabry/memory/v1/RecalledTurn';
import type { RenameSessionRequestInit as _collabry_memory_v1_RenameSessionRequestInit, RenameSessionRequest as _collabry_memory_v1_RenameSessionRequest } from './collabry/memory/v1/RenameSessionRequest';
import type { RenameSessionResponseInit as _collabry_memory_v1_RenameSessionResponseInit, RenameSessionResponse as _collabry_memory_v1_RenameSessionResponse } from './collabry/memory/v1/RenameSessionResponse';
import type { SaveSummaryRequestInit as _collabry_memory_v1_SaveSummaryRequestInit, SaveSummaryRequest as _collabry_memory_v1_SaveSummaryRequest } from './collabry/memory/v1/SaveSummaryRequest';
import type { SaveSummaryResponseInit as _collabry_memory_v1_SaveSummaryResponseInit, SaveSummaryResponse as _collabry_memory_v1_SaveSummaryResponse } from './collabry/memory/v1/SaveSummaryResponse';
import type { SessionInit as _collabry_memory_v1_SessionInit, Session as _collabry_memory_v1_Session } from './collabry/memory/v1/Session';
import type { SessionServiceClient as _collabry_memory_v1_SessionServiceClient, SessionServiceDefinition as _collabry_memory_v1_SessionServiceDefinition } from './collabry/memory/v1/SessionService';
import type { SetTitleRequestInit as _collabry_memory_v1_SetTitleRequestInit, SetTitleRequest as _collabry_memory_v1_SetTitleRequest } from './collabry/memory/v1/SetTitleRequest';
import type { SetTitleResponseInit as _collabry_memory_v1_SetTitleResponseInit, SetTitleResponse as _collabry_memory_v1_SetTitleResponse } from './collabry/memory/v1/SetTitleResponse';
import type { TurnServiceClient as _collabry_memory_v1_TurnServiceClient, TurnServiceDefinition as _collabry_memory_v1_TurnServiceDefinition } from './collabry/memory/v1/TurnService';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    memory: {
      v1: {
        AppendFailure: MessageTypeDefinition<_collabry_memory_v1_AppendFailureInit, _collabry_memory_v1_AppendFailure>
        AppendTurnRequest: MessageTypeDefinition<_collabry_memory_v1_AppendTurnRequestInit, _collabry_memory_v1_AppendTurnRequest>
        AppendTurnResponse: MessageTypeDefinition<_collabry_memory_v1_AppendTurnResponseInit, _collabry_memory_v1_AppendTurnResponse>
        AppendTurnsRequest: MessageTypeDefinition<_collabry_memory_v1_AppendTurnsRequestInit, _collabry_memory_v1_AppendTurnsRequest>
        AppendTurnsResponse: MessageTypeDefinition<_collabry_memory_v1_AppendTurnsResponseInit, _collabry_memory_v1_AppendTurnsResponse>
        BeginTurnRequest: MessageTypeDefinition<_collabry_memory_v1_BeginTurnRequestInit, _collabry_memory_v1_BeginTurnRequest>
        BeginTurnResponse: MessageTypeDefinition<_collabry_memory_v1_BeginTurnResponseInit, _collabry_memory_v1_BeginTurnResponse>
        ClaimDigestsRequest: MessageTypeDefinition<_collabry_memory_v1_ClaimDigestsRequestInit, _collabry_memory_v1_ClaimDigestsRequest>
        ClaimDigestsResponse: MessageTypeDefinition<_collabry_memory_v1_ClaimDigestsResponseInit, _collabry_memory_v1_ClaimDigestsResponse>
        CreateSessionRequest: MessageTypeDefinition<_collabry_memory_v1_CreateSessionRequestInit, _collabry_memory_v1_CreateSessionRequest>
        CreateSessionResponse: MessageTypeDefinition<_collabry_memory_v1_CreateSessionResponseInit, _collabry_memory_v1_CreateSessionResponse>
        DeleteSessionRequest: MessageTypeDefinition<_collabry_memory_v1_DeleteSessionRequestInit, _collabry_memory_v1_DeleteSessionRequest>
        DeleteSessionResponse: MessageTypeDefinition<_collabry_memory_v1_DeleteSessionResponseInit, _collabry_memory_v1_DeleteSessionResponse>
        Digest: MessageTypeDefinition<_collabry_memory_v1_DigestInit, _collabry_memory_v1_Digest>
        EndDigestRequest: MessageTypeDefinition<_collabry_memory_v1_EndDigestRequestInit, _collabry_memory_v1_EndDigestRequest>
        EndDigestResponse: MessageTypeDefinition<_collabry_memory_v1_EndDigestResponseInit, _collabry_memory_v1_EndDigestResponse>
        EndTurnRequest: MessageTypeDefinition<_collabry_memory_v1_EndTurnRequestInit, _collabry_memory_v1_EndTurnRequest>
        EndTurnResponse: MessageTypeDefinition<_collabry_memory_v1_EndTurnResponseInit, _collabry_memory_v1_EndTurnResponse>
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
        RecallTurnsRequest: MessageTypeDefinition<_collabry_memory_v1_RecallTurnsRequestInit, _collabry_memory_v1_RecallTurnsRequest>
        RecallTurnsResponse: MessageTypeDefinition<_collabry_memory_v1_RecallTurnsResponseInit, _collabry_memory_v1_RecallTurnsResponse>
        RecalledTurn: MessageTypeDefinition<_collabry_memory_v1_RecalledTurnInit, _collabry_memory_v1_RecalledTurn>
        RenameSessionRequest: MessageTypeDefinition<_collabry_memory_v1_RenameSessionRequestInit, _collabry_memory_v1_RenameSessionRequest>
        RenameSessionResponse: MessageTypeDefinition<_collabry_memory_v1_RenameSessionResponseInit, _collabry_memory_v1_RenameSessionResponse>
        SaveSummaryRequest: MessageTypeDefinition<_collabry_memory_v1_SaveSummaryRequestInit, _collabry_memory_v1_SaveSummaryRequest>
        SaveSummaryResponse: MessageTypeDefinition<_collabry_memory_v1_SaveSummaryResponseInit, _collabry_memory_v1_SaveSummaryResponse>
        Session: MessageTypeDefinition<_collabry_memory_v1_SessionInit, _collabry_memory_v1_Session>
        SessionService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_SessionServiceClient> & { service: _collabry_memory_v1_SessionServiceDefinition }
        SetTitleRequest: MessageTypeDefinition<_collabry_memory_v1_SetTitleRequestInit, _collabry_memory_v1_SetTitleRequest>
        SetTitleResponse: MessageTypeDefinition<_collabry_memory_v1_SetTitleResponseInit, _collabry_memory_v1_SetTitleResponse>
        TurnService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_TurnServiceClient> & { service: _collabry_memory_v1_TurnServiceDefinition }
      }
    }
  }
}

