// Original file: collabry/memory/v1/memory.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AddUsageRequestInit as _collabry_memory_v1_AddUsageRequestInit, AddUsageRequest as _collabry_memory_v1_AddUsageRequest } from '../../../collabry/memory/v1/AddUsageRequest';
import type { AddUsageResponseInit as _collabry_memory_v1_AddUsageResponseInit, AddUsageResponse as _collabry_memory_v1_AddUsageResponse } from '../../../collabry/memory/v1/AddUsageResponse';
import type { AppendStreamRequestInit as _collabry_memory_v1_AppendStreamRequestInit, AppendStreamRequest as _collabry_memory_v1_AppendStreamRequest } from '../../../collabry/memory/v1/AppendStreamRequest';
import type { AppendStreamResponseInit as _collabry_memory_v1_AppendStreamResponseInit, AppendStreamResponse as _collabry_memory_v1_AppendStreamResponse } from '../../../collabry/memory/v1/AppendStreamResponse';
import type { AppendTurnRequestInit as _collabry_memory_v1_AppendTurnRequestInit, AppendTurnRequest as _collabry_memory_v1_AppendTurnRequest } from '../../../collabry/memory/v1/AppendTurnRequest';
import type { AppendTurnResponseInit as _collabry_memory_v1_AppendTurnResponseInit, AppendTurnResponse as _collabry_memory_v1_AppendTurnResponse } from '../../../collabry/memory/v1/AppendTurnResponse';
import type { AppendTurnsRequestInit as _collabry_memory_v1_AppendTurnsRequestInit, AppendTurnsRequest as _collabry_memory_v1_AppendTurnsRequest } from '../../../collabry/memory/v1/AppendTurnsRequest';
import type { AppendTurnsResponseInit as _collabry_memory_v1_AppendTurnsResponseInit, AppendTurnsResponse as _collabry_memory_v1_AppendTurnsResponse } from '../../../collabry/memory/v1/AppendTurnsResponse';
import type { BeginErasureRequestInit as _collabry_memory_v1_BeginErasureRequestInit, BeginErasureRequest as _collabry_memory_v1_BeginErasureRequest } from '../../../collabry/memory/v1/BeginErasureRequest';
import type { BeginErasureResponseInit as _collabry_memory_v1_BeginErasureResponseInit, BeginErasureResponse as _collabry_memory_v1_BeginErasureResponse } from '../../../collabry/memory/v1/BeginErasureResponse';
import type { BeginIdempotentRequestInit as _collabry_memory_v1_BeginIdempotentRequestInit, BeginIdempotentRequest as _collabry_memory_v1_BeginIdempotentRequest } from '../../../collabry/memory/v1/BeginIdempotentRequest';
import type { BeginIdempotentResponseInit as _collabry_memory_v1_BeginIdempotentResponseInit, BeginIdempotentResponse as _collabry_memory_v1_BeginIdempotentResponse } from '../../../collabry/memory/v1/BeginIdempotentResponse';
import type { BeginTurnRequestInit as _collabry_memory_v1_BeginTurnRequestInit, BeginTurnRequest as _collabry_memory_v1_BeginTurnRequest } from '../../../collabry/memory/v1/BeginTurnRequest';
import type { BeginTurnResponseInit as _collabry_memory_v1_BeginTurnResponseInit, BeginTurnResponse as _collabry_memory_v1_BeginTurnResponse } from '../../../collabry/memory/v1/BeginTurnResponse';
import type { ClaimDigestsRequestInit as _collabry_memory_v1_ClaimDigestsRequestInit, ClaimDigestsRequest as _collabry_memory_v1_ClaimDigestsRequest } from '../../../collabry/memory/v1/ClaimDigestsRequest';
import type { ClaimDigestsResponseInit as _collabry_memory_v1_ClaimDigestsResponseInit, ClaimDigestsResponse as _collabry_memory_v1_ClaimDigestsResponse } from '../../../collabry/memory/v1/ClaimDigestsResponse';
import type { ClaimErasuresRequestInit as _collabry_memory_v1_ClaimErasuresRequestInit, ClaimErasuresRequest as _collabry_memory_v1_ClaimErasuresRequest } from '../../../collabry/memory/v1/ClaimErasuresRequest';
import type { ClaimErasuresResponseInit as _collabry_memory_v1_ClaimErasuresResponseInit, ClaimErasuresResponse as _collabry_memory_v1_ClaimErasuresResponse } from '../../../collabry/memory/v1/ClaimErasuresResponse';
import type { CompleteIdempotentRequestInit as _collabry_memory_v1_CompleteIdempotentRequestInit, CompleteIdempotentRequest as _collabry_memory_v1_CompleteIdempotentRequest } from '../../../collabry/memory/v1/CompleteIdempotentRequest';
import type { CompleteIdempotentResponseInit as _collabry_memory_v1_CompleteIdempotentResponseInit, CompleteIdempotentResponse as _collabry_memory_v1_CompleteIdempotentResponse } from '../../../collabry/memory/v1/CompleteIdempotentResponse';
import type { CreateSessionRequestInit as _collabry_memory_v1_CreateSessionRequestInit, CreateSessionRequest as _collabry_memory_v1_CreateSessionRequest } from '../../../collabry/memory/v1/CreateSessionRequest';
import type { CreateSessionResponseInit as _collabry_memory_v1_CreateSessionResponseInit, CreateSessionResponse as _collabry_memory_v1_CreateSessionResponse } from '../../../collabry/memory/v1/CreateSessionResponse';
import type { DeleteSessionRequestInit as _collabry_memory_v1_DeleteSessionRequestInit, DeleteSessionRequest as _collabry_memory_v1_DeleteSessionRequest } from '../../../collabry/memory/v1/DeleteSessionRequest';
import type { DeleteSessionResponseInit as _collabry_memory_v1_DeleteSessionResponseInit, DeleteSessionResponse as _collabry_memory_v1_DeleteSessionResponse } from '../../../collabry/memory/v1/DeleteSessionResponse';
import type { EndDigestRequestInit as _collabry_memory_v1_EndDigestRequestInit, EndDigestRequest as _collabry_memory_v1_EndDigestRequest } from '../../../collabry/memory/v1/EndDigestRequest';
import type { EndDigestResponseInit as _collabry_memory_v1_EndDigestResponseInit, EndDigestResponse as _collabry_memory_v1_EndDigestResponse } from '../../../collabry/memory/v1/EndDigestResponse';
import type { EndErasureRequestInit as _collabry_memory_v1_EndErasureRequestInit, EndErasureRequest as _collabry_memory_v1_EndErasureRequest } from '../../../collabry/memory/v1/EndErasureRequest';
import type { EndErasureResponseInit as _collabry_memory_v1_EndErasureResponseInit, EndErasureResponse as _collabry_memory_v1_EndErasureResponse } from '../../../collabry/memory/v1/EndErasureResponse';
import type { EndTokenFamilyRequestInit as _collabry_memory_v1_EndTokenFamilyRequestInit, EndTokenFamilyRequest as _collabry_memory_v1_EndTokenFamilyRequest } from '../../../collabry/memory/v1/EndTokenFamilyRequest';
import type { EndTokenFamilyResponseInit as _collabry_memory_v1_EndTokenFamilyResponseInit, EndTokenFamilyResponse as _collabry_memory_v1_EndTokenFamilyResponse } from '../../../collabry/memory/v1/EndTokenFamilyResponse';
import type { EndTurnRequestInit as _collabry_memory_v1_EndTurnRequestInit, EndTurnRequest as _collabry_memory_v1_EndTurnRequest } from '../../../collabry/memory/v1/EndTurnRequest';
import type { EndTurnResponseInit as _collabry_memory_v1_EndTurnResponseInit, EndTurnResponse as _collabry_memory_v1_EndTurnResponse } from '../../../collabry/memory/v1/EndTurnResponse';
import type { EntitleSessionRequestInit as _collabry_memory_v1_EntitleSessionRequestInit, EntitleSessionRequest as _collabry_memory_v1_EntitleSessionRequest } from '../../../collabry/memory/v1/EntitleSessionRequest';
import type { EntitleSessionResponseInit as _collabry_memory_v1_EntitleSessionResponseInit, EntitleSessionResponse as _collabry_memory_v1_EntitleSessionResponse } from '../../../collabry/memory/v1/EntitleSessionResponse';
import type { EraseUserRequestInit as _collabry_memory_v1_EraseUserRequestInit, EraseUserRequest as _collabry_memory_v1_EraseUserRequest } from '../../../collabry/memory/v1/EraseUserRequest';
import type { EraseUserResponseInit as _collabry_memory_v1_EraseUserResponseInit, EraseUserResponse as _collabry_memory_v1_EraseUserResponse } from '../../../collabry/memory/v1/EraseUserResponse';
import type { ExportUserRequestInit as _collabry_memory_v1_ExportUserRequestInit, ExportUserRequest as _collabry_memory_v1_ExportUserRequest } from '../../../collabry/memory/v1/ExportUserRequest';
import type { ExportUserResponseInit as _collabry_memory_v1_ExportUserResponseInit, ExportUserResponse as _collabry_memory_v1_ExportUserResponse } from '../../../collabry/memory/v1/ExportUserResponse';
import type { FollowStreamRequestInit as _collabry_memory_v1_FollowStreamRequestInit, FollowStreamRequest as _collabry_memory_v1_FollowStreamRequest } from '../../../collabry/memory/v1/FollowStreamRequest';
import type { FollowStreamResponseInit as _collabry_memory_v1_FollowStreamResponseInit, FollowStreamResponse as _collabry_memory_v1_FollowStreamResponse } from '../../../collabry/memory/v1/FollowStreamResponse';
import type { GetSessionRequestInit as _collabry_memory_v1_GetSessionRequestInit, GetSessionRequest as _collabry_memory_v1_GetSessionRequest } from '../../../collabry/memory/v1/GetSessionRequest';
import type { GetSessionResponseInit as _collabry_memory_v1_GetSessionResponseInit, GetSessionResponse as _collabry_memory_v1_GetSessionResponse } from '../../../collabry/memory/v1/GetSessionResponse';
import type { GetStatusRequestInit as _collabry_memory_v1_GetStatusRequestInit, GetStatusRequest as _collabry_memory_v1_GetStatusRequest } from '../../../collabry/memory/v1/GetStatusRequest';
import type { GetStatusResponseInit as _collabry_memory_v1_GetStatusResponseInit, GetStatusResponse as _collabry_memory_v1_GetStatusResponse } from '../../../collabry/memory/v1/GetStatusResponse';
import type { GetStreamRequestInit as _collabry_memory_v1_GetStreamRequestInit, GetStreamRequest as _collabry_memory_v1_GetStreamRequest } from '../../../collabry/memory/v1/GetStreamRequest';
import type { GetStreamResponseInit as _collabry_memory_v1_GetStreamResponseInit, GetStreamResponse as _collabry_memory_v1_GetStreamResponse } from '../../../collabry/memory/v1/GetStreamResponse';
import type { GetUsageRequestInit as _collabry_memory_v1_GetUsageRequestInit, GetUsageRequest as _collabry_memory_v1_GetUsageRequest } from '../../../collabry/memory/v1/GetUsageRequest';
import type { GetUsageResponseInit as _collabry_memory_v1_GetUsageResponseInit, GetUsageResponse as _collabry_memory_v1_GetUsageResponse } from '../../../collabry/memory/v1/GetUsageResponse';
import type { IssueTicketRequestInit as _collabry_memory_v1_IssueTicketRequestInit, IssueTicketRequest as _collabry_memory_v1_IssueTicketRequest } from '../../../collabry/memory/v1/IssueTicketRequest';
import type { IssueTicketResponseInit as _collabry_memory_v1_IssueTicketResponseInit, IssueTicketResponse as _collabry_memory_v1_IssueTicketResponse } from '../../../collabry/memory/v1/IssueTicketResponse';
import type { ListMessagesRequestInit as _collabry_memory_v1_ListMessagesRequestInit, ListMessagesRequest as _collabry_memory_v1_ListMessagesRequest } from '../../../collabry/memory/v1/ListMessagesRequest';
import type { ListMessagesResponseInit as _collabry_memory_v1_ListMessagesResponseInit, ListMessagesResponse as _collabry_memory_v1_ListMessagesResponse } from '../../../collabry/memory/v1/ListMessagesResponse';
import type { ListRevocationsRequestInit as _collabry_memory_v1_ListRevocationsRequestInit, ListRevocationsRequest as _collabry_memory_v1_ListRevocationsRequest } from '../../../collabry/memory/v1/ListRevocationsRequest';
import type { ListRevocationsResponseInit as _collabry_memory_v1_ListRevocationsResponseInit, ListRevocationsResponse as _collabry_memory_v1_ListRevocationsResponse } from '../../../collabry/memory/v1/ListRevocationsResponse';
import type { ListSessionsRequestInit as _collabry_memory_v1_ListSessionsRequestInit, ListSessionsRequest as _collabry_memory_v1_ListSessionsRequest } from '../../../collabry/memory/v1/ListSessionsRequest';
import type { ListSessionsResponseInit as _collabry_memory_v1_ListSessionsResponseInit, ListSessionsResponse as _collabry_memory_v1_ListSessionsResponse } from '../../../collabry/memory/v1/ListSessionsResponse';
import type { OpenStreamRequestInit as _collabry_memory_v1_OpenStreamRequestInit, OpenStreamRequest as _collabry_memory_v1_OpenStreamRequest } from '../../../collabry/memory/v1/OpenStreamRequest';
import type { OpenStreamResponseInit as _collabry_memory_v1_OpenStreamResponseInit, OpenStreamResponse as _collabry_memory_v1_OpenStreamResponse } from '../../../collabry/memory/v1/OpenStreamResponse';
import type { RateMessageRequestInit as _collabry_memory_v1_RateMessageRequestInit, RateMessageRequest as _collabry_memory_v1_RateMessageRequest } from '../../../collabry/memory/v1/RateMessageRequest';
import type { RateMessageResponseInit as _collabry_memory_v1_RateMessageResponseInit, RateMessageResponse as _collabry_memory_v1_RateMessageResponse } from '../../../collabry/memory/v1/RateMessageResponse';
import type { RecallTurnsRequestInit as _collabry_memory_v1_RecallTurnsRequestInit, RecallTurnsRequest as _collabry_memory_v1_RecallTurnsRequest } from '../../../collabry/memory/v1/RecallTurnsRequest';
import type { RecallTurnsResponseInit as _collabry_memory_v1_RecallTurnsResponseInit, RecallTurnsResponse as _collabry_memory_v1_RecallTurnsResponse } from '../../../collabry/memory/v1/RecallTurnsResponse';
import type { RedeemTicketRequestInit as _collabry_memory_v1_RedeemTicketRequestInit, RedeemTicketRequest as _collabry_memory_v1_RedeemTicketRequest } from '../../../collabry/memory/v1/RedeemTicketRequest';
import type { RedeemTicketResponseInit as _collabry_memory_v1_RedeemTicketResponseInit, RedeemTicketResponse as _collabry_memory_v1_RedeemTicketResponse } from '../../../collabry/memory/v1/RedeemTicketResponse';
import type { ReleaseIdempotentRequestInit as _collabry_memory_v1_ReleaseIdempotentRequestInit, ReleaseIdempotentRequest as _collabry_memory_v1_ReleaseIdempotentRequest } from '../../../collabry/memory/v1/ReleaseIdempotentRequest';
import type { ReleaseIdempotentResponseInit as _collabry_memory_v1_ReleaseIdempotentResponseInit, ReleaseIdempotentResponse as _collabry_memory_v1_ReleaseIdempotentResponse } from '../../../collabry/memory/v1/ReleaseIdempotentResponse';
import type { RenameSessionRequestInit as _collabry_memory_v1_RenameSessionRequestInit, RenameSessionRequest as _collabry_memory_v1_RenameSessionRequest } from '../../../collabry/memory/v1/RenameSessionRequest';
import type { RenameSessionResponseInit as _collabry_memory_v1_RenameSessionResponseInit, RenameSessionResponse as _collabry_memory_v1_RenameSessionResponse } from '../../../collabry/memory/v1/RenameSessionResponse';
import type { RenewIdempotentRequestInit as _collabry_memory_v1_RenewIdempotentRequestInit, RenewIdempotentRequest as _collabry_memory_v1_RenewIdempotentRequest } from '../../../collabry/memory/v1/RenewIdempotentRequest';
import type { RenewIdempotentResponseInit as _collabry_memory_v1_RenewIdempotentResponseInit, RenewIdempotentResponse as _collabry_memory_v1_RenewIdempotentResponse } from '../../../collabry/memory/v1/RenewIdempotentResponse';
import type { RevokeTokenRequestInit as _collabry_memory_v1_RevokeTokenRequestInit, RevokeTokenRequest as _collabry_memory_v1_RevokeTokenRequest } from '../../../collabry/memory/v1/RevokeTokenRequest';
import type { RevokeTokenResponseInit as _collabry_memory_v1_RevokeTokenResponseInit, RevokeTokenResponse as _collabry_memory_v1_RevokeTokenResponse } from '../../../collabry/memory/v1/RevokeTokenResponse';
import type { RotateTokenRequestInit as _collabry_memory_v1_RotateTokenRequestInit, RotateTokenRequest as _collabry_memory_v1_RotateTokenRequest } from '../../../collabry/memory/v1/RotateTokenRequest';
import type { RotateTokenResponseInit as _collabry_memory_v1_RotateTokenResponseInit, RotateTokenResponse as _collabry_memory_v1_RotateTokenResponse } from '../../../collabry/memory/v1/RotateTokenResponse';
import type { SaveSummaryRequestInit as _collabry_memory_v1_SaveSummaryRequestInit, SaveSummaryRequest as _collabry_memory_v1_SaveSummaryRequest } from '../../../collabry/memory/v1/SaveSummaryRequest';
import type { SaveSummaryResponseInit as _collabry_memory_v1_SaveSummaryResponseInit, SaveSummaryResponse as _collabry_memory_v1_SaveSummaryResponse } from '../../../collabry/memory/v1/SaveSummaryResponse';
import type { StopStreamRequestInit as _collabry_memory_v1_StopStreamRequestInit, StopStreamRequest as _collabry_memory_v1_StopStreamRequest } from '../../../collabry/memory/v1/StopStreamRequest';
import type { StopStreamResponseInit as _collabry_memory_v1_StopStreamResponseInit, StopStreamResponse as _collabry_memory_v1_StopStreamResponse } from '../../../collabry/memory/v1/StopStreamResponse';

export interface MemoryServiceClient extends grpc.Client {
  /**
   * Adds to what the user took today (UTC). Never try it again: it would count twice.
   */
  AddUsage(argument: _collabry_memory_v1_AddUsageRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  AddUsage(argument: _collabry_memory_v1_AddUsageRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  AddUsage(argument: _collabry_memory_v1_AddUsageRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  AddUsage(argument: _collabry_memory_v1_AddUsageRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  /**
   * Adds to what the user took today (UTC). Never try it again: it would count twice.
   */
  addUsage(argument: _collabry_memory_v1_AddUsageRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  addUsage(argument: _collabry_memory_v1_AddUsageRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  addUsage(argument: _collabry_memory_v1_AddUsageRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  addUsage(argument: _collabry_memory_v1_AddUsageRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AddUsageResponse>): grpc.ClientUnaryCall;
  
  /**
   * Writes events before they are sent and renews the lease for 2.5 s; without events it only renews. Events that are
   * there already are skipped, so that a repeated call is harmless. Errors: not_found, failed_precondition (it ended,
   * or another producer has it: stop generating), payload_too_large (8 MiB a log).
   */
  AppendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  AppendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  AppendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  AppendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  /**
   * Writes events before they are sent and renews the lease for 2.5 s; without events it only renews. Events that are
   * there already are skipped, so that a repeated call is harmless. Errors: not_found, failed_precondition (it ended,
   * or another producer has it: stop generating), payload_too_large (8 MiB a log).
   */
  appendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  appendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  appendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  appendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  
  /**
   * Appends text to a streaming message and renews its lease for 10 s; an empty text only renews.
   * Errors: not_found (the session was deleted: stop generating), failed_precondition (the turn has ended).
   */
  AppendTurn(argument: _collabry_memory_v1_AppendTurnRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnResponse>): grpc.ClientUnaryCall;
  AppendTurn(argument: _collabry_memory_v1_AppendTurnRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnResponse>): grpc.ClientUnaryCall;
  AppendTurn(argument: _collabry_memory_v1_AppendTurnRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnResponse>): grpc.ClientUnaryCall;
  AppendTurn(argument: _collabry_memory_v1_AppendTurnRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnResponse>): grpc.ClientUnaryCall;
  /**
   * Appends text to a streaming message and renews its lease for 10 s; an empty text only renews.
   * Errors: not_found (the session was deleted: stop generating), failed_precondition (the turn has ended).
   */
  appendTurn(argument: _collabry_memory_v1_AppendTurnRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnResponse>): grpc.ClientUnaryCall;
  appendTurn(argument: _collabry_memory_v1_AppendTurnRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnResponse>): grpc.ClientUnaryCall;
  appendTurn(argument: _collabry_memory_v1_AppendTurnRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnResponse>): grpc.ClientUnaryCall;
  appendTurn(argument: _collabry_memory_v1_AppendTurnRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnResponse>): grpc.ClientUnaryCall;
  
  /**
   * The same for many messages, of many users, in one call: what a gateway saves in one moment. Each part stands for
   * itself: the reply names those that failed.
   */
  AppendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  AppendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  AppendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  AppendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  /**
   * The same for many messages, of many users, in one call: what a gateway saves in one moment. Each part stands for
   * itself: the reply names those that failed.
   */
  appendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  appendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  appendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  appendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  
  /**
   * Marks a user as being erased: nothing that a request of before makes is kept any more. Again while it runs: the same
   * erasure. Only the gateway may call it; so it is for the next three.
   */
  BeginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  BeginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  BeginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  BeginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  /**
   * Marks a user as being erased: nothing that a request of before makes is kept any more. Again while it runs: the same
   * erasure. Only the gateway may call it; so it is for the next three.
   */
  beginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  beginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  beginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  beginErasure(argument: _collabry_memory_v1_BeginErasureRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginErasureResponse>): grpc.ClientUnaryCall;
  
  /**
   * Begins a request that must take effect once, by user, route and key. It is held for 60 s; who takes over from a
   * silent holder gets the same seed, so that a second try makes nothing twice.
   */
  BeginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  BeginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  BeginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  BeginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  /**
   * Begins a request that must take effect once, by user, route and key. It is held for 60 s; who takes over from a
   * silent holder gets the same seed, so that a second try makes nothing twice.
   */
  beginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  beginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  beginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  beginIdempotent(argument: _collabry_memory_v1_BeginIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginIdempotentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Writes a turn before it is answered: the user's message, and an assistant message in state streaming whose lease
   * the caller holds for 10 s. Makes the session when it does not exist. Returns the history for the prompt.
   */
  BeginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  BeginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  BeginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  BeginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  /**
   * Writes a turn before it is answered: the user's message, and an assistant message in state streaming whose lease
   * the caller holds for 10 s. Makes the session when it does not exist. Returns the history for the prompt.
   */
  beginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  beginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  beginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  beginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  
  /**
   * Sessions that wait for a title or a summary, now the caller's for 120 s, with what it needs to know. Only the gateway
   * may call it.
   */
  ClaimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  ClaimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  ClaimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  ClaimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  /**
   * Sessions that wait for a title or a summary, now the caller's for 120 s, with what it needs to know. Only the gateway
   * may call it.
   */
  claimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  claimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  claimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  claimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  
  /**
   * Erasures whose caller is silent for 30 s, now the caller's for 30 s: it erases in every service and ends them.
   */
  ClaimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  ClaimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  ClaimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  ClaimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  /**
   * Erasures whose caller is silent for 30 s, now the caller's for 30 s: it erases in every service and ends them.
   */
  claimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  claimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  claimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  claimErasures(argument: _collabry_memory_v1_ClaimErasuresRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ClaimErasuresResponse>): grpc.ClientUnaryCall;
  
  /**
   * Keeps the answer, to be given again. Errors: failed_precondition, payload_too_large (body over 3,000,000 bytes).
   */
  CompleteIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  CompleteIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  CompleteIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  CompleteIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  /**
   * Keeps the answer, to be given again. Errors: failed_precondition, payload_too_large (body over 3,000,000 bytes).
   */
  completeIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  completeIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  completeIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  completeIdempotent(argument: _collabry_memory_v1_CompleteIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_CompleteIdempotentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Makes a session, or returns the one that has this id already.
   */
  CreateSession(argument: _collabry_memory_v1_CreateSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  CreateSession(argument: _collabry_memory_v1_CreateSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  CreateSession(argument: _collabry_memory_v1_CreateSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  CreateSession(argument: _collabry_memory_v1_CreateSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  /**
   * Makes a session, or returns the one that has this id already.
   */
  createSession(argument: _collabry_memory_v1_CreateSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  createSession(argument: _collabry_memory_v1_CreateSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  createSession(argument: _collabry_memory_v1_CreateSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  createSession(argument: _collabry_memory_v1_CreateSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  
  /**
   * Removes a session and its messages for good. Errors: not_found.
   */
  DeleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  DeleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  DeleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  DeleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  /**
   * Removes a session and its messages for good. Errors: not_found.
   */
  deleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  deleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  deleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  deleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  
  /**
   * Says what became of a claimed one; harmless when repeated.
   */
  EndDigest(argument: _collabry_memory_v1_EndDigestRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  EndDigest(argument: _collabry_memory_v1_EndDigestRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  EndDigest(argument: _collabry_memory_v1_EndDigestRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  EndDigest(argument: _collabry_memory_v1_EndDigestRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  /**
   * Says what became of a claimed one; harmless when repeated.
   */
  endDigest(argument: _collabry_memory_v1_EndDigestRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  endDigest(argument: _collabry_memory_v1_EndDigestRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  endDigest(argument: _collabry_memory_v1_EndDigestRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  endDigest(argument: _collabry_memory_v1_EndDigestRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  
  /**
   * Ends an erasure once every service has erased; ending it again changes nothing. Errors: not_found.
   */
  EndErasure(argument: _collabry_memory_v1_EndErasureRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  EndErasure(argument: _collabry_memory_v1_EndErasureRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  EndErasure(argument: _collabry_memory_v1_EndErasureRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  EndErasure(argument: _collabry_memory_v1_EndErasureRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  /**
   * Ends an erasure once every service has erased; ending it again changes nothing. Errors: not_found.
   */
  endErasure(argument: _collabry_memory_v1_EndErasureRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  endErasure(argument: _collabry_memory_v1_EndErasureRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  endErasure(argument: _collabry_memory_v1_EndErasureRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  endErasure(argument: _collabry_memory_v1_EndErasureRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndErasureResponse>): grpc.ClientUnaryCall;
  
  /**
   * Ends the family of a refresh token, whether it was used or not, and lists its id as revoked. Only the gateway may call it.
   */
  EndTokenFamily(argument: _collabry_memory_v1_EndTokenFamilyRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTokenFamilyResponse>): grpc.ClientUnaryCall;
  EndTokenFamily(argument: _collabry_memory_v1_EndTokenFamilyRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndTokenFamilyResponse>): grpc.ClientUnaryCall;
  EndTokenFamily(argument: _collabry_memory_v1_EndTokenFamilyRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTokenFamilyResponse>): grpc.ClientUnaryCall;
  EndTokenFamily(argument: _collabry_memory_v1_EndTokenFamilyRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndTokenFamilyResponse>): grpc.ClientUnaryCall;
  /**
   * Ends the family of a refresh token, whether it was used or not, and lists its id as revoked. Only the gateway may call it.
   */
  endTokenFamily(argument: _collabry_memory_v1_EndTokenFamilyRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTokenFamilyResponse>): grpc.ClientUnaryCall;
  endTokenFamily(argument: _collabry_memory_v1_EndTokenFamilyRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndTokenFamilyResponse>): grpc.ClientUnaryCall;
  endTokenFamily(argument: _collabry_memory_v1_EndTokenFamilyRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTokenFamilyResponse>): grpc.ClientUnaryCall;
  endTokenFamily(argument: _collabry_memory_v1_EndTokenFamilyRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndTokenFamilyResponse>): grpc.ClientUnaryCall;
  
  /**
   * Ends a turn with everything that was sent to the client. Ending it again changes nothing.
   * A turn whose lease expired without an end reads as interrupted. Errors: not_found.
   */
  EndTurn(argument: _collabry_memory_v1_EndTurnRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  EndTurn(argument: _collabry_memory_v1_EndTurnRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  EndTurn(argument: _collabry_memory_v1_EndTurnRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  EndTurn(argument: _collabry_memory_v1_EndTurnRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  /**
   * Ends a turn with everything that was sent to the client. Ending it again changes nothing.
   * A turn whose lease expired without an end reads as interrupted. Errors: not_found.
   */
  endTurn(argument: _collabry_memory_v1_EndTurnRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  endTurn(argument: _collabry_memory_v1_EndTurnRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  endTurn(argument: _collabry_memory_v1_EndTurnRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  endTurn(argument: _collabry_memory_v1_EndTurnRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  
  /**
   * Changes the title of a session if it is still the given one, as a title that was made must not replace one that was
   * given meanwhile. Errors: not_found.
   */
  EntitleSession(argument: _collabry_memory_v1_EntitleSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EntitleSessionResponse>): grpc.ClientUnaryCall;
  EntitleSession(argument: _collabry_memory_v1_EntitleSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EntitleSessionResponse>): grpc.ClientUnaryCall;
  EntitleSession(argument: _collabry_memory_v1_EntitleSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EntitleSessionResponse>): grpc.ClientUnaryCall;
  EntitleSession(argument: _collabry_memory_v1_EntitleSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EntitleSessionResponse>): grpc.ClientUnaryCall;
  /**
   * Changes the title of a session if it is still the given one, as a title that was made must not replace one that was
   * given meanwhile. Errors: not_found.
   */
  entitleSession(argument: _collabry_memory_v1_EntitleSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EntitleSessionResponse>): grpc.ClientUnaryCall;
  entitleSession(argument: _collabry_memory_v1_EntitleSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EntitleSessionResponse>): grpc.ClientUnaryCall;
  entitleSession(argument: _collabry_memory_v1_EntitleSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EntitleSessionResponse>): grpc.ClientUnaryCall;
  entitleSession(argument: _collabry_memory_v1_EntitleSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EntitleSessionResponse>): grpc.ClientUnaryCall;
  
  /**
   * Removes everything of the user from this service; harmless when repeated. Errors: not_found (no such erasure runs).
   */
  EraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  EraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  EraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  EraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  /**
   * Removes everything of the user from this service; harmless when repeated. Errors: not_found (no such erasure runs).
   */
  eraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  eraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  eraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  eraseUser(argument: _collabry_memory_v1_EraseUserRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  
  /**
   * Everything that is kept of a user: sessions with the messages of all branches, then usage.
   */
  ExportUser(argument: _collabry_memory_v1_ExportUserRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_ExportUserResponse>;
  ExportUser(argument: _collabry_memory_v1_ExportUserRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_ExportUserResponse>;
  /**
   * Everything that is kept of a user: sessions with the messages of all branches, then usage.
   */
  exportUser(argument: _collabry_memory_v1_ExportUserRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_ExportUserResponse>;
  exportUser(argument: _collabry_memory_v1_ExportUserRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_ExportUserResponse>;
  
  /**
   * Events behind a number, those to come too, until the end. A producer silent for 2.5 s ends the log as producer_lost.
   * Errors: not_found.
   */
  FollowStream(argument: _collabry_memory_v1_FollowStreamRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_FollowStreamResponse>;
  FollowStream(argument: _collabry_memory_v1_FollowStreamRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_FollowStreamResponse>;
  /**
   * Events behind a number, those to come too, until the end. A producer silent for 2.5 s ends the log as producer_lost.
   * Errors: not_found.
   */
  followStream(argument: _collabry_memory_v1_FollowStreamRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_FollowStreamResponse>;
  followStream(argument: _collabry_memory_v1_FollowStreamRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_FollowStreamResponse>;
  
  /**
   * One session. Errors: not_found.
   */
  GetSession(argument: _collabry_memory_v1_GetSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetSessionResponse>): grpc.ClientUnaryCall;
  GetSession(argument: _collabry_memory_v1_GetSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetSessionResponse>): grpc.ClientUnaryCall;
  GetSession(argument: _collabry_memory_v1_GetSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetSessionResponse>): grpc.ClientUnaryCall;
  GetSession(argument: _collabry_memory_v1_GetSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetSessionResponse>): grpc.ClientUnaryCall;
  /**
   * One session. Errors: not_found.
   */
  getSession(argument: _collabry_memory_v1_GetSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetSessionResponse>): grpc.ClientUnaryCall;
  getSession(argument: _collabry_memory_v1_GetSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetSessionResponse>): grpc.ClientUnaryCall;
  getSession(argument: _collabry_memory_v1_GetSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetSessionResponse>): grpc.ClientUnaryCall;
  getSession(argument: _collabry_memory_v1_GetSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetSessionResponse>): grpc.ClientUnaryCall;
  
  /**
   * Says whether the store works. Never slower than 2 s.
   */
  GetStatus(argument: _collabry_memory_v1_GetStatusRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_memory_v1_GetStatusRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_memory_v1_GetStatusRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_memory_v1_GetStatusRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  /**
   * Says whether the store works. Never slower than 2 s.
   */
  getStatus(argument: _collabry_memory_v1_GetStatusRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_memory_v1_GetStatusRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_memory_v1_GetStatusRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_memory_v1_GetStatusRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  
  /**
   * What a stream is and how far it has come. Errors: not_found.
   */
  GetStream(argument: _collabry_memory_v1_GetStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  GetStream(argument: _collabry_memory_v1_GetStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  GetStream(argument: _collabry_memory_v1_GetStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  GetStream(argument: _collabry_memory_v1_GetStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  /**
   * What a stream is and how far it has come. Errors: not_found.
   */
  getStream(argument: _collabry_memory_v1_GetStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  getStream(argument: _collabry_memory_v1_GetStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  getStream(argument: _collabry_memory_v1_GetStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  getStream(argument: _collabry_memory_v1_GetStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  
  /**
   * What the user took, day by day.
   */
  GetUsage(argument: _collabry_memory_v1_GetUsageRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  GetUsage(argument: _collabry_memory_v1_GetUsageRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  GetUsage(argument: _collabry_memory_v1_GetUsageRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  GetUsage(argument: _collabry_memory_v1_GetUsageRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  /**
   * What the user took, day by day.
   */
  getUsage(argument: _collabry_memory_v1_GetUsageRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  getUsage(argument: _collabry_memory_v1_GetUsageRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  getUsage(argument: _collabry_memory_v1_GetUsageRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  getUsage(argument: _collabry_memory_v1_GetUsageRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetUsageResponse>): grpc.ClientUnaryCall;
  
  /**
   * A single-use ticket that lets in to one stream for 30 s. Errors: not_found.
   */
  IssueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  IssueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  IssueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  IssueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  /**
   * A single-use ticket that lets in to one stream for 30 s. Errors: not_found.
   */
  issueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  issueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  issueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  issueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  
  /**
   * A page of messages, oldest first. Errors: not_found.
   */
  ListMessages(argument: _collabry_memory_v1_ListMessagesRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListMessagesResponse>): grpc.ClientUnaryCall;
  ListMessages(argument: _collabry_memory_v1_ListMessagesRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ListMessagesResponse>): grpc.ClientUnaryCall;
  ListMessages(argument: _collabry_memory_v1_ListMessagesRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListMessagesResponse>): grpc.ClientUnaryCall;
  ListMessages(argument: _collabry_memory_v1_ListMessagesRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ListMessagesResponse>): grpc.ClientUnaryCall;
  /**
   * A page of messages, oldest first. Errors: not_found.
   */
  listMessages(argument: _collabry_memory_v1_ListMessagesRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListMessagesResponse>): grpc.ClientUnaryCall;
  listMessages(argument: _collabry_memory_v1_ListMessagesRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ListMessagesResponse>): grpc.ClientUnaryCall;
  listMessages(argument: _collabry_memory_v1_ListMessagesRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListMessagesResponse>): grpc.ClientUnaryCall;
  listMessages(argument: _collabry_memory_v1_ListMessagesRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ListMessagesResponse>): grpc.ClientUnaryCall;
  
  /**
   * A page of the access tokens that are revoked and have not expired, and of the families that are over, in the order in
   * which it happened.
   */
  ListRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  ListRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  ListRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  ListRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  /**
   * A page of the access tokens that are revoked and have not expired, and of the families that are over, in the order in
   * which it happened.
   */
  listRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  listRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  listRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  listRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  
  /**
   * A page of sessions, newest activity first.
   */
  ListSessions(argument: _collabry_memory_v1_ListSessionsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListSessionsResponse>): grpc.ClientUnaryCall;
  ListSessions(argument: _collabry_memory_v1_ListSessionsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ListSessionsResponse>): grpc.ClientUnaryCall;
  ListSessions(argument: _collabry_memory_v1_ListSessionsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListSessionsResponse>): grpc.ClientUnaryCall;
  ListSessions(argument: _collabry_memory_v1_ListSessionsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ListSessionsResponse>): grpc.ClientUnaryCall;
  /**
   * A page of sessions, newest activity first.
   */
  listSessions(argument: _collabry_memory_v1_ListSessionsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListSessionsResponse>): grpc.ClientUnaryCall;
  listSessions(argument: _collabry_memory_v1_ListSessionsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ListSessionsResponse>): grpc.ClientUnaryCall;
  listSessions(argument: _collabry_memory_v1_ListSessionsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListSessionsResponse>): grpc.ClientUnaryCall;
  listSessions(argument: _collabry_memory_v1_ListSessionsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ListSessionsResponse>): grpc.ClientUnaryCall;
  
  /**
   * Makes the log of a generation and leases it to its producer for 2.5 s. A log whose producer was lost is begun anew.
   * Errors: failed_precondition (a stream of this id is there).
   */
  OpenStream(argument: _collabry_memory_v1_OpenStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  OpenStream(argument: _collabry_memory_v1_OpenStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  OpenStream(argument: _collabry_memory_v1_OpenStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  OpenStream(argument: _collabry_memory_v1_OpenStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  /**
   * Makes the log of a generation and leases it to its producer for 2.5 s. A log whose producer was lost is begun anew.
   * Errors: failed_precondition (a stream of this id is there).
   */
  openStream(argument: _collabry_memory_v1_OpenStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  openStream(argument: _collabry_memory_v1_OpenStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  openStream(argument: _collabry_memory_v1_OpenStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  openStream(argument: _collabry_memory_v1_OpenStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  
  /**
   * Feedback on an answer; later feedback replaces it. Errors: not_found.
   */
  RateMessage(argument: _collabry_memory_v1_RateMessageRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RateMessageResponse>): grpc.ClientUnaryCall;
  RateMessage(argument: _collabry_memory_v1_RateMessageRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RateMessageResponse>): grpc.ClientUnaryCall;
  RateMessage(argument: _collabry_memory_v1_RateMessageRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RateMessageResponse>): grpc.ClientUnaryCall;
  RateMessage(argument: _collabry_memory_v1_RateMessageRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RateMessageResponse>): grpc.ClientUnaryCall;
  /**
   * Feedback on an answer; later feedback replaces it. Errors: not_found.
   */
  rateMessage(argument: _collabry_memory_v1_RateMessageRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RateMessageResponse>): grpc.ClientUnaryCall;
  rateMessage(argument: _collabry_memory_v1_RateMessageRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RateMessageResponse>): grpc.ClientUnaryCall;
  rateMessage(argument: _collabry_memory_v1_RateMessageRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RateMessageResponse>): grpc.ClientUnaryCall;
  rateMessage(argument: _collabry_memory_v1_RateMessageRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RateMessageResponse>): grpc.ClientUnaryCall;
  
  /**
   * Turns of a session that have most to do with a query, best first. Errors: not_found.
   */
  RecallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  RecallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  RecallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  RecallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  /**
   * Turns of a session that have most to do with a query, best first. Errors: not_found.
   */
  recallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  recallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  recallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  recallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  
  /**
   * Takes a ticket and says whom it lets in. Errors: not_found (unknown, used or expired).
   */
  RedeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  RedeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  RedeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  RedeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  /**
   * Takes a ticket and says whom it lets in. Errors: not_found (unknown, used or expired).
   */
  redeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  redeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  redeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  redeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  
  /**
   * Gives the request back without an answer. Errors: failed_precondition.
   */
  ReleaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  ReleaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  ReleaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  ReleaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  /**
   * Gives the request back without an answer. Errors: failed_precondition.
   */
  releaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  releaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  releaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  releaseIdempotent(argument: _collabry_memory_v1_ReleaseIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ReleaseIdempotentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Changes the title. Errors: not_found.
   */
  RenameSession(argument: _collabry_memory_v1_RenameSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenameSessionResponse>): grpc.ClientUnaryCall;
  RenameSession(argument: _collabry_memory_v1_RenameSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RenameSessionResponse>): grpc.ClientUnaryCall;
  RenameSession(argument: _collabry_memory_v1_RenameSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenameSessionResponse>): grpc.ClientUnaryCall;
  RenameSession(argument: _collabry_memory_v1_RenameSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RenameSessionResponse>): grpc.ClientUnaryCall;
  /**
   * Changes the title. Errors: not_found.
   */
  renameSession(argument: _collabry_memory_v1_RenameSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenameSessionResponse>): grpc.ClientUnaryCall;
  renameSession(argument: _collabry_memory_v1_RenameSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RenameSessionResponse>): grpc.ClientUnaryCall;
  renameSession(argument: _collabry_memory_v1_RenameSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenameSessionResponse>): grpc.ClientUnaryCall;
  renameSession(argument: _collabry_memory_v1_RenameSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RenameSessionResponse>): grpc.ClientUnaryCall;
  
  /**
   * Holds the request for another 60 s. Errors: failed_precondition (somebody else has it, or it is complete).
   */
  RenewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  RenewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  RenewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  RenewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  /**
   * Holds the request for another 60 s. Errors: failed_precondition (somebody else has it, or it is complete).
   */
  renewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  renewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  renewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  renewIdempotent(argument: _collabry_memory_v1_RenewIdempotentRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RenewIdempotentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Makes an access token good no more. Only the gateway may call it.
   */
  RevokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  RevokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  RevokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  RevokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  /**
   * Makes an access token good no more. Only the gateway may call it.
   */
  revokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  revokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  revokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  revokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  
  /**
   * Uses a refresh token and names its successor. The same token again within 10 s gets the same answer, from which the
   * caller signs the same pair again; later the whole family is over, and its id is listed as revoked. Only the gateway may
   * call it.
   * Errors: invalid_token (it was used, or its family is over).
   */
  RotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  RotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  RotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  RotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  /**
   * Uses a refresh token and names its successor. The same token again within 10 s gets the same answer, from which the
   * caller signs the same pair again; later the whole family is over, and its id is listed as revoked. Only the gateway may
   * call it.
   * Errors: invalid_token (it was used, or its family is over).
   */
  rotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  rotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  rotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  rotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  
  /**
   * Keeps a summary of a session up to a message; the next turn begins with it. Errors: not_found.
   */
  SaveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  SaveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  SaveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  SaveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  /**
   * Keeps a summary of a session up to a message; the next turn begins with it. Errors: not_found.
   */
  saveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  saveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  saveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  saveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  
  /**
   * Asks the producer to stop; it learns by its next append. Errors: not_found.
   */
  StopStream(argument: _collabry_memory_v1_StopStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  StopStream(argument: _collabry_memory_v1_StopStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  StopStream(argument: _collabry_memory_v1_StopStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  StopStream(argument: _collabry_memory_v1_StopStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  /**
   * Asks the producer to stop; it learns by its next append. Errors: not_found.
   */
  stopStream(argument: _collabry_memory_v1_StopStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  stopStream(argument: _collabry_memory_v1_StopStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  stopStream(argument: _collabry_memory_v1_StopStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  stopStream(argument: _collabry_memory_v1_StopStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  
}

export interface MemoryServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Adds to what the user took today (UTC). Never try it again: it would count twice.
   */
  AddUsage: grpc.handleUnaryCall<_collabry_memory_v1_AddUsageRequest, _collabry_memory_v1_AddUsageResponseInit>;
  
  /**
   * Writes events before they are sent and renews the lease for 2.5 s; without events it only renews. Events that are
   * there already are skipped, so that a repeated call is harmless. Errors: not_found, failed_precondition (it ended,
   * or another producer has it: stop generating), payload_too_large (8 MiB a log).
   */
  AppendStream: grpc.handleUnaryCall<_collabry_memory_v1_AppendStreamRequest, _collabry_memory_v1_AppendStreamResponseInit>;
  
  /**
   * Appends text to a streaming message and renews its lease for 10 s; an empty text only renews.
   * Errors: not_found (the session was deleted: stop generating), failed_precondition (the turn has ended).
   */
  AppendTurn: grpc.handleUnaryCall<_collabry_memory_v1_AppendTurnRequest, _collabry_memory_v1_AppendTurnResponseInit>;
  
  /**
   * The same for many messages, of many users, in one call: what a gateway saves in one moment. Each part stands for
   * itself: the reply names those that failed.
   */
  AppendTurns: grpc.handleUnaryCall<_collabry_memory_v1_AppendTurnsRequest, _collabry_memory_v1_AppendTurnsResponseInit>;
  
  /**
   * Marks a user as being erased: nothing that a request of before makes is kept any more. Again while it runs: the same
   * erasure. Only the gateway may call it; so it is for the next three.
   */
  BeginErasure: grpc.handleUnaryCall<_collabry_memory_v1_BeginErasureRequest, _collabry_memory_v1_BeginErasureResponseInit>;
  
  /**
   * Begins a request that must take effect once, by user, route and key. It is held for 60 s; who takes over from a
   * silent holder gets the same seed, so that a second try makes nothing twice.
   */
  BeginIdempotent: grpc.handleUnaryCall<_collabry_memory_v1_BeginIdempotentRequest, _collabry_memory_v1_BeginIdempotentResponseInit>;
  
  /**
   * Writes a turn before it is answered: the user's message, and an assistant message in state streaming whose lease
   * the caller holds for 10 s. Makes the session when it does not exist. Returns the history for the prompt.
   */
  BeginTurn: grpc.handleUnaryCall<_collabry_memory_v1_BeginTurnRequest, _collabry_memory_v1_BeginTurnResponseInit>;
  
  /**
   * Sessions that wait for a title or a summary, now the caller's for 120 s, with what it needs to know. Only the gateway
   * may call it.
   */
  ClaimDigests: grpc.handleUnaryCall<_collabry_memory_v1_ClaimDigestsRequest, _collabry_memory_v1_ClaimDigestsResponseInit>;
  
  /**
   * Erasures whose caller is silent for 30 s, now the caller's for 30 s: it erases in every service and ends them.
   */
  ClaimErasures: grpc.handleUnaryCall<_collabry_memory_v1_ClaimErasuresRequest, _collabry_memory_v1_ClaimErasuresResponseInit>;
  
  /**
   * Keeps the answer, to be given again. Errors: failed_precondition, payload_too_large (body over 3,000,000 bytes).
   */
  CompleteIdempotent: grpc.handleUnaryCall<_collabry_memory_v1_CompleteIdempotentRequest, _collabry_memory_v1_CompleteIdempotentResponseInit>;
  
  /**
   * Makes a session, or returns the one that has this id already.
   */
  CreateSession: grpc.handleUnaryCall<_collabry_memory_v1_CreateSessionRequest, _collabry_memory_v1_CreateSessionResponseInit>;
  
  /**
   * Removes a session and its messages for good. Errors: not_found.
   */
  DeleteSession: grpc.handleUnaryCall<_collabry_memory_v1_DeleteSessionRequest, _collabry_memory_v1_DeleteSessionResponseInit>;
  
  /**
   * Says what became of a claimed one; harmless when repeated.
   */
  EndDigest: grpc.handleUnaryCall<_collabry_memory_v1_EndDigestRequest, _collabry_memory_v1_EndDigestResponseInit>;
  
  /**
   * Ends an erasure once every service has erased; ending it again changes nothing. Errors: not_found.
   */
  EndErasure: grpc.handleUnaryCall<_collabry_memory_v1_EndErasureRequest, _collabry_memory_v1_EndErasureResponseInit>;
  
  /**
   * Ends the family of a refresh token, whether it was used or not, and lists its id as revoked. Only the gateway may call it.
   */
  EndTokenFamily: grpc.handleUnaryCall<_collabry_memory_v1_EndTokenFamilyRequest, _collabry_memory_v1_EndTokenFamilyResponseInit>;
  
  /**
   * Ends a turn with everything that was sent to the client. Ending it again changes nothing.
   * A turn whose lease expired without an end reads as interrupted. Errors: not_found.
   */
  EndTurn: grpc.handleUnaryCall<_collabry_memory_v1_EndTurnRequest, _collabry_memory_v1_EndTurnResponseInit>;
  
  /**
   * Changes the title of a session if it is still the given one, as a title that was made must not replace one that was
   * given meanwhile. Errors: not_found.
   */
  EntitleSession: grpc.handleUnaryCall<_collabry_memory_v1_EntitleSessionRequest, _collabry_memory_v1_EntitleSessionResponseInit>;
  
  /**
   * Removes everything of the user from this service; harmless when repeated. Errors: not_found (no such erasure runs).
   */
  EraseUser: grpc.handleUnaryCall<_collabry_memory_v1_EraseUserRequest, _collabry_memory_v1_EraseUserResponseInit>;
  
  /**
   * Everything that is kept of a user: sessions with the messages of all branches, then usage.
   */
  ExportUser: grpc.handleServerStreamingCall<_collabry_memory_v1_ExportUserRequest, _collabry_memory_v1_ExportUserResponseInit>;
  
  /**
   * Events behind a number, those to come too, until the end. A producer silent for 2.5 s ends the log as producer_lost.
   * Errors: not_found.
   */
  FollowStream: grpc.handleServerStreamingCall<_collabry_memory_v1_FollowStreamRequest, _collabry_memory_v1_FollowStreamResponseInit>;
  
  /**
   * One session. Errors: not_found.
   */
  GetSession: grpc.handleUnaryCall<_collabry_memory_v1_GetSessionRequest, _collabry_memory_v1_GetSessionResponseInit>;
  
  /**
   * Says whether the store works. Never slower than 2 s.
   */
  GetStatus: grpc.handleUnaryCall<_collabry_memory_v1_GetStatusRequest, _collabry_memory_v1_GetStatusResponseInit>;
  
  /**
   * What a stream is and how far it has come. Errors: not_found.
   */
  GetStream: grpc.handleUnaryCall<_collabry_memory_v1_GetStreamRequest, _collabry_memory_v1_GetStreamResponseInit>;
  
  /**
   * What the user took, day by day.
   */
  GetUsage: grpc.handleUnaryCall<_collabry_memory_v1_GetUsageRequest, _collabry_memory_v1_GetUsageResponseInit>;
  
  /**
   * A single-use ticket that lets in to one stream for 30 s. Errors: not_found.
   */
  IssueTicket: grpc.handleUnaryCall<_collabry_memory_v1_IssueTicketRequest, _collabry_memory_v1_IssueTicketResponseInit>;
  
  /**
   * A page of messages, oldest first. Errors: not_found.
   */
  ListMessages: grpc.handleUnaryCall<_collabry_memory_v1_ListMessagesRequest, _collabry_memory_v1_ListMessagesResponseInit>;
  
  /**
   * A page of the access tokens that are revoked and have not expired, and of the families that are over, in the order in
   * which it happened.
   */
  ListRevocations: grpc.handleUnaryCall<_collabry_memory_v1_ListRevocationsRequest, _collabry_memory_v1_ListRevocationsResponseInit>;
  
  /**
   * A page of sessions, newest activity first.
   */
  ListSessions: grpc.handleUnaryCall<_collabry_memory_v1_ListSessionsRequest, _collabry_memory_v1_ListSessionsResponseInit>;
  
  /**
   * Makes the log of a generation and leases it to its producer for 2.5 s. A log whose producer was lost is begun anew.
   * Errors: failed_precondition (a stream of this id is there).
   */
  OpenStream: grpc.handleUnaryCall<_collabry_memory_v1_OpenStreamRequest, _collabry_memory_v1_OpenStreamResponseInit>;
  
  /**
   * Feedback on an answer; later feedback replaces it. Errors: not_found.
   */
  RateMessage: grpc.handleUnaryCall<_collabry_memory_v1_RateMessageRequest, _collabry_memory_v1_RateMessageResponseInit>;
  
  /**
   * Turns of a session that have most to do with a query, best first. Errors: not_found.
   */
  RecallTurns: grpc.handleUnaryCall<_collabry_memory_v1_RecallTurnsRequest, _collabry_memory_v1_RecallTurnsResponseInit>;
  
  /**
   * Takes a ticket and says whom it lets in. Errors: not_found (unknown, used or expired).
   */
  RedeemTicket: grpc.handleUnaryCall<_collabry_memory_v1_RedeemTicketRequest, _collabry_memory_v1_RedeemTicketResponseInit>;
  
  /**
   * Gives the request back without an answer. Errors: failed_precondition.
   */
  ReleaseIdempotent: grpc.handleUnaryCall<_collabry_memory_v1_ReleaseIdempotentRequest, _collabry_memory_v1_ReleaseIdempotentResponseInit>;
  
  /**
   * Changes the title. Errors: not_found.
   */
  RenameSession: grpc.handleUnaryCall<_collabry_memory_v1_RenameSessionRequest, _collabry_memory_v1_RenameSessionResponseInit>;
  
  /**
   * Holds the request for another 60 s. Errors: failed_precondition (somebody else has it, or it is complete).
   */
  RenewIdempotent: grpc.handleUnaryCall<_collabry_memory_v1_RenewIdempotentRequest, _collabry_memory_v1_RenewIdempotentResponseInit>;
  
  /**
   * Makes an access token good no more. Only the gateway may call it.
   */
  RevokeToken: grpc.handleUnaryCall<_collabry_memory_v1_RevokeTokenRequest, _collabry_memory_v1_RevokeTokenResponseInit>;
  
  /**
   * Uses a refresh token and names its successor. The same token again within 10 s gets the same answer, from which the
   * caller signs the same pair again; later the whole family is over, and its id is listed as revoked. Only the gateway may
   * call it.
   * Errors: invalid_token (it was used, or its family is over).
   */
  RotateToken: grpc.handleUnaryCall<_collabry_memory_v1_RotateTokenRequest, _collabry_memory_v1_RotateTokenResponseInit>;
  
  /**
   * Keeps a summary of a session up to a message; the next turn begins with it. Errors: not_found.
   */
  SaveSummary: grpc.handleUnaryCall<_collabry_memory_v1_SaveSummaryRequest, _collabry_memory_v1_SaveSummaryResponseInit>;
  
  /**
   * Asks the producer to stop; it learns by its next append. Errors: not_found.
   */
  StopStream: grpc.handleUnaryCall<_collabry_memory_v1_StopStreamRequest, _collabry_memory_v1_StopStreamResponseInit>;
  
}

export interface MemoryServiceDefinition extends grpc.ServiceDefinition {
  AddUsage: MethodDefinition<_collabry_memory_v1_AddUsageRequestInit, _collabry_memory_v1_AddUsageResponseInit, _collabry_memory_v1_AddUsageRequest, _collabry_memory_v1_AddUsageResponse>
  AppendStream: MethodDefinition<_collabry_memory_v1_AppendStreamRequestInit, _collabry_memory_v1_AppendStreamResponseInit, _collabry_memory_v1_AppendStreamRequest, _collabry_memory_v1_AppendStreamResponse>
  AppendTurn: MethodDefinition<_collabry_memory_v1_AppendTurnRequestInit, _collabry_memory_v1_AppendTurnResponseInit, _collabry_memory_v1_AppendTurnRequest, _collabry_memory_v1_AppendTurnResponse>
  AppendTurns: MethodDefinition<_collabry_memory_v1_AppendTurnsRequestInit, _collabry_memory_v1_AppendTurnsResponseInit, _collabry_memory_v1_AppendTurnsRequest, _collabry_memory_v1_AppendTurnsResponse>
  BeginErasure: MethodDefinition<_collabry_memory_v1_BeginErasureRequestInit, _collabry_memory_v1_BeginErasureResponseInit, _collabry_memory_v1_BeginErasureRequest, _collabry_memory_v1_BeginErasureResponse>
  BeginIdempotent: MethodDefinition<_collabry_memory_v1_BeginIdempotentRequestInit, _collabry_memory_v1_BeginIdempotentResponseInit, _collabry_memory_v1_BeginIdempotentRequest, _collabry_memory_v1_BeginIdempotentResponse>
  BeginTurn: MethodDefinition<_collabry_memory_v1_BeginTurnRequestInit, _collabry_memory_v1_BeginTurnResponseInit, _collabry_memory_v1_BeginTurnRequest, _collabry_memory_v1_BeginTurnResponse>
  ClaimDigests: MethodDefinition<_collabry_memory_v1_ClaimDigestsRequestInit, _collabry_memory_v1_ClaimDigestsResponseInit, _collabry_memory_v1_ClaimDigestsRequest, _collabry_memory_v1_ClaimDigestsResponse>
  ClaimErasures: MethodDefinition<_collabry_memory_v1_ClaimErasuresRequestInit, _collabry_memory_v1_ClaimErasuresResponseInit, _collabry_memory_v1_ClaimErasuresRequest, _collabry_memory_v1_ClaimErasuresResponse>
  CompleteIdempotent: MethodDefinition<_collabry_memory_v1_CompleteIdempotentRequestInit, _collabry_memory_v1_CompleteIdempotentResponseInit, _collabry_memory_v1_CompleteIdempotentRequest, _collabry_memory_v1_CompleteIdempotentResponse>
  CreateSession: MethodDefinition<_collabry_memory_v1_CreateSessionRequestInit, _collabry_memory_v1_CreateSessionResponseInit, _collabry_memory_v1_CreateSessionRequest, _collabry_memory_v1_CreateSessionResponse>
  DeleteSession: MethodDefinition<_collabry_memory_v1_DeleteSessionRequestInit, _collabry_memory_v1_DeleteSessionResponseInit, _collabry_memory_v1_DeleteSessionRequest, _collabry_memory_v1_DeleteSessionResponse>
  EndDigest: MethodDefinition<_collabry_memory_v1_EndDigestRequestInit, _collabry_memory_v1_EndDigestResponseInit, _collabry_memory_v1_EndDigestRequest, _collabry_memory_v1_EndDigestResponse>
  EndErasure: MethodDefinition<_collabry_memory_v1_EndErasureRequestInit, _collabry_memory_v1_EndErasureResponseInit, _collabry_memory_v1_EndErasureRequest, _collabry_memory_v1_EndErasureResponse>
  EndTokenFamily: MethodDefinition<_collabry_memory_v1_EndTokenFamilyRequestInit, _collabry_memory_v1_EndTokenFamilyResponseInit, _collabry_memory_v1_EndTokenFamilyRequest, _collabry_memory_v1_EndTokenFamilyResponse>
  EndTurn: MethodDefinition<_collabry_memory_v1_EndTurnRequestInit, _collabry_memory_v1_EndTurnResponseInit, _collabry_memory_v1_EndTurnRequest, _collabry_memory_v1_EndTurnResponse>
  EntitleSession: MethodDefinition<_collabry_memory_v1_EntitleSessionRequestInit, _collabry_memory_v1_EntitleSessionResponseInit, _collabry_memory_v1_EntitleSessionRequest, _collabry_memory_v1_EntitleSessionResponse>
  EraseUser: MethodDefinition<_collabry_memory_v1_EraseUserRequestInit, _collabry_memory_v1_EraseUserResponseInit, _collabry_memory_v1_EraseUserRequest, _collabry_memory_v1_EraseUserResponse>
  ExportUser: MethodDefinition<_collabry_memory_v1_ExportUserRequestInit, _collabry_memory_v1_ExportUserResponseInit, _collabry_memory_v1_ExportUserRequest, _collabry_memory_v1_ExportUserResponse>
  FollowStream: MethodDefinition<_collabry_memory_v1_FollowStreamRequestInit, _collabry_memory_v1_FollowStreamResponseInit, _collabry_memory_v1_FollowStreamRequest, _collabry_memory_v1_FollowStreamResponse>
  GetSession: MethodDefinition<_collabry_memory_v1_GetSessionRequestInit, _collabry_memory_v1_GetSessionResponseInit, _collabry_memory_v1_GetSessionRequest, _collabry_memory_v1_GetSessionResponse>
  GetStatus: MethodDefinition<_collabry_memory_v1_GetStatusRequestInit, _collabry_memory_v1_GetStatusResponseInit, _collabry_memory_v1_GetStatusRequest, _collabry_memory_v1_GetStatusResponse>
  GetStream: MethodDefinition<_collabry_memory_v1_GetStreamRequestInit, _collabry_memory_v1_GetStreamResponseInit, _collabry_memory_v1_GetStreamRequest, _collabry_memory_v1_GetStreamResponse>
  GetUsage: MethodDefinition<_collabry_memory_v1_GetUsageRequestInit, _collabry_memory_v1_GetUsageResponseInit, _collabry_memory_v1_GetUsageRequest, _collabry_memory_v1_GetUsageResponse>
  IssueTicket: MethodDefinition<_collabry_memory_v1_IssueTicketRequestInit, _collabry_memory_v1_IssueTicketResponseInit, _collabry_memory_v1_IssueTicketRequest, _collabry_memory_v1_IssueTicketResponse>
  ListMessages: MethodDefinition<_collabry_memory_v1_ListMessagesRequestInit, _collabry_memory_v1_ListMessagesResponseInit, _collabry_memory_v1_ListMessagesRequest, _collabry_memory_v1_ListMessagesResponse>
  ListRevocations: MethodDefinition<_collabry_memory_v1_ListRevocationsRequestInit, _collabry_memory_v1_ListRevocationsResponseInit, _collabry_memory_v1_ListRevocationsRequest, _collabry_memory_v1_ListRevocationsResponse>
  ListSessions: MethodDefinition<_collabry_memory_v1_ListSessionsRequestInit, _collabry_memory_v1_ListSessionsResponseInit, _collabry_memory_v1_ListSessionsRequest, _collabry_memory_v1_ListSessionsResponse>
  OpenStream: MethodDefinition<_collabry_memory_v1_OpenStreamRequestInit, _collabry_memory_v1_OpenStreamResponseInit, _collabry_memory_v1_OpenStreamRequest, _collabry_memory_v1_OpenStreamResponse>
  RateMessage: MethodDefinition<_collabry_memory_v1_RateMessageRequestInit, _collabry_memory_v1_RateMessageResponseInit, _collabry_memory_v1_RateMessageRequest, _collabry_memory_v1_RateMessageResponse>
  RecallTurns: MethodDefinition<_collabry_memory_v1_RecallTurnsRequestInit, _collabry_memory_v1_RecallTurnsResponseInit, _collabry_memory_v1_RecallTurnsRequest, _collabry_memory_v1_RecallTurnsResponse>
  RedeemTicket: MethodDefinition<_collabry_memory_v1_RedeemTicketRequestInit, _collabry_memory_v1_RedeemTicketResponseInit, _collabry_memory_v1_RedeemTicketRequest, _collabry_memory_v1_RedeemTicketResponse>
  ReleaseIdempotent: MethodDefinition<_collabry_memory_v1_ReleaseIdempotentRequestInit, _collabry_memory_v1_ReleaseIdempotentResponseInit, _collabry_memory_v1_ReleaseIdempotentRequest, _collabry_memory_v1_ReleaseIdempotentResponse>
  RenameSession: MethodDefinition<_collabry_memory_v1_RenameSessionRequestInit, _collabry_memory_v1_RenameSessionResponseInit, _collabry_memory_v1_RenameSessionRequest, _collabry_memory_v1_RenameSessionResponse>
  RenewIdempotent: MethodDefinition<_collabry_memory_v1_RenewIdempotentRequestInit, _collabry_memory_v1_RenewIdempotentResponseInit, _collabry_memory_v1_RenewIdempotentRequest, _collabry_memory_v1_RenewIdempotentResponse>
  RevokeToken: MethodDefinition<_collabry_memory_v1_RevokeTokenRequestInit, _collabry_memory_v1_RevokeTokenResponseInit, _collabry_memory_v1_RevokeTokenRequest, _collabry_memory_v1_RevokeTokenResponse>
  RotateToken: MethodDefinition<_collabry_memory_v1_RotateTokenRequestInit, _collabry_memory_v1_RotateTokenResponseInit, _collabry_memory_v1_RotateTokenRequest, _collabry_memory_v1_RotateTokenResponse>
  SaveSummary: MethodDefinition<_collabry_memory_v1_SaveSummaryRequestInit, _collabry_memory_v1_SaveSummaryResponseInit, _collabry_memory_v1_SaveSummaryRequest, _collabry_memory_v1_SaveSummaryResponse>
  StopStream: MethodDefinition<_collabry_memory_v1_StopStreamRequestInit, _collabry_memory_v1_StopStreamResponseInit, _collabry_memory_v1_StopStreamRequest, _collabry_memory_v1_StopStreamResponse>
}
