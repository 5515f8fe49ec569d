// Original file: collabry/memory/v1/sessions.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CreateSessionRequestInit as _collabry_memory_v1_CreateSessionRequestInit, CreateSessionRequest as _collabry_memory_v1_CreateSessionRequest } from '../../../collabry/memory/v1/CreateSessionRequest';
import type { CreateSessionResponseInit as _collabry_memory_v1_CreateSessionResponseInit, CreateSessionResponse as _collabry_memory_v1_CreateSessionResponse } from '../../../collabry/memory/v1/CreateSessionResponse';
import type { DeleteSessionRequestInit as _collabry_memory_v1_DeleteSessionRequestInit, DeleteSessionRequest as _collabry_memory_v1_DeleteSessionRequest } from '../../../collabry/memory/v1/DeleteSessionRequest';
import type { DeleteSessionResponseInit as _collabry_memory_v1_DeleteSessionResponseInit, DeleteSessionResponse as _collabry_memory_v1_DeleteSessionResponse } from '../../../collabry/memory/v1/DeleteSessionResponse';
import type { GetSessionRequestInit as _collabry_memory_v1_GetSessionRequestInit, GetSessionRequest as _collabry_memory_v1_GetSessionRequest } from '../../../collabry/memory/v1/GetSessionRequest';
import type { GetSessionResponseInit as _collabry_memory_v1_GetSessionResponseInit, GetSessionResponse as _collabry_memory_v1_GetSessionResponse } from '../../../collabry/memory/v1/GetSessionResponse';
import type { ListMessagesRequestInit as _collabry_memory_v1_ListMessagesRequestInit, ListMessagesRequest as _collabry_memory_v1_ListMessagesRequest } from '../../../collabry/memory/v1/ListMessagesRequest';
import type { ListMessagesResponseInit as _collabry_memory_v1_ListMessagesResponseInit, ListMessagesResponse as _collabry_memory_v1_ListMessagesResponse } from '../../../collabry/memory/v1/ListMessagesResponse';
import type { ListSessionsRequestInit as _collabry_memory_v1_ListSessionsRequestInit, ListSessionsRequest as _collabry_memory_v1_ListSessionsRequest } from '../../../collabry/memory/v1/ListSessionsRequest';
import type { ListSessionsResponseInit as _collabry_memory_v1_ListSessionsResponseInit, ListSessionsResponse as _collabry_memory_v1_ListSessionsResponse } from '../../../collabry/memory/v1/ListSessionsResponse';
import type { RateMessageRequestInit as _collabry_memory_v1_RateMessageRequestInit, RateMessageRequest as _collabry_memory_v1_RateMessageRequest } from '../../../collabry/memory/v1/RateMessageRequest';
import type { RateMessageResponseInit as _collabry_memory_v1_RateMessageResponseInit, RateMessageResponse as _collabry_memory_v1_RateMessageResponse } from '../../../collabry/memory/v1/RateMessageResponse';
import type { RenameSessionRequestInit as _collabry_memory_v1_RenameSessionRequestInit, RenameSessionRequest as _collabry_memory_v1_RenameSessionRequest } from '../../../collabry/memory/v1/RenameSessionRequest';
import type { RenameSessionResponseInit as _collabry_memory_v1_RenameSessionResponseInit, RenameSessionResponse as _collabry_memory_v1_RenameSessionResponse } from '../../../collabry/memory/v1/RenameSessionResponse';
import type { SetTitleRequestInit as _collabry_memory_v1_SetTitleRequestInit, SetTitleRequest as _collabry_memory_v1_SetTitleRequest } from '../../../collabry/memory/v1/SetTitleRequest';
import type { SetTitleResponseInit as _collabry_memory_v1_SetTitleResponseInit, SetTitleResponse as _collabry_memory_v1_SetTitleResponse } from '../../../collabry/memory/v1/SetTitleResponse';

export interface SessionServiceClient extends grpc.Client {
  /**
   * Creates a session, or returns the existing one with this id.
   */
  CreateSession(argument: _collabry_memory_v1_CreateSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  CreateSession(argument: _collabry_memory_v1_CreateSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  CreateSession(argument: _collabry_memory_v1_CreateSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  CreateSession(argument: _collabry_memory_v1_CreateSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  /**
   * Creates a session, or returns the existing one with this id.
   */
  createSession(argument: _collabry_memory_v1_CreateSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  createSession(argument: _collabry_memory_v1_CreateSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  createSession(argument: _collabry_memory_v1_CreateSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  createSession(argument: _collabry_memory_v1_CreateSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_CreateSessionResponse>): grpc.ClientUnaryCall;
  
  /**
   * Deletes a session and its messages. Errors: not_found.
   */
  DeleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  DeleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  DeleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  DeleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  /**
   * Deletes a session and its messages. Errors: not_found.
   */
  deleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  deleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  deleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  deleteSession(argument: _collabry_memory_v1_DeleteSessionRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_DeleteSessionResponse>): grpc.ClientUnaryCall;
  
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
   * Changes the title of a session if it still has the expected one, so that a generated title does not replace one that
   * the user has set. Errors: not_found.
   */
  SetTitle(argument: _collabry_memory_v1_SetTitleRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SetTitleResponse>): grpc.ClientUnaryCall;
  SetTitle(argument: _collabry_memory_v1_SetTitleRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_SetTitleResponse>): grpc.ClientUnaryCall;
  SetTitle(argument: _collabry_memory_v1_SetTitleRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SetTitleResponse>): grpc.ClientUnaryCall;
  SetTitle(argument: _collabry_memory_v1_SetTitleRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_SetTitleResponse>): grpc.ClientUnaryCall;
  /**
   * Changes the title of a session if it still has the expected one, so that a generated title does not replace one that
   * the user has set. Errors: not_found.
   */
  setTitle(argument: _collabry_memory_v1_SetTitleRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SetTitleResponse>): grpc.ClientUnaryCall;
  setTitle(argument: _collabry_memory_v1_SetTitleRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_SetTitleResponse>): grpc.ClientUnaryCall;
  setTitle(argument: _collabry_memory_v1_SetTitleRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_SetTitleResponse>): grpc.ClientUnaryCall;
  setTitle(argument: _collabry_memory_v1_SetTitleRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_SetTitleResponse>): grpc.ClientUnaryCall;
  
}

export interface SessionServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Creates a session, or returns the existing one with this id.
   */
  CreateSession: grpc.handleUnaryCall<_collabry_memory_v1_CreateSessionRequest, _collabry_memory_v1_CreateSessionResponseInit>;
  
  /**
   * Deletes a session and its messages. Errors: not_found.
   */
  DeleteSession: grpc.handleUnaryCall<_collabry_memory_v1_DeleteSessionRequest, _collabry_memory_v1_DeleteSessionResponseInit>;
  
  /**
   * One session. Errors: not_found.
   */
  GetSession: grpc.handleUnaryCall<_collabry_memory_v1_GetSessionRequest, _collabry_memory_v1_GetSessionResponseInit>;
  
  /**
   * A page of messages, oldest first. Errors: not_found.
   */
  ListMessages: grpc.handleUnaryCall<_collabry_memory_v1_ListMessagesRequest, _collabry_memory_v1_ListMessagesResponseInit>;
  
  /**
   * A page of sessions, newest activity first.
   */
  ListSessions: grpc.handleUnaryCall<_collabry_memory_v1_ListSessionsRequest, _collabry_memory_v1_ListSessionsResponseInit>;
  
  /**
   * Feedback on an answer; later feedback replaces it. Errors: not_found.
   */
  RateMessage: grpc.handleUnaryCall<_collabry_memory_v1_RateMessageRequest, _collabry_memory_v1_RateMessageResponseInit>;
  
  /**
   * Changes the title. Errors: not_found.
   */
  RenameSession: grpc.handleUnaryCall<_collabry_memory_v1_RenameSessionRequest, _collabry_memory_v1_RenameSessionResponseInit>;
  
  /**
   * Changes the title of a session if it still has the expected one, so that a generated title does not replace one that
   * the user has set. Errors: not_found.
   */
  SetTitle: grpc.handleUnaryCall<_collabry_memory_v1_SetTitleRequest, _collabry_memory_v1_SetTitleResponseInit>;
  
}

export interface SessionServiceDefinition extends grpc.ServiceDefinition {
  CreateSession: MethodDefinition<_collabry_memory_v1_CreateSessionRequestInit, _collabry_memory_v1_CreateSessionResponseInit, _collabry_memory_v1_CreateSessionRequest, _collabry_memory_v1_CreateSessionResponse>
  DeleteSession: MethodDefinition<_collabry_memory_v1_DeleteSessionRequestInit, _collabry_memory_v1_DeleteSessionResponseInit, _collabry_memory_v1_DeleteSessionRequest, _collabry_memory_v1_DeleteSessionResponse>
  GetSession: MethodDefinition<_collabry_memory_v1_GetSessionRequestInit, _collabry_memory_v1_GetSessionResponseInit, _collabry_memory_v1_GetSessionRequest, _collabry_memory_v1_GetSessionResponse>
  ListMessages: MethodDefinition<_collabry_memory_v1_ListMessagesRequestInit, _collabry_memory_v1_ListMessagesResponseInit, _collabry_memory_v1_ListMessagesRequest, _collabry_memory_v1_ListMessagesResponse>
  ListSessions: MethodDefinition<_collabry_memory_v1_ListSessionsRequestInit, _collabry_memory_v1_ListSessionsResponseInit, _collabry_memory_v1_ListSessionsRequest, _collabry_memory_v1_ListSessionsResponse>
  RateMessage: MethodDefinition<_collabry_memory_v1_RateMessageRequestInit, _collabry_memory_v1_RateMessageResponseInit, _collabry_memory_v1_RateMessageRequest, _collabry_memory_v1_RateMessageResponse>
  RenameSession: MethodDefinition<_collabry_memory_v1_RenameSessionRequestInit, _collabry_memory_v1_RenameSessionResponseInit, _collabry_memory_v1_RenameSessionRequest, _collabry_memory_v1_RenameSessionResponse>
  SetTitle: MethodDefinition<_collabry_memory_v1_SetTitleRequestInit, _collabry_memory_v1_SetTitleResponseInit, _collabry_memory_v1_SetTitleRequest, _collabry_memory_v1_SetTitleResponse>
}
