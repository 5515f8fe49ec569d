// Original file: collabry/memory/v1/streams.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AppendStreamRequestInit as _collabry_memory_v1_AppendStreamRequestInit, AppendStreamRequest as _collabry_memory_v1_AppendStreamRequest } from '../../../collabry/memory/v1/AppendStreamRequest';
import type { AppendStreamResponseInit as _collabry_memory_v1_AppendStreamResponseInit, AppendStreamResponse as _collabry_memory_v1_AppendStreamResponse } from '../../../collabry/memory/v1/AppendStreamResponse';
import type { FindStreamRequestInit as _collabry_memory_v1_FindStreamRequestInit, FindStreamRequest as _collabry_memory_v1_FindStreamRequest } from '../../../collabry/memory/v1/FindStreamRequest';
import type { FindStreamResponseInit as _collabry_memory_v1_FindStreamResponseInit, FindStreamResponse as _collabry_memory_v1_FindStreamResponse } from '../../../collabry/memory/v1/FindStreamResponse';
import type { FollowStreamRequestInit as _collabry_memory_v1_FollowStreamRequestInit, FollowStreamRequest as _collabry_memory_v1_FollowStreamRequest } from '../../../collabry/memory/v1/FollowStreamRequest';
import type { FollowStreamResponseInit as _collabry_memory_v1_FollowStreamResponseInit, FollowStreamResponse as _collabry_memory_v1_FollowStreamResponse } from '../../../collabry/memory/v1/FollowStreamResponse';
import type { GetStreamRequestInit as _collabry_memory_v1_GetStreamRequestInit, GetStreamRequest as _collabry_memory_v1_GetStreamRequest } from '../../../collabry/memory/v1/GetStreamRequest';
import type { GetStreamResponseInit as _collabry_memory_v1_GetStreamResponseInit, GetStreamResponse as _collabry_memory_v1_GetStreamResponse } from '../../../collabry/memory/v1/GetStreamResponse';
import type { IssueTicketRequestInit as _collabry_memory_v1_IssueTicketRequestInit, IssueTicketRequest as _collabry_memory_v1_IssueTicketRequest } from '../../../collabry/memory/v1/IssueTicketRequest';
import type { IssueTicketResponseInit as _collabry_memory_v1_IssueTicketResponseInit, IssueTicketResponse as _collabry_memory_v1_IssueTicketResponse } from '../../../collabry/memory/v1/IssueTicketResponse';
import type { OpenStreamRequestInit as _collabry_memory_v1_OpenStreamRequestInit, OpenStreamRequest as _collabry_memory_v1_OpenStreamRequest } from '../../../collabry/memory/v1/OpenStreamRequest';
import type { OpenStreamResponseInit as _collabry_memory_v1_OpenStreamResponseInit, OpenStreamResponse as _collabry_memory_v1_OpenStreamResponse } from '../../../collabry/memory/v1/OpenStreamResponse';
import type { RedeemTicketRequestInit as _collabry_memory_v1_RedeemTicketRequestInit, RedeemTicketRequest as _collabry_memory_v1_RedeemTicketRequest } from '../../../collabry/memory/v1/RedeemTicketRequest';
import type { RedeemTicketResponseInit as _collabry_memory_v1_RedeemTicketResponseInit, RedeemTicketResponse as _collabry_memory_v1_RedeemTicketResponse } from '../../../collabry/memory/v1/RedeemTicketResponse';
import type { StopStreamRequestInit as _collabry_memory_v1_StopStreamRequestInit, StopStreamRequest as _collabry_memory_v1_StopStreamRequest } from '../../../collabry/memory/v1/StopStreamRequest';
import type { StopStreamResponseInit as _collabry_memory_v1_StopStreamResponseInit, StopStreamResponse as _collabry_memory_v1_StopStreamResponse } from '../../../collabry/memory/v1/StopStreamResponse';

export interface StreamServiceClient extends grpc.Client {
  /**
   * Writes events before they are sent and renews the lease for 2.5 s; without events it only renews. Events that are in
   * the log already are skipped, so the call may be repeated. Errors: not_found, failed_precondition (the log has ended, or
   * another producer has the lease: stop generating), payload_too_large (8 MiB per log).
   */
  AppendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  AppendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  AppendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  AppendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  /**
   * Writes events before they are sent and renews the lease for 2.5 s; without events it only renews. Events that are in
   * the log already are skipped, so the call may be repeated. Errors: not_found, failed_precondition (the log has ended, or
   * another producer has the lease: stop generating), payload_too_large (8 MiB per log).
   */
  appendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  appendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  appendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  appendStream(argument: _collabry_memory_v1_AppendStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_AppendStreamResponse>): grpc.ClientUnaryCall;
  
  /**
   * The newest stream of a session that is still written.
   */
  FindStream(argument: _collabry_memory_v1_FindStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindStreamResponse>): grpc.ClientUnaryCall;
  FindStream(argument: _collabry_memory_v1_FindStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_FindStreamResponse>): grpc.ClientUnaryCall;
  FindStream(argument: _collabry_memory_v1_FindStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindStreamResponse>): grpc.ClientUnaryCall;
  FindStream(argument: _collabry_memory_v1_FindStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_FindStreamResponse>): grpc.ClientUnaryCall;
  /**
   * The newest stream of a session that is still written.
   */
  findStream(argument: _collabry_memory_v1_FindStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindStreamResponse>): grpc.ClientUnaryCall;
  findStream(argument: _collabry_memory_v1_FindStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_FindStreamResponse>): grpc.ClientUnaryCall;
  findStream(argument: _collabry_memory_v1_FindStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_FindStreamResponse>): grpc.ClientUnaryCall;
  findStream(argument: _collabry_memory_v1_FindStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_FindStreamResponse>): grpc.ClientUnaryCall;
  
  /**
   * Events after a number, including future ones, until the end. If the producer is silent for 2.5 s, the log ends as
   * producer_lost. Errors: not_found.
   */
  FollowStream(argument: _collabry_memory_v1_FollowStreamRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_FollowStreamResponse>;
  FollowStream(argument: _collabry_memory_v1_FollowStreamRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_FollowStreamResponse>;
  /**
   * Events after a number, including future ones, until the end. If the producer is silent for 2.5 s, the log ends as
   * producer_lost. Errors: not_found.
   */
  followStream(argument: _collabry_memory_v1_FollowStreamRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_FollowStreamResponse>;
  followStream(argument: _collabry_memory_v1_FollowStreamRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_memory_v1_FollowStreamResponse>;
  
  /**
   * The state of a stream. Errors: not_found.
   */
  GetStream(argument: _collabry_memory_v1_GetStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  GetStream(argument: _collabry_memory_v1_GetStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  GetStream(argument: _collabry_memory_v1_GetStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  GetStream(argument: _collabry_memory_v1_GetStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  /**
   * The state of a stream. Errors: not_found.
   */
  getStream(argument: _collabry_memory_v1_GetStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  getStream(argument: _collabry_memory_v1_GetStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  getStream(argument: _collabry_memory_v1_GetStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  getStream(argument: _collabry_memory_v1_GetStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_GetStreamResponse>): grpc.ClientUnaryCall;
  
  /**
   * Issues a single-use ticket for one stream or one upload, valid for 30 s. Errors: not_found (there is no such stream).
   */
  IssueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  IssueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  IssueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  IssueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  /**
   * Issues a single-use ticket for one stream or one upload, valid for 30 s. Errors: not_found (there is no such stream).
   */
  issueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  issueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  issueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  issueTicket(argument: _collabry_memory_v1_IssueTicketRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_IssueTicketResponse>): grpc.ClientUnaryCall;
  
  /**
   * Creates the log of a generation and leases it to its producer for 2.5 s. It replaces a log whose producer was lost.
   * Errors: failed_precondition (a stream with this id exists).
   */
  OpenStream(argument: _collabry_memory_v1_OpenStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  OpenStream(argument: _collabry_memory_v1_OpenStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  OpenStream(argument: _collabry_memory_v1_OpenStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  OpenStream(argument: _collabry_memory_v1_OpenStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  /**
   * Creates the log of a generation and leases it to its producer for 2.5 s. It replaces a log whose producer was lost.
   * Errors: failed_precondition (a stream with this id exists).
   */
  openStream(argument: _collabry_memory_v1_OpenStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  openStream(argument: _collabry_memory_v1_OpenStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  openStream(argument: _collabry_memory_v1_OpenStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  openStream(argument: _collabry_memory_v1_OpenStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_OpenStreamResponse>): grpc.ClientUnaryCall;
  
  /**
   * Uses a ticket. Returns its user, and its stream or its upload. Errors: not_found (unknown, used or expired).
   */
  RedeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  RedeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  RedeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  RedeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  /**
   * Uses a ticket. Returns its user, and its stream or its upload. Errors: not_found (unknown, used or expired).
   */
  redeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  redeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  redeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  redeemTicket(argument: _collabry_memory_v1_RedeemTicketRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RedeemTicketResponse>): grpc.ClientUnaryCall;
  
  /**
   * Asks the producer to stop. Its next append tells it. Errors: not_found.
   */
  StopStream(argument: _collabry_memory_v1_StopStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  StopStream(argument: _collabry_memory_v1_StopStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  StopStream(argument: _collabry_memory_v1_StopStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  StopStream(argument: _collabry_memory_v1_StopStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  /**
   * Asks the producer to stop. Its next append tells it. Errors: not_found.
   */
  stopStream(argument: _collabry_memory_v1_StopStreamRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  stopStream(argument: _collabry_memory_v1_StopStreamRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  stopStream(argument: _collabry_memory_v1_StopStreamRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  stopStream(argument: _collabry_memory_v1_StopStreamRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_StopStreamResponse>): grpc.ClientUnaryCall;
  
}

export interface StreamServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Writes events before they are sent and renews the lease for 2.5 s; without events it only renews. Events that are in
   * the log already are skipped, so the call may be repeated. Errors: not_found, failed_precondition (the log has ended, or
   * another producer has the lease: stop generating), payload_too_large (8 MiB per log).
   */
  AppendStream: grpc.handleUnaryCall<_collabry_memory_v1_AppendStreamRequest, _collabry_memory_v1_AppendStreamResponseInit>;
  
  /**
   * The newest stream of a session that is still written.
   */
  FindStream: grpc.handleUnaryCall<_collabry_memory_v1_FindStreamRequest, _collabry_memory_v1_FindStreamResponseInit>;
  
  /**
   * Events after a number, including future ones, until the end. If the producer is silent for 2.5 s, the log ends as
   * producer_lost. Errors: not_found.
   */
  FollowStream: grpc.handleServerStreamingCall<_collabry_memory_v1_FollowStreamRequest, _collabry_memory_v1_FollowStreamResponseInit>;
  
  /**
   * The state of a stream. Errors: not_found.
   */
  GetStream: grpc.handleUnaryCall<_collabry_memory_v1_GetStreamRequest, _collabry_memory_v1_GetStreamResponseInit>;
  
  /**
   * Issues a single-use ticket for one stream or one upload, valid for 30 s. Errors: not_found (there is no such stream).
   */
  IssueTicket: grpc.handleUnaryCall<_collabry_memory_v1_IssueTicketRequest, _collabry_memory_v1_IssueTicketResponseInit>;
  
  /**
   * Creates the log of a generation and leases it to its producer for 2.5 s. It replaces a log whose producer was lost.
   * Errors: failed_precondition (a stream with this id exists).
   */
  OpenStream: grpc.handleUnaryCall<_collabry_memory_v1_OpenStreamRequest, _collabry_memory_v1_OpenStreamResponseInit>;
  
  /**
   * Uses a ticket. Returns its user, and its stream or its upload. Errors: not_found (unknown, used or expired).
   */
  RedeemTicket: grpc.handleUnaryCall<_collabry_memory_v1_RedeemTicketRequest, _collabry_memory_v1_RedeemTicketResponseInit>;
  
  /**
   * Asks the producer to stop. Its next append tells it. Errors: not_found.
   */
  StopStream: grpc.handleUnaryCall<_collabry_memory_v1_StopStreamRequest, _collabry_memory_v1_StopStreamResponseInit>;
  
}

export interface StreamServiceDefinition extends grpc.ServiceDefinition {
  AppendStream: MethodDefinition<_collabry_memory_v1_AppendStreamRequestInit, _collabry_memory_v1_AppendStreamResponseInit, _collabry_memory_v1_AppendStreamRequest, _collabry_memory_v1_AppendStreamResponse>
  FindStream: MethodDefinition<_collabry_memory_v1_FindStreamRequestInit, _collabry_memory_v1_FindStreamResponseInit, _collabry_memory_v1_FindStreamRequest, _collabry_memory_v1_FindStreamResponse>
  FollowStream: MethodDefinition<_collabry_memory_v1_FollowStreamRequestInit, _collabry_memory_v1_FollowStreamResponseInit, _collabry_memory_v1_FollowStreamRequest, _collabry_memory_v1_FollowStreamResponse>
  GetStream: MethodDefinition<_collabry_memory_v1_GetStreamRequestInit, _collabry_memory_v1_GetStreamResponseInit, _collabry_memory_v1_GetStreamRequest, _collabry_memory_v1_GetStreamResponse>
  IssueTicket: MethodDefinition<_collabry_memory_v1_IssueTicketRequestInit, _collabry_memory_v1_IssueTicketResponseInit, _collabry_memory_v1_IssueTicketRequest, _collabry_memory_v1_IssueTicketResponse>
  OpenStream: MethodDefinition<_collabry_memory_v1_OpenStreamRequestInit, _collabry_memory_v1_OpenStreamResponseInit, _collabry_memory_v1_OpenStreamRequest, _collabry_memory_v1_OpenStreamResponse>
  RedeemTicket: MethodDefinition<_collabry_memory_v1_RedeemTicketRequestInit, _collabry_memory_v1_RedeemTicketResponseInit, _collabry_memory_v1_RedeemTicketRequest, _collabry_memory_v1_RedeemTicketResponse>
  StopStream: MethodDefinition<_collabry_memory_v1_StopStreamRequestInit, _collabry_memory_v1_StopStreamResponseInit, _collabry_memory_v1_StopStreamRequest, _collabry_memory_v1_StopStreamResponse>
}
