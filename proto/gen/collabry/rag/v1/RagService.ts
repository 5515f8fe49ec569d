// Original file: collabry/rag/v1/rag.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CancelTaskRequestInit as _collabry_rag_v1_CancelTaskRequestInit, CancelTaskRequest as _collabry_rag_v1_CancelTaskRequest } from '../../../collabry/rag/v1/CancelTaskRequest';
import type { CancelTaskResponseInit as _collabry_rag_v1_CancelTaskResponseInit, CancelTaskResponse as _collabry_rag_v1_CancelTaskResponse } from '../../../collabry/rag/v1/CancelTaskResponse';
import type { ChangeDocumentRequestInit as _collabry_rag_v1_ChangeDocumentRequestInit, ChangeDocumentRequest as _collabry_rag_v1_ChangeDocumentRequest } from '../../../collabry/rag/v1/ChangeDocumentRequest';
import type { ChangeDocumentResponseInit as _collabry_rag_v1_ChangeDocumentResponseInit, ChangeDocumentResponse as _collabry_rag_v1_ChangeDocumentResponse } from '../../../collabry/rag/v1/ChangeDocumentResponse';
import type { CheckSourcesRequestInit as _collabry_rag_v1_CheckSourcesRequestInit, CheckSourcesRequest as _collabry_rag_v1_CheckSourcesRequest } from '../../../collabry/rag/v1/CheckSourcesRequest';
import type { CheckSourcesResponseInit as _collabry_rag_v1_CheckSourcesResponseInit, CheckSourcesResponse as _collabry_rag_v1_CheckSourcesResponse } from '../../../collabry/rag/v1/CheckSourcesResponse';
import type { DeleteDocumentRequestInit as _collabry_rag_v1_DeleteDocumentRequestInit, DeleteDocumentRequest as _collabry_rag_v1_DeleteDocumentRequest } from '../../../collabry/rag/v1/DeleteDocumentRequest';
import type { DeleteDocumentResponseInit as _collabry_rag_v1_DeleteDocumentResponseInit, DeleteDocumentResponse as _collabry_rag_v1_DeleteDocumentResponse } from '../../../collabry/rag/v1/DeleteDocumentResponse';
import type { EraseUserRequestInit as _collabry_rag_v1_EraseUserRequestInit, EraseUserRequest as _collabry_rag_v1_EraseUserRequest } from '../../../collabry/rag/v1/EraseUserRequest';
import type { EraseUserResponseInit as _collabry_rag_v1_EraseUserResponseInit, EraseUserResponse as _collabry_rag_v1_EraseUserResponse } from '../../../collabry/rag/v1/EraseUserResponse';
import type { ExportUserRequestInit as _collabry_rag_v1_ExportUserRequestInit, ExportUserRequest as _collabry_rag_v1_ExportUserRequest } from '../../../collabry/rag/v1/ExportUserRequest';
import type { ExportUserResponseInit as _collabry_rag_v1_ExportUserResponseInit, ExportUserResponse as _collabry_rag_v1_ExportUserResponse } from '../../../collabry/rag/v1/ExportUserResponse';
import type { GetDocumentRequestInit as _collabry_rag_v1_GetDocumentRequestInit, GetDocumentRequest as _collabry_rag_v1_GetDocumentRequest } from '../../../collabry/rag/v1/GetDocumentRequest';
import type { GetDocumentResponseInit as _collabry_rag_v1_GetDocumentResponseInit, GetDocumentResponse as _collabry_rag_v1_GetDocumentResponse } from '../../../collabry/rag/v1/GetDocumentResponse';
import type { GetStatusRequestInit as _collabry_rag_v1_GetStatusRequestInit, GetStatusRequest as _collabry_rag_v1_GetStatusRequest } from '../../../collabry/rag/v1/GetStatusRequest';
import type { GetStatusResponseInit as _collabry_rag_v1_GetStatusResponseInit, GetStatusResponse as _collabry_rag_v1_GetStatusResponse } from '../../../collabry/rag/v1/GetStatusResponse';
import type { GetTaskRequestInit as _collabry_rag_v1_GetTaskRequestInit, GetTaskRequest as _collabry_rag_v1_GetTaskRequest } from '../../../collabry/rag/v1/GetTaskRequest';
import type { GetTaskResponseInit as _collabry_rag_v1_GetTaskResponseInit, GetTaskResponse as _collabry_rag_v1_GetTaskResponse } from '../../../collabry/rag/v1/GetTaskResponse';
import type { ListDocumentsRequestInit as _collabry_rag_v1_ListDocumentsRequestInit, ListDocumentsRequest as _collabry_rag_v1_ListDocumentsRequest } from '../../../collabry/rag/v1/ListDocumentsRequest';
import type { ListDocumentsResponseInit as _collabry_rag_v1_ListDocumentsResponseInit, ListDocumentsResponse as _collabry_rag_v1_ListDocumentsResponse } from '../../../collabry/rag/v1/ListDocumentsResponse';
import type { ListNotebooksRequestInit as _collabry_rag_v1_ListNotebooksRequestInit, ListNotebooksRequest as _collabry_rag_v1_ListNotebooksRequest } from '../../../collabry/rag/v1/ListNotebooksRequest';
import type { ListNotebooksResponseInit as _collabry_rag_v1_ListNotebooksResponseInit, ListNotebooksResponse as _collabry_rag_v1_ListNotebooksResponse } from '../../../collabry/rag/v1/ListNotebooksResponse';
import type { ReadDocumentRequestInit as _collabry_rag_v1_ReadDocumentRequestInit, ReadDocumentRequest as _collabry_rag_v1_ReadDocumentRequest } from '../../../collabry/rag/v1/ReadDocumentRequest';
import type { ReadDocumentResponseInit as _collabry_rag_v1_ReadDocumentResponseInit, ReadDocumentResponse as _collabry_rag_v1_ReadDocumentResponse } from '../../../collabry/rag/v1/ReadDocumentResponse';
import type { RetryTaskRequestInit as _collabry_rag_v1_RetryTaskRequestInit, RetryTaskRequest as _collabry_rag_v1_RetryTaskRequest } from '../../../collabry/rag/v1/RetryTaskRequest';
import type { RetryTaskResponseInit as _collabry_rag_v1_RetryTaskResponseInit, RetryTaskResponse as _collabry_rag_v1_RetryTaskResponse } from '../../../collabry/rag/v1/RetryTaskResponse';
import type { SearchRequestInit as _collabry_rag_v1_SearchRequestInit, SearchRequest as _collabry_rag_v1_SearchRequest } from '../../../collabry/rag/v1/SearchRequest';
import type { SearchResponseInit as _collabry_rag_v1_SearchResponseInit, SearchResponse as _collabry_rag_v1_SearchResponse } from '../../../collabry/rag/v1/SearchResponse';
import type { UploadRequestInit as _collabry_rag_v1_UploadRequestInit, UploadRequest as _collabry_rag_v1_UploadRequest } from '../../../collabry/rag/v1/UploadRequest';
import type { UploadResponseInit as _collabry_rag_v1_UploadResponseInit, UploadResponse as _collabry_rag_v1_UploadResponse } from '../../../collabry/rag/v1/UploadResponse';
import type { WatchTaskRequestInit as _collabry_rag_v1_WatchTaskRequestInit, WatchTaskRequest as _collabry_rag_v1_WatchTaskRequest } from '../../../collabry/rag/v1/WatchTaskRequest';
import type { WatchTaskResponseInit as _collabry_rag_v1_WatchTaskResponseInit, WatchTaskResponse as _collabry_rag_v1_WatchTaskResponse } from '../../../collabry/rag/v1/WatchTaskResponse';

export interface RagServiceClient extends grpc.Client {
  /**
   * Ends an upload that is on its way: it has failed. One that has ended stays as it is. Errors: not_found.
   */
  CancelTask(argument: _collabry_rag_v1_CancelTaskRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_CancelTaskResponse>): grpc.ClientUnaryCall;
  CancelTask(argument: _collabry_rag_v1_CancelTaskRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_CancelTaskResponse>): grpc.ClientUnaryCall;
  CancelTask(argument: _collabry_rag_v1_CancelTaskRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_CancelTaskResponse>): grpc.ClientUnaryCall;
  CancelTask(argument: _collabry_rag_v1_CancelTaskRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_CancelTaskResponse>): grpc.ClientUnaryCall;
  /**
   * Ends an upload that is on its way: it has failed. One that has ended stays as it is. Errors: not_found.
   */
  cancelTask(argument: _collabry_rag_v1_CancelTaskRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_CancelTaskResponse>): grpc.ClientUnaryCall;
  cancelTask(argument: _collabry_rag_v1_CancelTaskRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_CancelTaskResponse>): grpc.ClientUnaryCall;
  cancelTask(argument: _collabry_rag_v1_CancelTaskRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_CancelTaskResponse>): grpc.ClientUnaryCall;
  cancelTask(argument: _collabry_rag_v1_CancelTaskRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_CancelTaskResponse>): grpc.ClientUnaryCall;
  
  /**
   * Renames, moves or describes a document of the user's own; its id stays. Errors: not_found, conflict (another document of
   * the user has this name there, or an upload of it is being worked on and its publicity is to change).
   */
  ChangeDocument(argument: _collabry_rag_v1_ChangeDocumentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ChangeDocumentResponse>): grpc.ClientUnaryCall;
  ChangeDocument(argument: _collabry_rag_v1_ChangeDocumentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_ChangeDocumentResponse>): grpc.ClientUnaryCall;
  ChangeDocument(argument: _collabry_rag_v1_ChangeDocumentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ChangeDocumentResponse>): grpc.ClientUnaryCall;
  ChangeDocument(argument: _collabry_rag_v1_ChangeDocumentRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_ChangeDocumentResponse>): grpc.ClientUnaryCall;
  /**
   * Renames, moves or describes a document of the user's own; its id stays. Errors: not_found, conflict (another document of
   * the user has this name there, or an upload of it is being worked on and its publicity is to change).
   */
  changeDocument(argument: _collabry_rag_v1_ChangeDocumentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ChangeDocumentResponse>): grpc.ClientUnaryCall;
  changeDocument(argument: _collabry_rag_v1_ChangeDocumentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_ChangeDocumentResponse>): grpc.ClientUnaryCall;
  changeDocument(argument: _collabry_rag_v1_ChangeDocumentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ChangeDocumentResponse>): grpc.ClientUnaryCall;
  changeDocument(argument: _collabry_rag_v1_ChangeDocumentRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_ChangeDocumentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Whether the user may read documents, and how many of the user's own are not searchable yet. Errors: not_found, naming
   * the first id that the user may not see.
   */
  CheckSources(argument: _collabry_rag_v1_CheckSourcesRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_CheckSourcesResponse>): grpc.ClientUnaryCall;
  CheckSources(argument: _collabry_rag_v1_CheckSourcesRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_CheckSourcesResponse>): grpc.ClientUnaryCall;
  CheckSources(argument: _collabry_rag_v1_CheckSourcesRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_CheckSourcesResponse>): grpc.ClientUnaryCall;
  CheckSources(argument: _collabry_rag_v1_CheckSourcesRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_CheckSourcesResponse>): grpc.ClientUnaryCall;
  /**
   * Whether the user may read documents, and how many of the user's own are not searchable yet. Errors: not_found, naming
   * the first id that the user may not see.
   */
  checkSources(argument: _collabry_rag_v1_CheckSourcesRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_CheckSourcesResponse>): grpc.ClientUnaryCall;
  checkSources(argument: _collabry_rag_v1_CheckSourcesRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_CheckSourcesResponse>): grpc.ClientUnaryCall;
  checkSources(argument: _collabry_rag_v1_CheckSourcesRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_CheckSourcesResponse>): grpc.ClientUnaryCall;
  checkSources(argument: _collabry_rag_v1_CheckSourcesRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_CheckSourcesResponse>): grpc.ClientUnaryCall;
  
  /**
   * Removes a document: it is never retrieved again from the moment of the answer. Errors: not_found.
   */
  DeleteDocument(argument: _collabry_rag_v1_DeleteDocumentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_DeleteDocumentResponse>): grpc.ClientUnaryCall;
  DeleteDocument(argument: _collabry_rag_v1_DeleteDocumentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_DeleteDocumentResponse>): grpc.ClientUnaryCall;
  DeleteDocument(argument: _collabry_rag_v1_DeleteDocumentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_DeleteDocumentResponse>): grpc.ClientUnaryCall;
  DeleteDocument(argument: _collabry_rag_v1_DeleteDocumentRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_DeleteDocumentResponse>): grpc.ClientUnaryCall;
  /**
   * Removes a document: it is never retrieved again from the moment of the answer. Errors: not_found.
   */
  deleteDocument(argument: _collabry_rag_v1_DeleteDocumentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_DeleteDocumentResponse>): grpc.ClientUnaryCall;
  deleteDocument(argument: _collabry_rag_v1_DeleteDocumentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_DeleteDocumentResponse>): grpc.ClientUnaryCall;
  deleteDocument(argument: _collabry_rag_v1_DeleteDocumentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_DeleteDocumentResponse>): grpc.ClientUnaryCall;
  deleteDocument(argument: _collabry_rag_v1_DeleteDocumentRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_DeleteDocumentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Erases everything of the user: chunks, texts, bytes, tasks. What was begun before it is refused. Safe to call again:
   * goes on with what is left. Errors: unavailable, while a worker still has something of the user.
   */
  EraseUser(argument: _collabry_rag_v1_EraseUserRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  EraseUser(argument: _collabry_rag_v1_EraseUserRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  EraseUser(argument: _collabry_rag_v1_EraseUserRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  EraseUser(argument: _collabry_rag_v1_EraseUserRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  /**
   * Erases everything of the user: chunks, texts, bytes, tasks. What was begun before it is refused. Safe to call again:
   * goes on with what is left. Errors: unavailable, while a worker still has something of the user.
   */
  eraseUser(argument: _collabry_rag_v1_EraseUserRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  eraseUser(argument: _collabry_rag_v1_EraseUserRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  eraseUser(argument: _collabry_rag_v1_EraseUserRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  eraseUser(argument: _collabry_rag_v1_EraseUserRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_EraseUserResponse>): grpc.ClientUnaryCall;
  
  /**
   * Every document of the user's own, each followed by its text, newest first.
   */
  ExportUser(argument: _collabry_rag_v1_ExportUserRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ExportUserResponse>;
  ExportUser(argument: _collabry_rag_v1_ExportUserRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ExportUserResponse>;
  /**
   * Every document of the user's own, each followed by its text, newest first.
   */
  exportUser(argument: _collabry_rag_v1_ExportUserRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ExportUserResponse>;
  exportUser(argument: _collabry_rag_v1_ExportUserRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ExportUserResponse>;
  
  /**
   * One document of the user's own, or one that everyone may read. Errors: not_found.
   */
  GetDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  GetDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  GetDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  GetDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  /**
   * One document of the user's own, or one that everyone may read. Errors: not_found.
   */
  getDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  getDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  getDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  getDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  
  /**
   * Says whether the stores and the embedding work. Never slower than 2 s.
   */
  GetStatus(argument: _collabry_rag_v1_GetStatusRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_rag_v1_GetStatusRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_rag_v1_GetStatusRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_rag_v1_GetStatusRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  /**
   * Says whether the stores and the embedding work. Never slower than 2 s.
   */
  getStatus(argument: _collabry_rag_v1_GetStatusRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_rag_v1_GetStatusRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_rag_v1_GetStatusRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_rag_v1_GetStatusRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  
  /**
   * The state of an upload. Errors: not_found, forbidden (another user's).
   */
  GetTask(argument: _collabry_rag_v1_GetTaskRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  GetTask(argument: _collabry_rag_v1_GetTaskRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  GetTask(argument: _collabry_rag_v1_GetTaskRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  GetTask(argument: _collabry_rag_v1_GetTaskRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  /**
   * The state of an upload. Errors: not_found, forbidden (another user's).
   */
  getTask(argument: _collabry_rag_v1_GetTaskRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  getTask(argument: _collabry_rag_v1_GetTaskRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  getTask(argument: _collabry_rag_v1_GetTaskRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  getTask(argument: _collabry_rag_v1_GetTaskRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_GetTaskResponse>): grpc.ClientUnaryCall;
  
  /**
   * A page of the user's own documents, newest first.
   */
  ListDocuments(argument: _collabry_rag_v1_ListDocumentsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ListDocumentsResponse>): grpc.ClientUnaryCall;
  ListDocuments(argument: _collabry_rag_v1_ListDocumentsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_ListDocumentsResponse>): grpc.ClientUnaryCall;
  ListDocuments(argument: _collabry_rag_v1_ListDocumentsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ListDocumentsResponse>): grpc.ClientUnaryCall;
  ListDocuments(argument: _collabry_rag_v1_ListDocumentsRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_ListDocumentsResponse>): grpc.ClientUnaryCall;
  /**
   * A page of the user's own documents, newest first.
   */
  listDocuments(argument: _collabry_rag_v1_ListDocumentsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ListDocumentsResponse>): grpc.ClientUnaryCall;
  listDocuments(argument: _collabry_rag_v1_ListDocumentsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_ListDocumentsResponse>): grpc.ClientUnaryCall;
  listDocuments(argument: _collabry_rag_v1_ListDocumentsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ListDocumentsResponse>): grpc.ClientUnaryCall;
  listDocuments(argument: _collabry_rag_v1_ListDocumentsRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_ListDocumentsResponse>): grpc.ClientUnaryCall;
  
  /**
   * The user's notebooks that hold documents, the one with the newest upload first.
   */
  ListNotebooks(argument: _collabry_rag_v1_ListNotebooksRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ListNotebooksResponse>): grpc.ClientUnaryCall;
  ListNotebooks(argument: _collabry_rag_v1_ListNotebooksRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_ListNotebooksResponse>): grpc.ClientUnaryCall;
  ListNotebooks(argument: _collabry_rag_v1_ListNotebooksRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ListNotebooksResponse>): grpc.ClientUnaryCall;
  ListNotebooks(argument: _collabry_rag_v1_ListNotebooksRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_ListNotebooksResponse>): grpc.ClientUnaryCall;
  /**
   * The user's notebooks that hold documents, the one with the newest upload first.
   */
  listNotebooks(argument: _collabry_rag_v1_ListNotebooksRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ListNotebooksResponse>): grpc.ClientUnaryCall;
  listNotebooks(argument: _collabry_rag_v1_ListNotebooksRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_ListNotebooksResponse>): grpc.ClientUnaryCall;
  listNotebooks(argument: _collabry_rag_v1_ListNotebooksRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_ListNotebooksResponse>): grpc.ClientUnaryCall;
  listNotebooks(argument: _collabry_rag_v1_ListNotebooksRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_ListNotebooksResponse>): grpc.ClientUnaryCall;
  
  /**
   * The stored text of a document of the user's own, or of one that everyone may read, in pieces of at most 256 KiB. Errors: not_found.
   */
  ReadDocument(argument: _collabry_rag_v1_ReadDocumentRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ReadDocumentResponse>;
  ReadDocument(argument: _collabry_rag_v1_ReadDocumentRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ReadDocumentResponse>;
  /**
   * The stored text of a document of the user's own, or of one that everyone may read, in pieces of at most 256 KiB. Errors: not_found.
   */
  readDocument(argument: _collabry_rag_v1_ReadDocumentRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ReadDocumentResponse>;
  readDocument(argument: _collabry_rag_v1_ReadDocumentRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ReadDocumentResponse>;
  
  /**
   * Lets a failed upload begin anew while its bytes are kept. Errors: not_found, failed_precondition.
   */
  RetryTask(argument: _collabry_rag_v1_RetryTaskRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_RetryTaskResponse>): grpc.ClientUnaryCall;
  RetryTask(argument: _collabry_rag_v1_RetryTaskRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_RetryTaskResponse>): grpc.ClientUnaryCall;
  RetryTask(argument: _collabry_rag_v1_RetryTaskRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_RetryTaskResponse>): grpc.ClientUnaryCall;
  RetryTask(argument: _collabry_rag_v1_RetryTaskRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_RetryTaskResponse>): grpc.ClientUnaryCall;
  /**
   * Lets a failed upload begin anew while its bytes are kept. Errors: not_found, failed_precondition.
   */
  retryTask(argument: _collabry_rag_v1_RetryTaskRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_RetryTaskResponse>): grpc.ClientUnaryCall;
  retryTask(argument: _collabry_rag_v1_RetryTaskRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_RetryTaskResponse>): grpc.ClientUnaryCall;
  retryTask(argument: _collabry_rag_v1_RetryTaskRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_RetryTaskResponse>): grpc.ClientUnaryCall;
  retryTask(argument: _collabry_rag_v1_RetryTaskRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_RetryTaskResponse>): grpc.ClientUnaryCall;
  
  /**
   * The best passages for a query, best first. Errors: validation_error.
   */
  Search(argument: _collabry_rag_v1_SearchRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_SearchResponse>): grpc.ClientUnaryCall;
  Search(argument: _collabry_rag_v1_SearchRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_SearchResponse>): grpc.ClientUnaryCall;
  Search(argument: _collabry_rag_v1_SearchRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_SearchResponse>): grpc.ClientUnaryCall;
  Search(argument: _collabry_rag_v1_SearchRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_SearchResponse>): grpc.ClientUnaryCall;
  /**
   * The best passages for a query, best first. Errors: validation_error.
   */
  search(argument: _collabry_rag_v1_SearchRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_SearchResponse>): grpc.ClientUnaryCall;
  search(argument: _collabry_rag_v1_SearchRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_SearchResponse>): grpc.ClientUnaryCall;
  search(argument: _collabry_rag_v1_SearchRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_SearchResponse>): grpc.ClientUnaryCall;
  search(argument: _collabry_rag_v1_SearchRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_SearchResponse>): grpc.ClientUnaryCall;
  
  /**
   * Takes a document: its bytes, then an end with the head, which says what it is. Answers when the bytes and the task are
   * durable, before any parsing or embedding. The same bytes under the same filename and notebook are the same document, and
   * cost no embedding.
   * Errors: validation_error, payload_too_large.
   */
  Upload(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  Upload(metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  Upload(options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  Upload(callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  /**
   * Takes a document: its bytes, then an end with the head, which says what it is. Answers when the bytes and the task are
   * durable, before any parsing or embedding. The same bytes under the same filename and notebook are the same document, and
   * cost no embedding.
   * Errors: validation_error, payload_too_large.
   */
  upload(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  upload(metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  upload(options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  upload(callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  
  /**
   * The state of an upload, at once and whenever it has changed, until it has ended. Errors: not_found, forbidden
   * (another user's).
   */
  WatchTask(argument: _collabry_rag_v1_WatchTaskRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_WatchTaskResponse>;
  WatchTask(argument: _collabry_rag_v1_WatchTaskRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_WatchTaskResponse>;
  /**
   * The state of an upload, at once and whenever it has changed, until it has ended. Errors: not_found, forbidden
   * (another user's).
   */
  watchTask(argument: _collabry_rag_v1_WatchTaskRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_WatchTaskResponse>;
  watchTask(argument: _collabry_rag_v1_WatchTaskRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_WatchTaskResponse>;
  
}

export interface RagServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Ends an upload that is on its way: it has failed. One that has ended stays as it is. Errors: not_found.
   */
  CancelTask: grpc.handleUnaryCall<_collabry_rag_v1_CancelTaskRequest, _collabry_rag_v1_CancelTaskResponseInit>;
  
  /**
   * Renames, moves or describes a document of the user's own; its id stays. Errors: not_found, conflict (another document of
   * the user has this name there, or an upload of it is being worked on and its publicity is to change).
   */
  ChangeDocument: grpc.handleUnaryCall<_collabry_rag_v1_ChangeDocumentRequest, _collabry_rag_v1_ChangeDocumentResponseInit>;
  
  /**
   * Whether the user may read documents, and how many of the user's own are not searchable yet. Errors: not_found, naming
   * the first id that the user may not see.
   */
  CheckSources: grpc.handleUnaryCall<_collabry_rag_v1_CheckSourcesRequest, _collabry_rag_v1_CheckSourcesResponseInit>;
  
  /**
   * Removes a document: it is never retrieved again from the moment of the answer. Errors: not_found.
   */
  DeleteDocument: grpc.handleUnaryCall<_collabry_rag_v1_DeleteDocumentRequest, _collabry_rag_v1_DeleteDocumentResponseInit>;
  
  /**
   * Erases everything of the user: chunks, texts, bytes, tasks. What was begun before it is refused. Safe to call again:
   * goes on with what is left. Errors: unavailable, while a worker still has something of the user.
   */
  EraseUser: grpc.handleUnaryCall<_collabry_rag_v1_EraseUserRequest, _collabry_rag_v1_EraseUserResponseInit>;
  
  /**
   * Every document of the user's own, each followed by its text, newest first.
   */
  ExportUser: grpc.handleServerStreamingCall<_collabry_rag_v1_ExportUserRequest, _collabry_rag_v1_ExportUserResponseInit>;
  
  /**
   * One document of the user's own, or one that everyone may read. Errors: not_found.
   */
  GetDocument: grpc.handleUnaryCall<_collabry_rag_v1_GetDocumentRequest, _collabry_rag_v1_GetDocumentResponseInit>;
  
  /**
   * Says whether the stores and the embedding work. Never slower than 2 s.
   */
  GetStatus: grpc.handleUnaryCall<_collabry_rag_v1_GetStatusRequest, _collabry_rag_v1_GetStatusResponseInit>;
  
  /**
   * The state of an upload. Errors: not_found, forbidden (another user's).
   */
  GetTask: grpc.handleUnaryCall<_collabry_rag_v1_GetTaskRequest, _collabry_rag_v1_GetTaskResponseInit>;
  
  /**
   * A page of the user's own documents, newest first.
   */
  ListDocuments: grpc.handleUnaryCall<_collabry_rag_v1_ListDocumentsRequest, _collabry_rag_v1_ListDocumentsResponseInit>;
  
  /**
   * The user's notebooks that hold documents, the one with the newest upload first.
   */
  ListNotebooks: grpc.handleUnaryCall<_collabry_rag_v1_ListNotebooksRequest, _collabry_rag_v1_ListNotebooksResponseInit>;
  
  /**
   * The stored text of a document of the user's own, or of one that everyone may read, in pieces of at most 256 KiB. Errors: not_found.
   */
  ReadDocument: grpc.handleServerStreamingCall<_collabry_rag_v1_ReadDocumentRequest, _collabry_rag_v1_ReadDocumentResponseInit>;
  
  /**
   * Lets a failed upload begin anew while its bytes are kept. Errors: not_found, failed_precondition.
   */
  RetryTask: grpc.handleUnaryCall<_collabry_rag_v1_RetryTaskRequest, _collabry_rag_v1_RetryTaskResponseInit>;
  
  /**
   * The best passages for a query, best first. Errors: validation_error.
   */
  Search: grpc.handleUnaryCall<_collabry_rag_v1_SearchRequest, _collabry_rag_v1_SearchResponseInit>;
  
  /**
   * Takes a document: its bytes, then an end with the head, which says what it is. Answers when the bytes and the task are
   * durable, before any parsing or embedding. The same bytes under the same filename and notebook are the same document, and
   * cost no embedding.
   * Errors: validation_error, payload_too_large.
   */
  Upload: grpc.handleClientStreamingCall<_collabry_rag_v1_UploadRequest, _collabry_rag_v1_UploadResponseInit>;
  
  /**
   * The state of an upload, at once and whenever it has changed, until it has ended. Errors: not_found, forbidden
   * (another user's).
   */
  WatchTask: grpc.handleServerStreamingCall<_collabry_rag_v1_WatchTaskRequest, _collabry_rag_v1_WatchTaskResponseInit>;
  
}

export interface RagServiceDefinition extends grpc.ServiceDefinition {
  CancelTask: MethodDefinition<_collabry_rag_v1_CancelTaskRequestInit, _collabry_rag_v1_CancelTaskResponseInit, _collabry_rag_v1_CancelTaskRequest, _collabry_rag_v1_CancelTaskResponse>
  ChangeDocument: MethodDefinition<_collabry_rag_v1_ChangeDocumentRequestInit, _collabry_rag_v1_ChangeDocumentResponseInit, _collabry_rag_v1_ChangeDocumentRequest, _collabry_rag_v1_ChangeDocumentResponse>
  CheckSources: MethodDefinition<_collabry_rag_v1_CheckSourcesRequestInit, _collabry_rag_v1_CheckSourcesResponseInit, _collabry_rag_v1_CheckSourcesRequest, _collabry_rag_v1_CheckSourcesResponse>
  DeleteDocument: MethodDefinition<_collabry_rag_v1_DeleteDocumentRequestInit, _collabry_rag_v1_DeleteDocumentResponseInit, _collabry_rag_v1_DeleteDocumentRequest, _collabry_rag_v1_DeleteDocumentResponse>
  EraseUser: MethodDefinition<_collabry_rag_v1_EraseUserRequestInit, _collabry_rag_v1_EraseUserResponseInit, _collabry_rag_v1_EraseUserRequest, _collabry_rag_v1_EraseUserResponse>
  ExportUser: MethodDefinition<_collabry_rag_v1_ExportUserRequestInit, _collabry_rag_v1_ExportUserResponseInit, _collabry_rag_v1_ExportUserRequest, _collabry_rag_v1_ExportUserResponse>
  GetDocument: MethodDefinition<_collabry_rag_v1_GetDocumentRequestInit, _collabry_rag_v1_GetDocumentResponseInit, _collabry_rag_v1_GetDocumentRequest, _collabry_rag_v1_GetDocumentResponse>
  GetStatus: MethodDefinition<_collabry_rag_v1_GetStatusRequestInit, _collabry_rag_v1_GetStatusResponseInit, _collabry_rag_v1_GetStatusRequest, _collabry_rag_v1_GetStatusResponse>
  GetTask: MethodDefinition<_collabry_rag_v1_GetTaskRequestInit, _collabry_rag_v1_GetTaskResponseInit, _collabry_rag_v1_GetTaskRequest, _collabry_rag_v1_GetTaskResponse>
  ListDocuments: MethodDefinition<_collabry_rag_v1_ListDocumentsRequestInit, _collabry_rag_v1_ListDocumentsResponseInit, _collabry_rag_v1_ListDocumentsRequest, _collabry_rag_v1_ListDocumentsResponse>
  ListNotebooks: MethodDefinition<_collabry_rag_v1_ListNotebooksRequestInit, _collabry_rag_v1_ListNotebooksResponseInit, _collabry_rag_v1_ListNotebooksRequest, _collabry_rag_v1_ListNotebooksResponse>
  ReadDocument: MethodDefinition<_collabry_rag_v1_ReadDocumentRequestInit, _collabry_rag_v1_ReadDocumentResponseInit, _collabry_rag_v1_ReadDocumentRequest, _collabry_rag_v1_ReadDocumentResponse>
  RetryTask: MethodDefinition<_collabry_rag_v1_RetryTaskRequestInit, _collabry_rag_v1_RetryTaskResponseInit, _collabry_rag_v1_RetryTaskRequest, _collabry_rag_v1_RetryTaskResponse>
  Search: MethodDefinition<_collabry_rag_v1_SearchRequestInit, _collabry_rag_v1_SearchResponseInit, _collabry_rag_v1_SearchRequest, _collabry_rag_v1_SearchResponse>
  Upload: MethodDefinition<_collabry_rag_v1_UploadRequestInit, _collabry_rag_v1_UploadResponseInit, _collabry_rag_v1_UploadRequest, _collabry_rag_v1_UploadResponse>
  WatchTask: MethodDefinition<_collabry_rag_v1_WatchTaskRequestInit, _collabry_rag_v1_WatchTaskResponseInit, _collabry_rag_v1_WatchTaskRequest, _collabry_rag_v1_WatchTaskResponse>
}
