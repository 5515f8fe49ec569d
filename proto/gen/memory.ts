import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { AddUsageRequestInit as _collabry_memory_v1_AddUsageRequestInit, AddUsageRequest as _collabry_memory_v1_AddUsageRequest } from './collabry/memory/v1/AddUsageRequest';
import type { AddUsageResponseInit as _collabry_memory_v1_AddUsageResponseInit, AddUsageResponse as _collabry_memory_v1_AddUsageResponse } from './collabry/memory/v1/AddUsageResponse';
import type { AppendFailureInit as _collabry_memory_v1_AppendFailureInit, AppendFailure as _collabry_memory_v1_AppendFailure } from './collabry/memory/v1/AppendFailure';
import type { AppendStreamRequestInit as _collabry_memory_v1_AppendStreamRequestInit, AppendStreamRequest as _collabry_memory_v1_AppendStreamRequest } from './collabry/memory/v1/AppendStreamRequest';
import type { AppendStreamResponseInit as _collabry_memory_v1_AppendStreamResponseInit, AppendStreamResponse as _collabry_memory_v1_AppendStreamResponse } from './collabry/memory/v1/AppendStreamResponse';
import type { AppendTurnRequestInit as _collabry_memory_v1_AppendTurnRequestInit, AppendTurnRequest as _collabry_memory_v1_AppendTurnRequest } from './collabry/memory/v1/AppendTurnRequest';
import type { AppendTurnResponseInit as _collabry_memory_v1_AppendTurnResponseInit, AppendTurnResponse as _collabry_memory_v1_AppendTurnResponse } from './collabry/memory/v1/AppendTurnResponse';
import type { AppendTurnsRequestInit as _collabry_memory_v1_AppendTurnsRequestInit, AppendTurnsRequest as _collabry_memory_v1_AppendTurnsRequest } from './collabry/memory/v1/AppendTurnsRequest';
import type { AppendTurnsResponseInit as _collabry_memory_v1_AppendTurnsResponseInit, AppendTurnsResponse as _collabry_memory_v1_AppendTurnsResponse } from './collabry/memory/v1/AppendTurnsResponse';
import type { BeginErasureRequestInit as _collabry_memory_v1_BeginErasureRequestInit, BeginErasureRequest as _collabry_memory_v1_BeginErasureRequest } from './collabry/memory/v1/BeginErasureRequest';
import type { BeginErasureResponseInit as _collabry_memory_v1_BeginErasureResponseInit, BeginErasureResponse as _collabry_memory_v1_BeginErasureResponse } from './collabry/memory/v1/BeginErasureResponse';
import type { BeginIdempotentRequestInit as _collabry_memory_v1_BeginIdempotentRequestInit, BeginIdempotentRequest as _collabry_memory_v1_BeginIdempotentRequest } from './collabry/memory/v1/BeginIdempotentRequest';
import type { BeginIdempotentResponseInit as _collabry_memory_v1_BeginIdempotentResponseInit, BeginIdempotentResponse as _collabry_memory_v1_BeginIdempotentResponse } from './collabry/memory/v1/BeginIdempotentResponse';
import type { BeginTurnRequestInit as _collabry_memory_v1_BeginTurnRequestInit, BeginTurnRequest as _collabry_memory_v1_BeginTurnRequest } from './collabry/memory/v1/BeginTurnRequest';
import type { BeginTurnResponseInit as _collabry_memory_v1_BeginTurnResponseInit, BeginTurnResponse as _collabry_memory_v1_BeginTurnResponse } from './collabry/memory/v1/BeginTurnResponse';
import type { ClaimDigestsRequestInit as _collabry_memory_v1_ClaimDigestsRequestInit, ClaimDigestsRequest as _collabry_memory_v1_ClaimDigestsRequest } from './collabry/memory/v1/ClaimDigestsRequest';
import type { ClaimDigestsResponseInit as _collabry_memory_v1_ClaimDigestsResponseInit, ClaimDigestsResponse as _collabry_memory_v1_ClaimDigestsResponse } from './collabry/memory/v1/ClaimDigestsResponse';
import type { ClaimErasuresRequestInit as _collabry_memory_v1_ClaimErasuresRequestInit, ClaimErasuresRequest as _collabry_memory_v1_ClaimErasuresRequest } from './collabry/memory/v1/ClaimErasuresRequest';
import type { ClaimErasuresResponseInit as _collabry_memory_v1_ClaimErasuresResponseInit, ClaimErasuresResponse as _collabry_memory_v1_ClaimErasuresResponse } from './collabry/memory/v1/ClaimErasuresResponse';
import type { CompleteIdempotentRequestInit as _collabry_memory_v1_CompleteIdempotentRequestInit, CompleteIdempotentRequest as _collabry_memory_v1_CompleteIdempotentRequest } from './collabry/memory/v1/CompleteIdempotentRequest';
import type { CompleteIdempotentResponseInit as _collabry_memory_v1_CompleteIdempotentResponseInit, CompleteIdempotentResponse as _collabry_memory_v1_CompleteIdempotentResponse } from './collabry/memory/v1/CompleteIdempotentResponse';
import type { CreateSessionRequestInit as _collabry_memory_v1_CreateSessionRequestInit, CreateSessionRequest as _collabry_memory_v1_CreateSessionRequest } from './collabry/memory/v1/CreateSessionRequest';
import type { CreateSessionResponseInit as _collabry_memory_v1_CreateSessionResponseInit, CreateSessionResponse as _collabry_memory_v1_CreateSessionResponse } from './collabry/memory/v1/CreateSessionResponse';
import type { DeleteSessionRequestInit as _collabry_memory_v1_DeleteSessionRequestInit, DeleteSessionRequest as _collabry_memory_v1_DeleteSessionRequest } from './collabry/memory/v1/DeleteSessionRequest';
import type { DeleteSessionResponseInit as _collabry_memory_v1_DeleteSessionResponseInit, DeleteSessionResponse as _collabry_memory_v1_DeleteSessionResponse } from './collabry/memory/v1/DeleteSessionResponse';
import type { DigestInit as _collabry_memory_v1_DigestInit, Digest as _collabry_memory_v1_Digest } from './collabry/memory/v1/Digest';
import type { EndDigestRequestInit as _collabry_memory_v1_EndDigestRequestInit, EndDigestRequest as _collabry_memory_v1_EndDigestRequest } from './collabry/memory/v1/EndDigestRequest';
import type { EndDigestResponseInit as _collabry_memory_v1_EndDigestResponseInit, EndDigestResponse as _collabry_memory_v1_EndDigestResponse } from './collabry/memory/v1/EndDigestResponse';
import type { EndErasureRequestInit as _collabry_memory_v1_EndErasureRequestInit, EndErasureRequest as _collabry_memory_v1_EndErasureRequest } from './collabry/memory/v1/EndErasureRequest';
import type { EndErasureResponseInit as _collabry_memory_v1_EndErasureResponseInit, EndErasureResponse as _collabry_memory_v1_EndErasureResponse } from './collabry/memory/v1/EndErasureResponse';
import type { EndTokenFamilyRequestInit as _collabry_memory_v1_EndTokenFamilyRequestInit, EndTokenFamilyRequest as _collabry_memory_v1_EndTokenFamilyRequest } from './collabry/memory/v1/EndTokenFamilyRequest';
import type { EndTokenFamilyResponseInit as _collabry_memory_v1_EndTokenFamilyResponseInit, EndTokenFamilyResponse as _collabry_memory_v1_EndTokenFamilyResponse } from './collabry/memory/v1/EndTokenFamilyResponse';
import type { EndTurnRequestInit as _collabry_memory_v1_EndTurnRequestInit, EndTurnRequest as _collabry_memory_v1_EndTurnRequest } from './collabry/memory/v1/EndTurnRequest';
import type { EndTurnResponseInit as _collabry_memory_v1_EndTurnResponseInit, EndTurnResponse as _collabry_memory_v1_EndTurnResponse } from './collabry/memory/v1/EndTurnResponse';
import type { EntitleSessionRequestInit as _collabry_memory_v1_EntitleSessionRequestInit, EntitleSessionRequest as _collabry_memory_v1_EntitleSessionRequest } from './collabry/memory/v1/EntitleSessionRequest';
import type { EntitleSessionResponseInit as _collabry_memory_v1_EntitleSessionResponseInit, EntitleSessionResponse as _collabry_memory_v1_EntitleSessionResponse } from './collabry/memory/v1/EntitleSessionResponse';
import type { EraseUserRequestInit as _collabry_memory_v1_EraseUserRequestInit, EraseUserRequest as _collabry_memory_v1_EraseUserRequest } from './collabry/memory/v1/EraseUserRequest';
import type { EraseUserResponseInit as _collabry_memory_v1_EraseUserResponseInit, EraseUserResponse as _collabry_memory_v1_EraseUserResponse } from './collabry/memory/v1/EraseUserResponse';
import type { ErasedCountInit as _collabry_memory_v1_ErasedCountInit, ErasedCount as _collabry_memory_v1_ErasedCount } from './collabry/memory/v1/ErasedCount';
import type { ExportUserRequestInit as _collabry_memory_v1_ExportUserRequestInit, ExportUserRequest as _collabry_memory_v1_ExportUserRequest } from './collabry/memory/v1/ExportUserRequest';
import type { ExportUserResponseInit as _collabry_memory_v1_ExportUserResponseInit, ExportUserResponse as _collabry_memory_v1_ExportUserResponse } from './collabry/memory/v1/ExportUserResponse';
import type { FollowStreamRequestInit as _collabry_memory_v1_FollowStreamRequestInit, FollowStreamRequest as _collabry_memory_v1_FollowStreamRequest } from './collabry/memory/v1/FollowStreamRequest';
import type { FollowStreamResponseInit as _collabry_memory_v1_FollowStreamResponseInit, FollowStreamResponse as _collabry_memory_v1_FollowStreamResponse } from './collabry/memory/v1/FollowStreamResponse';
import type { GetSessionRequestInit as _collabry_memory_v1_GetSessionRequestInit, GetSessionRequest as _collabry_memory_v1_GetSessionRequest } from './collabry/memory/v1/GetSessionRequest';
import type { GetSessionResponseInit as _collabry_memory_v1_GetSessionResponseInit, GetSessionResponse as _collabry_memory_v1_GetSessionResponse } from './collabry/memory/v1/GetSessionResponse';
import type { GetStatusRequestInit as _collabry_memory_v1_GetStatusRequestInit, GetStatusRequest as _collabry_memory_v1_GetStatusRequest } from './collabry/memory/v1/GetStatusRequest';
import type { GetStatusResponseInit as _collabry_memory_v1_GetStatusResponseInit, GetStatusResponse as _collabry_memory_v1_GetStatusResponse } from './collabry/memory/v1/GetStatusResponse';
import type { GetStreamRequestInit as _collabry_memory_v1_GetStreamRequestInit, GetStreamRequest as _collabry_memory_v1_GetStreamRequest } from './collabry/memory/v1/GetStreamRequest';
import type { GetStreamResponseInit as _collabry_memory_v1_GetStreamResponseInit, GetStreamResponse as _collabry_memory_v1_GetStreamResponse } from './collabry/memory/v1/GetStreamResponse';
import type { GetUsageRequestInit as _collabry_memory_v1_GetUsageRequestInit, GetUsageRequest as _collabry_memory_v1_GetUsageRequest } from './collabry/memory/v1/GetUsageRequest';
import type { GetUsageResponseInit as _collabry_memory_v1_GetUsageResponseInit, GetUsageResponse as _collabry_memory_v1_GetUsageResponse } from './collabry/memory/v1/GetUsageResponse';
import type { HeaderInit as _collabry_memory_v1_HeaderInit, Header as _collabry_memory_v1_Header } from './collabry/memory/v1/Header';
import type { IdempotentAnswerInit as _collabry_memory_v1_IdempotentAnswerInit, IdempotentAnswer as _collabry_memory_v1_IdempotentAnswer } from './collabry/memory/v1/IdempotentAnswer';
import type { IssueTicketRequestInit as _collabry_memory_v1_IssueTicketRequestInit, IssueTicketRequest as _collabry_memory_v1_IssueTicketRequest } from './collabry/memory/v1/IssueTicketRequest';
import type { IssueTicketResponseInit as _collabry_memory_v1_IssueTicketResponseInit, IssueTicketResponse as _collabry_memory_v1_IssueTicketResponse } from './collabry/memory/v1/IssueTicketResponse';
import type { ListMessagesRequestInit as _collabry_memory_v1_ListMessagesRequestInit, ListMessagesRequest as _collabry_memory_v1_ListMessagesRequest } from './collabry/memory/v1/ListMessagesRequest';
import type { ListMessagesResponseInit as _collabry_memory_v1_ListMessagesResponseInit, ListMessagesResponse as _collabry_memory_v1_ListMessagesResponse } from './collabry/memory/v1/ListMessagesResponse';
import type { ListRevocationsRequestInit as _collabry_memory_v1_ListRevocationsRequestInit, ListRevocationsRequest as _collabry_memory_v1_ListRevocationsRequest } from './collabry/memory/v1/ListRevocationsRequest';
import type { ListRevocationsResponseInit as _collabry_memory_v1_ListRevocationsResponseInit, ListRevocationsResponse as _collabry_memory_v1_ListRevocationsResponse } from './collabry/memory/v1/ListRevocationsResponse';
import type { ListSessionsRequestInit as _collabry_memory_v1_ListSessionsRequestInit, ListSessionsRequest as _collabry_memory_v1_ListSessionsRequest } from './collabry/memory/v1/ListSessionsRequest';
import type { ListSessionsResponseInit as _collabry_memory_v1_ListSessionsResponseInit, ListSessionsResponse as _collabry_memory_v1_ListSessionsResponse } from './collabry/memory/v1/ListSessionsResponse';
import type { MemoryServiceClient as _collabry_memory_v1_MemoryServiceClient, MemoryServiceDefinition as _collabry_memory_v1_MemoryServiceDefinition } from './collabry/memory/v1/MemoryService';
import type { MessageInit as _collabry_memory_v1_MessageInit, Message as _collabry_memory_v1_Message } from './collabry/memory/v1/Message';
import type { OpenStreamRequestInit as _collabry_memory_v1_OpenStreamRequestInit, OpenStreamRequest as _collabry_memory_v1_OpenStreamRequest } from './collabry/memory/v1/OpenStreamRequest';
import type { OpenStreamResponseInit as _collabry_memory_v1_OpenStreamResponseInit, OpenStreamResponse as _collabry_memory_v1_OpenStreamResponse } from './collabry/memory/v1/OpenStreamResponse';
import type { RateMessageRequestInit as _collabry_memory_v1_RateMessageRequestInit, RateMessageRequest as _collabry_memory_v1_RateMessageRequest } from './collabry/memory/v1/RateMessageRequest';
import type { RateMessageResponseInit as _collabry_memory_v1_RateMessageResponseInit, RateMessageResponse as _collabry_memory_v1_RateMessageResponse } from './collabry/memory/v1/RateMessageResponse';
import type { RecallTurnsRequestInit as _collabry_memory_v1_RecallTurnsRequestInit, RecallTurnsRequest as _collabry_memory_v1_RecallTurnsRequest } from './collabry/memory/v1/RecallTurnsRequest';
import type { RecallTurnsResponseInit as _collabry_memory_v1_RecallTurnsResponseInit, RecallTurnsResponse as _collabry_memory_v1_RecallTurnsResponse } from './collabry/memory/v1/RecallTurnsResponse';
import type { RecalledTurnInit as _collabry_memory_v1_RecalledTurnInit, RecalledTurn as _collabry_memory_v1_RecalledTurn } from './collabry/memory/v1/RecalledTurn';
import type { RedeemTicketRequestInit as _collabry_memory_v1_RedeemTicketRequestInit, RedeemTicketRequest as _collabry_memory_v1_RedeemTicketRequest } from './collabry/memory/v1/RedeemTicketRequest';
import type { RedeemTicketResponseInit as _collabry_memory_v1_RedeemTicketResponseInit, RedeemTicketResponse as _collabry_memory_v1_RedeemTicketResponse } from './collabry/memory/v1/RedeemTicketResponse';
import type { ReleaseIdempotentRequestInit as _collabry_memory_v1_ReleaseIdempotentRequestInit, ReleaseIdempotentRequest as _collabry_memory_v1_ReleaseIdempotentRequest } from './collabry/memory/v1/ReleaseIdempotentRequest';
import type { ReleaseIdempotentResponseInit as _collabry_memory_v1_ReleaseIdempotentResponseInit, ReleaseIdempotentResponse as _collabry_memory_v1_ReleaseIdempotentResponse } from './collabry/memory/v1/ReleaseIdempotentResponse';
import type { RenameSessionRequestInit as _collabry_memory_v1_RenameSessionRequestInit, RenameSessionRequest as _collabry_memory_v1_RenameSessionRequest } from './collabry/memory/v1/RenameSessionRequest';
import type { RenameSessionResponseInit as _collabry_memory_v1_RenameSessionResponseInit, RenameSessionResponse as _collabry_memory_v1_RenameSessionResponse } from './collabry/memory/v1/RenameSessionResponse';
import type { RenewIdempotentRequestInit as _collabry_memory_v1_RenewIdempotentRequestInit, RenewIdempotentRequest as _collabry_memory_v1_RenewIdempotentRequest } from './collabry/memory/v1/RenewIdempotentRequest';
import type { RenewIdempotentResponseInit as _collabry_memory_v1_RenewIdempotentResponseInit, RenewIdempotentResponse as _collabry_memory_v1_RenewIdempotentResponse } from './collabry/memory/v1/RenewIdempotentResponse';
import type { RevocationInit as _collabry_memory_v1_RevocationInit, Revocation as _collabry_memory_v1_Revocation } from './collabry/memory/v1/Revocation';
import type { RevokeTokenRequestInit as _collabry_memory_v1_RevokeTokenRequestInit, RevokeTokenRequest as _collabry_memory_v1_RevokeTokenRequest } from './collabry/memory/v1/RevokeTokenRequest';
import type { RevokeTokenResponseInit as _collabry_memory_v1_RevokeTokenResponseInit, RevokeTokenResponse as _collabry_memory_v1_RevokeTokenResponse } from './collabry/memory/v1/RevokeTokenResponse';
import type { RotateTokenRequestInit as _collabry_memory_v1_RotateTokenRequestInit, RotateTokenRequest as _collabry_memory_v1_RotateTokenRequest } from './collabry/memory/v1/RotateTokenRequest';
import type { RotateTokenResponseInit as _collabry_memory_v1_RotateTokenResponseInit, RotateTokenResponse as _collabry_memory_v1_RotateTokenResponse } from './collabry/memory/v1/RotateTokenResponse';
import type { SaveSummaryRequestInit as _collabry_memory_v1_SaveSummaryRequestInit, SaveSummaryRequest as _collabry_memory_v1_SaveSummaryRequest } from './collabry/memory/v1/SaveSummaryRequest';
import type { SaveSummaryResponseInit as _collabry_memory_v1_SaveSummaryResponseInit, SaveSummaryResponse as _collabry_memory_v1_SaveSummaryResponse } from './collabry/memory/v1/SaveSummaryResponse';
import type { SessionInit as _collabry_memory_v1_SessionInit, Session as _collabry_memory_v1_Session } from './collabry/memory/v1/Session';
import type { StopStreamRequestInit as _collabry_memory_v1_StopStreamRequestInit, StopStreamRequest as _collabry_memory_v1_StopStreamRequest } from './collabry/memory/v1/StopStreamRequest';
import type { StopStreamResponseInit as _collabry_memory_v1_StopStreamResponseInit, StopStreamResponse as _collabry_memory_v1_StopStreamResponse } from './collabry/memory/v1/StopStreamResponse';
import type { StreamEndInit as _collabry_memory_v1_StreamEndInit, StreamEnd as _collabry_memory_v1_StreamEnd } from './collabry/memory/v1/StreamEnd';
import type { StreamEventInit as _collabry_memory_v1_StreamEventInit, StreamEvent as _collabry_memory_v1_StreamEvent } from './collabry/memory/v1/StreamEvent';
import type { TokenInit as _collabry_memory_v1_TokenInit, Token as _collabry_memory_v1_Token } from './collabry/memory/v1/Token';
import type { UnfinishedErasureInit as _collabry_memory_v1_UnfinishedErasureInit, UnfinishedErasure as _collabry_memory_v1_UnfinishedErasure } from './collabry/memory/v1/UnfinishedErasure';
import type { UsageInit as _collabry_memory_v1_UsageInit, Usage as _collabry_memory_v1_Usage } from './collabry/memory/v1/Usage';
import type { UsageDayInit as _collabry_memory_v1_UsageDayInit, UsageDay as _collabry_memory_v1_UsageDay } from './collabry/memory/v1/UsageDay';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    memory: {
      v1: {
        AddUsageRequest: MessageTypeDefinition<_collabry_memory_v1_AddUsageRequestInit, _collabry_memory_v1_AddUsageRequest>
        AddUsageResponse: MessageTypeDefinition<_collabry_memory_v1_AddUsageResponseInit, _collabry_memory_v1_AddUsageResponse>
        AppendFailure: MessageTypeDefinition<_collabry_memory_v1_AppendFailureInit, _collabry_memory_v1_AppendFailure>
        AppendStreamRequest: MessageTypeDefinition<_collabry_memory_v1_AppendStreamRequestInit, _collabry_memory_v1_AppendStreamRequest>
        AppendStreamResponse: MessageTypeDefinition<_collabry_memory_v1_AppendStreamResponseInit, _collabry_memory_v1_AppendStreamResponse>
        AppendTurnRequest: MessageTypeDefinition<_collabry_memory_v1_AppendTurnRequestInit, _collabry_memory_v1_AppendTurnRequest>
        AppendTurnResponse: MessageTypeDefinition<_collabry_memory_v1_AppendTurnResponseInit, _collabry_memory_v1_AppendTurnResponse>
        AppendTurnsRequest: MessageTypeDefinition<_collabry_memory_v1_AppendTurnsRequestInit, _collabry_memory_v1_AppendTurnsRequest>
        AppendTurnsResponse: MessageTypeDefinition<_collabry_memory_v1_AppendTurnsResponseInit, _collabry_memory_v1_AppendTurnsResponse>
        BeginErasureRequest: MessageTypeDefinition<_collabry_memory_v1_BeginErasureRequestInit, _collabry_memory_v1_BeginErasureRequest>
        BeginErasureResponse: MessageTypeDefinition<_collabry_memory_v1_BeginErasureResponseInit, _collabry_memory_v1_BeginErasureResponse>
        BeginIdempotentRequest: MessageTypeDefinition<_collabry_memory_v1_BeginIdempotentRequestInit, _collabry_memory_v1_BeginIdempotentRequest>
        BeginIdempotentResponse: MessageTypeDefinition<_collabry_memory_v1_BeginIdempotentResponseInit, _collabry_memory_v1_BeginIdempotentResponse>
        BeginTurnRequest: MessageTypeDefinition<_collabry_memory_v1_BeginTurnRequestInit, _collabry_memory_v1_BeginTurnRequest>
        BeginTurnResponse: MessageTypeDefinition<_collabry_memory_v1_BeginTurnResponseInit, _collabry_memory_v1_BeginTurnResponse>
        ClaimDigestsRequest: MessageTypeDefinition<_collabry_memory_v1_ClaimDigestsRequestInit, _collabry_memory_v1_ClaimDigestsRequest>
        ClaimDigestsResponse: MessageTypeDefinition<_collabry_memory_v1_ClaimDigestsResponseInit, _collabry_memory_v1_ClaimDigestsResponse>
        ClaimErasuresRequest: MessageTypeDefinition<_collabry_memory_v1_ClaimErasuresRequestInit, _collabry_memory_v1_ClaimErasuresRequest>
        ClaimErasuresResponse: MessageTypeDefinition<_collabry_memory_v1_ClaimErasuresResponseInit, _collabry_memory_v1_ClaimErasuresResponse>
        CompleteIdempotentRequest: MessageTypeDefinition<_collabry_memory_v1_CompleteIdempotentRequestInit, _collabry_memory_v1_CompleteIdempotentRequest>
        CompleteIdempotentResponse: MessageTypeDefinition<_collabry_memory_v1_CompleteIdempotentResponseInit, _collabry_memory_v1_CompleteIdempotentResponse>
        CreateSessionRequest: MessageTypeDefinition<_collabry_memory_v1_CreateSessionRequestInit, _collabry_memory_v1_CreateSessionRequest>
        CreateSessionResponse: MessageTypeDefinition<_collabry_memory_v1_CreateSessionResponseInit, _collabry_memory_v1_CreateSessionResponse>
        DeleteSessionRequest: MessageTypeDefinition<_collabry_memory_v1_DeleteSessionRequestInit, _collabry_memory_v1_DeleteSessionRequest>
        DeleteSessionResponse: MessageTypeDefinition<_collabry_memory_v1_DeleteSessionResponseInit, _collabry_memory_v1_DeleteSessionResponse>
        Digest: MessageTypeDefinition<_collabry_memory_v1_DigestInit, _collabry_memory_v1_Digest>
        EndDigestRequest: MessageTypeDefinition<_collabry_memory_v1_EndDigestRequestInit, _collabry_memory_v1_EndDigestRequest>
        EndDigestResponse: MessageTypeDefinition<_collabry_memory_v1_EndDigestResponseInit, _collabry_memory_v1_EndDigestResponse>
        EndErasureRequest: MessageTypeDefinition<_collabry_memory_v1_EndErasureRequestInit, _collabry_memory_v1_EndErasureRequest>
        EndErasureResponse: MessageTypeDefinition<_collabry_memory_v1_EndErasureResponseInit, _collabry_memory_v1_EndErasureResponse>
        EndTokenFamilyRequest: MessageTypeDefinition<_collabry_memory_v1_EndTokenFamilyRequestInit, _collabry_memory_v1_EndTokenFamilyRequest>
        EndTokenFamilyResponse: MessageTypeDefinition<_collabry_memory_v1_EndTokenFamilyResponseInit, _collabry_memory_v1_EndTokenFamilyResponse>
        EndTurnRequest: MessageTypeDefinition<_collabry_memory_v1_EndTurnRequestInit, _collabry_memory_v1_EndTurnRequest>
        EndTurnResponse: MessageTypeDefinition<_collabry_memory_v1_EndTurnResponseInit, _collabry_memory_v1_EndTurnResponse>
        EntitleSessionRequest: MessageTypeDefinition<_collabry_memory_v1_EntitleSessionRequestInit, _collabry_memory_v1_EntitleSessionRequest>
        EntitleSessionResponse: MessageTypeDefinition<_collabry_memory_v1_EntitleSessionResponseInit, _collabry_memory_v1_EntitleSessionResponse>
        EraseUserRequest: MessageTypeDefinition<_collabry_memory_v1_EraseUserRequestInit, _collabry_memory_v1_EraseUserRequest>
        EraseUserResponse: MessageTypeDefinition<_collabry_memory_v1_EraseUserResponseInit, _collabry_memory_v1_EraseUserResponse>
        ErasedCount: MessageTypeDefinition<_collabry_memory_v1_ErasedCountInit, _collabry_memory_v1_ErasedCount>
        ExportUserRequest: MessageTypeDefinition<_collabry_memory_v1_ExportUserRequestInit, _collabry_memory_v1_ExportUserRequest>
        ExportUserResponse: MessageTypeDefinition<_collabry_memory_v1_ExportUserResponseInit, _collabry_memory_v1_ExportUserResponse>
        FollowStreamRequest: MessageTypeDefinition<_collabry_memory_v1_FollowStreamRequestInit, _collabry_memory_v1_FollowStreamRequest>
        FollowStreamResponse: MessageTypeDefinition<_collabry_memory_v1_FollowStreamResponseInit, _collabry_memory_v1_FollowStreamResponse>
        GetSessionRequest: MessageTypeDefinition<_collabry_memory_v1_GetSessionRequestInit, _collabry_memory_v1_GetSessionRequest>
        GetSessionResponse: MessageTypeDefinition<_collabry_memory_v1_GetSessionResponseInit, _collabry_memory_v1_GetSessionResponse>
        GetStatusRequest: MessageTypeDefinition<_collabry_memory_v1_GetStatusRequestInit, _collabry_memory_v1_GetStatusRequest>
        GetStatusResponse: MessageTypeDefinition<_collabry_memory_v1_GetStatusResponseInit, _collabry_memory_v1_GetStatusResponse>
        GetStreamRequest: MessageTypeDefinition<_collabry_memory_v1_GetStreamRequestInit, _collabry_memory_v1_GetStreamRequest>
        GetStreamResponse: MessageTypeDefinition<_collabry_memory_v1_GetStreamResponseInit, _collabry_memory_v1_GetStreamResponse>
        GetUsageRequest: MessageTypeDefinition<_collabry_memory_v1_GetUsageRequestInit, _collabry_memory_v1_GetUsageRequest>
        GetUsageResponse: MessageTypeDefinition<_collabry_memory_v1_GetUsageResponseInit, _collabry_memory_v1_GetUsageResponse>
        Header: MessageTypeDefinition<_collabry_memory_v1_HeaderInit, _collabry_memory_v1_Header>
        IdempotentAnswer: MessageTypeDefinition<_collabry_memory_v1_IdempotentAnswerInit, _collabry_memory_v1_IdempotentAnswer>
        IdempotentState: EnumTypeDefinition
        IssueTicketRequest: MessageTypeDefinition<_collabry_memory_v1_IssueTicketRequestInit, _collabry_memory_v1_IssueTicketRequest>
        IssueTicketResponse: MessageTypeDefinition<_collabry_memory_v1_IssueTicketResponseInit, _collabry_memory_v1_IssueTicketResponse>
        ListMessagesRequest: MessageTypeDefinition<_collabry_memory_v1_ListMessagesRequestInit, _collabry_memory_v1_ListMessagesRequest>
        ListMessagesResponse: MessageTypeDefinition<_collabry_memory_v1_ListMessagesResponseInit, _collabry_memory_v1_ListMessagesResponse>
        ListRevocationsRequest: MessageTypeDefinition<_collabry_memory_v1_ListRevocationsRequestInit, _collabry_memory_v1_ListRevocationsRequest>
        ListRevocationsResponse: MessageTypeDefinition<_collabry_memory_v1_ListRevocationsResponseInit, _collabry_memory_v1_ListRevocationsResponse>
        ListSessionsRequest: MessageTypeDefinition<_collabry_memory_v1_ListSessionsRequestInit, _collabry_memory_v1_ListSessionsRequest>
        ListSessionsResponse: MessageTypeDefinition<_collabry_memory_v1_ListSessionsResponseInit, _collabry_memory_v1_ListSessionsResponse>
        MemoryService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_MemoryServiceClient> & { service: _collabry_memory_v1_MemoryServiceDefinition }
        Message: MessageTypeDefinition<_collabry_memory_v1_MessageInit, _collabry_memory_v1_Message>
        MessageRole: EnumTypeDefinition
        MessageStatus: EnumTypeDefinition
        OpenStreamRequest: MessageTypeDefinition<_collabry_memory_v1_OpenStreamRequestInit, _collabry_memory_v1_OpenStreamRequest>
        OpenStreamResponse: MessageTypeDefinition<_collabry_memory_v1_OpenStreamResponseInit, _collabry_memory_v1_OpenStreamResponse>
        RateMessageRequest: MessageTypeDefinition<_collabry_memory_v1_RateMessageRequestInit, _collabry_memory_v1_RateMessageRequest>
        RateMessageResponse: MessageTypeDefinition<_collabry_memory_v1_RateMessageResponseInit, _collabry_memory_v1_RateMessageResponse>
        RecallTurnsRequest: MessageTypeDefinition<_collabry_memory_v1_RecallTurnsRequestInit, _collabry_memory_v1_RecallTurnsRequest>
        RecallTurnsResponse: MessageTypeDefinition<_collabry_memory_v1_RecallTurnsResponseInit, _collabry_memory_v1_RecallTurnsResponse>
        RecalledTurn: MessageTypeDefinition<_collabry_memory_v1_RecalledTurnInit, _collabry_memory_v1_RecalledTurn>
        RedeemTicketRequest: MessageTypeDefinition<_collabry_memory_v1_RedeemTicketRequestInit, _collabry_memory_v1_RedeemTicketRequest>
        RedeemTicketResponse: MessageTypeDefinition<_collabry_memory_v1_RedeemTicketResponseInit, _collabry_memory_v1_RedeemTicketResponse>
        ReleaseIdempotentRequest: MessageTypeDefinition<_collabry_memory_v1_ReleaseIdempotentRequestInit, _collabry_memory_v1_ReleaseIdempotentRequest>
        ReleaseIdempotentResponse: MessageTypeDefinition<_collabry_memory_v1_ReleaseIdempotentResponseInit, _collabry_memory_v1_ReleaseIdempotentResponse>
        RenameSessionRequest: MessageTypeDefinition<_collabry_memory_v1_RenameSessionRequestInit, _collabry_memory_v1_RenameSessionRequest>
        RenameSessionResponse: MessageTypeDefinition<_collabry_memory_v1_RenameSessionResponseInit, _collabry_memory_v1_RenameSessionResponse>
        RenewIdempotentRequest: MessageTypeDefinition<_collabry_memory_v1_RenewIdempotentRequestInit, _collabry_memory_v1_RenewIdempotentRequest>
        RenewIdempotentResponse: MessageTypeDefinition<_collabry_memory_v1_RenewIdempotentResponseInit, _collabry_memory_v1_RenewIdempotentResponse>
        Revocation: MessageTypeDefinition<_collabry_memory_v1_RevocationInit, _collabry_memory_v1_Revocation>
        RevokeTokenRequest: MessageTypeDefinition<_collabry_memory_v1_RevokeTokenRequestInit, _collabry_memory_v1_RevokeTokenRequest>
        RevokeTokenResponse: MessageTypeDefinition<_collabry_memory_v1_RevokeTokenResponseInit, _collabry_memory_v1_RevokeTokenResponse>
        RotateTokenRequest: MessageTypeDefinition<_collabry_memory_v1_RotateTokenRequestInit, _collabry_memory_v1_RotateTokenRequest>
        RotateTokenResponse: MessageTypeDefinition<_collabry_memory_v1_RotateTokenResponseInit, _collabry_memory_v1_RotateTokenResponse>
        SaveSummaryRequest: MessageTypeDefinition<_collabry_memory_v1_SaveSummaryRequestInit, _collabry_memory_v1_SaveSummaryRequest>
        SaveSummaryResponse: MessageTypeDefinition<_collabry_memory_v1_SaveSummaryResponseInit, _collabry_memory_v1_SaveSummaryResponse>
        Session: MessageTypeDefinition<_collabry_memory_v1_SessionInit, _collabry_memory_v1_Session>
        State: EnumTypeDefinition
        StopStreamRequest: MessageTypeDefinition<_collabry_memory_v1_StopStreamRequestInit, _collabry_memory_v1_StopStreamRequest>
        StopStreamResponse: MessageTypeDefinition<_collabry_memory_v1_StopStreamResponseInit, _collabry_memory_v1_StopStreamResponse>
        StreamEnd: MessageTypeDefinition<_collabry_memory_v1_StreamEndInit, _collabry_memory_v1_StreamEnd>
        StreamEvent: MessageTypeDefinition<_collabry_memory_v1_StreamEventInit, _collabry_memory_v1_StreamEvent>
        StreamEventKind: EnumTypeDefinition
        StreamOutcome: EnumTypeDefinition
        Token: MessageTypeDefinition<_collabry_memory_v1_TokenInit, _collabry_memory_v1_Token>
        UnfinishedErasure: MessageTypeDefinition<_collabry_memory_v1_UnfinishedErasureInit, _collabry_memory_v1_UnfinishedErasure>
        Usage: MessageTypeDefinition<_collabry_memory_v1_UsageInit, _collabry_memory_v1_Usage>
        UsageDay: MessageTypeDefinition<_collabry_memory_v1_UsageDayInit, _collabry_memory_v1_UsageDay>
      }
    }
  }
}

