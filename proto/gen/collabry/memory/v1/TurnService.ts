// Original file: collabry/memory/v1/turns.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AppendTurnRequestInit as _collabry_memory_v1_AppendTurnRequestInit, AppendTurnRequest as _collabry_memory_v1_AppendTurnRequest } from '../../../collabry/memory/v1/AppendTurnRequest';
import type { AppendTurnResponseInit as _collabry_memory_v1_AppendTurnResponseInit, AppendTurnResponse as _collabry_memory_v1_AppendTurnResponse } from '../../../collabry/memory/v1/AppendTurnResponse';
import type { AppendTurnsRequestInit as _collabry_memory_v1_AppendTurnsRequestInit, AppendTurnsRequest as _collabry_memory_v1_AppendTurnsRequest } from '../../../collabry/memory/v1/AppendTurnsRequest';
import type { AppendTurnsResponseInit as _collabry_memory_v1_AppendTurnsResponseInit, AppendTurnsResponse as _collabry_memory_v1_AppendTurnsResponse } from '../../../collabry/memory/v1/AppendTurnsResponse';
import type { BeginTurnRequestInit as _collabry_memory_v1_BeginTurnRequestInit, BeginTurnRequest as _collabry_memory_v1_BeginTurnRequest } from '../../../collabry/memory/v1/BeginTurnRequest';
import type { BeginTurnResponseInit as _collabry_memory_v1_BeginTurnResponseInit, BeginTurnResponse as _collabry_memory_v1_BeginTurnResponse } from '../../../collabry/memory/v1/BeginTurnResponse';
import type { ClaimDigestsRequestInit as _collabry_memory_v1_ClaimDigestsRequestInit, ClaimDigestsRequest as _collabry_memory_v1_ClaimDigestsRequest } from '../../../collabry/memory/v1/ClaimDigestsRequest';
import type { ClaimDigestsResponseInit as _collabry_memory_v1_ClaimDigestsResponseInit, ClaimDigestsResponse as _collabry_memory_v1_ClaimDigestsResponse } from '../../../collabry/memory/v1/ClaimDigestsResponse';
import type { EndDigestRequestInit as _collabry_memory_v1_EndDigestRequestInit, EndDigestRequest as _collabry_memory_v1_EndDigestRequest } from '../../../collabry/memory/v1/EndDigestRequest';
import type { EndDigestResponseInit as _collabry_memory_v1_EndDigestResponseInit, EndDigestResponse as _collabry_memory_v1_EndDigestResponse } from '../../../collabry/memory/v1/EndDigestResponse';
import type { EndTurnRequestInit as _collabry_memory_v1_EndTurnRequestInit, EndTurnRequest as _collabry_memory_v1_EndTurnRequest } from '../../../collabry/memory/v1/EndTurnRequest';
import type { EndTurnResponseInit as _collabry_memory_v1_EndTurnResponseInit, EndTurnResponse as _collabry_memory_v1_EndTurnResponse } from '../../../collabry/memory/v1/EndTurnResponse';
import type { RecallTurnsRequestInit as _collabry_memory_v1_RecallTurnsRequestInit, RecallTurnsRequest as _collabry_memory_v1_RecallTurnsRequest } from '../../../collabry/memory/v1/RecallTurnsRequest';
import type { RecallTurnsResponseInit as _collabry_memory_v1_RecallTurnsResponseInit, RecallTurnsResponse as _collabry_memory_v1_RecallTurnsResponse } from '../../../collabry/memory/v1/RecallTurnsResponse';
import type { SaveSummaryRequestInit as _collabry_memory_v1_SaveSummaryRequestInit, SaveSummaryRequest as _collabry_memory_v1_SaveSummaryRequest } from '../../../collabry/memory/v1/SaveSummaryRequest';
import type { SaveSummaryResponseInit as _collabry_memory_v1_SaveSummaryResponseInit, SaveSummaryResponse as _collabry_memory_v1_SaveSummaryResponse } from '../../../collabry/memory/v1/SaveSummaryResponse';

export interface TurnServiceClient extends grpc.Client {
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
   * Appends to many messages, of many users, in one call. Parts succeed or fail independently; the reply names those that
   * failed. Without parts it waits until all turns that were begun before survive a power cut.
   */
  AppendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  AppendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  AppendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  AppendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  /**
   * Appends to many messages, of many users, in one call. Parts succeed or fail independently; the reply names those that
   * failed. Without parts it waits until all turns that were begun before survive a power cut.
   */
  appendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  appendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  appendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  appendTurns(argument: _collabry_memory_v1_AppendTurnsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AppendTurnsResponse>): grpc.ClientUnaryCall;
  
  /**
   * Writes a turn before it is answered: the user's message, and an assistant message in state streaming whose lease
   * the caller holds for 10 s. Creates the session if it does not exist. Returns the history for the prompt.
   */
  BeginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  BeginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  BeginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  BeginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  /**
   * Writes a turn before it is answered: the user's message, and an assistant message in state streaming whose lease
   * the caller holds for 10 s. Creates the session if it does not exist. Returns the history for the prompt.
   */
  beginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  beginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  beginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  beginTurn(argument: _collabry_memory_v1_BeginTurnRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_BeginTurnResponse>): grpc.ClientUnaryCall;
  
  /**
   * Leases sessions that wait for a title or a summary to the caller for 120 s, with the data that it needs. Only the
   * gateway may call it.
   */
  ClaimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  ClaimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  ClaimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  ClaimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  /**
   * Leases sessions that wait for a title or a summary to the caller for 120 s, with the data that it needs. Only the
   * gateway may call it.
   */
  claimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  claimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  claimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  claimDigests(argument: _collabry_memory_v1_ClaimDigestsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ClaimDigestsResponse>): grpc.ClientUnaryCall;
  
  /**
   * Ends a claim. It may be repeated.
   */
  EndDigest(argument: _collabry_memory_v1_EndDigestRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  EndDigest(argument: _collabry_memory_v1_EndDigestRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  EndDigest(argument: _collabry_memory_v1_EndDigestRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  EndDigest(argument: _collabry_memory_v1_EndDigestRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  /**
   * Ends a claim. It may be repeated.
   */
  endDigest(argument: _collabry_memory_v1_EndDigestRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  endDigest(argument: _collabry_memory_v1_EndDigestRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  endDigest(argument: _collabry_memory_v1_EndDigestRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  endDigest(argument: _collabry_memory_v1_EndDigestRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndDigestResponse>): grpc.ClientUnaryCall;
  
  /**
   * Ends a turn with everything that was sent to the client. Ending it again changes nothing.
   * A turn whose lease has expired is read as interrupted. Errors: not_found.
   */
  EndTurn(argument: _collabry_memory_v1_EndTurnRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  EndTurn(argument: _collabry_memory_v1_EndTurnRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  EndTurn(argument: _collabry_memory_v1_EndTurnRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  EndTurn(argument: _collabry_memory_v1_EndTurnRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  /**
   * Ends a turn with everything that was sent to the client. Ending it again changes nothing.
   * A turn whose lease has expired is read as interrupted. Errors: not_found.
   */
  endTurn(argument: _collabry_memory_v1_EndTurnRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  endTurn(argument: _collabry_memory_v1_EndTurnRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  endTurn(argument: _collabry_memory_v1_EndTurnRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  endTurn(argument: _collabry_memory_v1_EndTurnRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_EndTurnResponse>): grpc.ClientUnaryCall;
  
  /**
   * The turns of a session that are most relevant to a query, best first. Errors: not_found.
   */
  RecallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  RecallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  RecallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  RecallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  /**
   * The turns of a session that are most relevant to a query, best first. Errors: not_found.
   */
  recallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  recallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  recallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  recallTurns(argument: _collabry_memory_v1_RecallTurnsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RecallTurnsResponse>): grpc.ClientUnaryCall;
  
  /**
   * Stores a summary of a session up to a message. The next turn returns it. Errors: not_found.
   */
  SaveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  SaveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  SaveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  SaveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  /**
   * Stores a summary of a session up to a message. The next turn returns it. Errors: not_found.
   */
  saveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  saveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  saveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  saveSummary(argument: _collabry_memory_v1_SaveSummaryRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_SaveSummaryResponse>): grpc.ClientUnaryCall;
  
}

export interface TurnServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Appends text to a streaming message and renews its lease for 10 s; an empty text only renews.
   * Errors: not_found (the session was deleted: stop generating), failed_precondition (the turn has ended).
   */
  AppendTurn: grpc.handleUnaryCall<_collabry_memory_v1_AppendTurnRequest, _collabry_memory_v1_AppendTurnResponseInit>;
  
  /**
   * Appends to many messages, of many users, in one call. Parts succeed or fail independently; the reply names those that
   * failed. Without parts it waits until all turns that were begun before survive a power cut.
   */
  AppendTurns: grpc.handleUnaryCall<_collabry_memory_v1_AppendTurnsRequest, _collabry_memory_v1_AppendTurnsResponseInit>;
  
  /**
   * Writes a turn before it is answered: the user's message, and an assistant message in state streaming whose lease
   * the caller holds for 10 s. Creates the session if it does not exist. Returns the history for the prompt.
   */
  BeginTurn: grpc.handleUnaryCall<_collabry_memory_v1_BeginTurnRequest, _collabry_memory_v1_BeginTurnResponseInit>;
  
  /**
   * Leases sessions that wait for a title or a summary to the caller for 120 s, with the data that it needs. Only the
   * gateway may call it.
   */
  ClaimDigests: grpc.handleUnaryCall<_collabry_memory_v1_ClaimDigestsRequest, _collabry_memory_v1_ClaimDigestsResponseInit>;
  
  /**
   * Ends a claim. It may be repeated.
   */
  EndDigest: grpc.handleUnaryCall<_collabry_memory_v1_EndDigestRequest, _collabry_memory_v1_EndDigestResponseInit>;
  
  /**
   * Ends a turn with everything that was sent to the client. Ending it again changes nothing.
   * A turn whose lease has expired is read as interrupted. Errors: not_found.
   */
  EndTurn: grpc.handleUnaryCall<_collabry_memory_v1_EndTurnRequest, _collabry_memory_v1_EndTurnResponseInit>;
  
  /**
   * The turns of a session that are most relevant to a query, best first. Errors: not_found.
   */
  RecallTurns: grpc.handleUnaryCall<_collabry_memory_v1_RecallTurnsRequest, _collabry_memory_v1_RecallTurnsResponseInit>;
  
  /**
   * Stores a summary of a session up to a message. The next turn returns it. Errors: not_found.
   */
  SaveSummary: grpc.handleUnaryCall<_collabry_memory_v1_SaveSummaryRequest, _collabry_memory_v1_SaveSummaryResponseInit>;
  
}

export interface TurnServiceDefinition extends grpc.ServiceDefinition {
  AppendTurn: MethodDefinition<_collabry_memory_v1_AppendTurnRequestInit, _collabry_memory_v1_AppendTurnResponseInit, _collabry_memory_v1_AppendTurnRequest, _collabry_memory_v1_AppendTurnResponse>
  AppendTurns: MethodDefinition<_collabry_memory_v1_AppendTurnsRequestInit, _collabry_memory_v1_AppendTurnsResponseInit, _collabry_memory_v1_AppendTurnsRequest, _collabry_memory_v1_AppendTurnsResponse>
  BeginTurn: MethodDefinition<_collabry_memory_v1_BeginTurnRequestInit, _collabry_memory_v1_BeginTurnResponseInit, _collabry_memory_v1_BeginTurnRequest, _collabry_memory_v1_BeginTurnResponse>
  ClaimDigests: MethodDefinition<_collabry_memory_v1_ClaimDigestsRequestInit, _collabry_memory_v1_ClaimDigestsResponseInit, _collabry_memory_v1_ClaimDigestsRequest, _collabry_memory_v1_ClaimDigestsResponse>
  EndDigest: MethodDefinition<_collabry_memory_v1_EndDigestRequestInit, _collabry_memory_v1_EndDigestResponseInit, _collabry_memory_v1_EndDigestRequest, _collabry_memory_v1_EndDigestResponse>
  EndTurn: MethodDefinition<_collabry_memory_v1_EndTurnRequestInit, _collabry_memory_v1_EndTurnResponseInit, _collabry_memory_v1_EndTurnRequest, _collabry_memory_v1_EndTurnResponse>
  RecallTurns: MethodDefinition<_collabry_memory_v1_RecallTurnsRequestInit, _collabry_memory_v1_RecallTurnsResponseInit, _collabry_memory_v1_RecallTurnsRequest, _collabry_memory_v1_RecallTurnsResponse>
  SaveSummary: MethodDefinition<_collabry_memory_v1_SaveSummaryRequestInit, _collabry_memory_v1_SaveSummaryResponseInit, _collabry_memory_v1_SaveSummaryRequest, _collabry_memory_v1_SaveSummaryResponse>
}
