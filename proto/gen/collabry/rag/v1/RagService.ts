// Original file: collabry/rag/v1/rag.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { DeleteDocumentRequestInit as _collabry_rag_v1_DeleteDocumentRequestInit, DeleteDocumentRequest as _collabry_rag_v1_DeleteDocumentRequest } from '../../../collabry/rag/v1/DeleteDocumentRequest';
import type { DeleteDocumentResponseInit as _collabry_rag_v1_DeleteDocumentResponseInit, DeleteDocumentResponse as _collabry_rag_v1_DeleteDocumentResponse } from '../../../collabry/rag/v1/DeleteDocumentResponse';
import type { GetDocumentRequestInit as _collabry_rag_v1_GetDocumentRequestInit, GetDocumentRequest as _collabry_rag_v1_GetDocumentRequest } from '../../../collabry/rag/v1/GetDocumentRequest';
import type { GetDocumentResponseInit as _collabry_rag_v1_GetDocumentResponseInit, GetDocumentResponse as _collabry_rag_v1_GetDocumentResponse } from '../../../collabry/rag/v1/GetDocumentResponse';
import type { GetStatusRequestInit as _collabry_rag_v1_GetStatusRequestInit, GetStatusRequest as _collabry_rag_v1_GetStatusRequest } from '../../../collabry/rag/v1/GetStatusRequest';
import type { GetStatusResponseInit as _collabry_rag_v1_GetStatusResponseInit, GetStatusResponse as _collabry_rag_v1_GetStatusResponse } from '../../../collabry/rag/v1/GetStatusResponse';
import type { GetTaskRequestInit as _collabry_rag_v1_GetTaskRequestInit, GetTaskRequest as _collabry_rag_v1_GetTaskRequest } from '../../../collabry/rag/v1/GetTaskRequest';
import type { GetTaskResponseInit as _collabry_rag_v1_GetTaskResponseInit, GetTaskResponse as _collabry_rag_v1_GetTaskResponse } from '../../../collabry/rag/v1/GetTaskResponse';
import type { ListDocumentsRequestInit as _collabry_rag_v1_ListDocumentsRequestInit, ListDocumentsRequest as _collabry_rag_v1_ListDocumentsRequest } from '../../../collabry/rag/v1/ListDocumentsRequest';
import type { ListDocumentsResponseInit as _collabry_rag_v1_ListDocumentsResponseInit, ListDocumentsResponse as _collabry_rag_v1_ListDocumentsResponse } from '../../../collabry/rag/v1/ListDocumentsResponse';
import type { ReadDocumentRequestInit as _collabry_rag_v1_ReadDocumentRequestInit, ReadDocumentRequest as _collabry_rag_v1_ReadDocumentRequest } from '../../../collabry/rag/v1/ReadDocumentRequest';
import type { ReadDocumentResponseInit as _collabry_rag_v1_ReadDocumentResponseInit, ReadDocumentResponse as _collabry_rag_v1_ReadDocumentResponse } from '../../../collabry/rag/v1/ReadDocumentResponse';
import type { SearchRequestInit as _collabry_rag_v1_SearchRequestInit, SearchRequest as _collabry_rag_v1_SearchRequest } from '../../../collabry/rag/v1/SearchRequest';
import type { SearchResponseInit as _collabry_rag_v1_SearchResponseInit, SearchResponse as _collabry_rag_v1_SearchResponse } from '../../../collabry/rag/v1/SearchResponse';
import type { UploadRequestInit as _collabry_rag_v1_UploadRequestInit, UploadRequest as _collabry_rag_v1_UploadRequest } from '../../../collabry/rag/v1/UploadRequest';
import type { UploadResponseInit as _collabry_rag_v1_UploadResponseInit, UploadResponse as _collabry_rag_v1_UploadResponse } from '../../../collabry/rag/v1/UploadResponse';

export interface RagServiceClient extends grpc.Client {
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
   * One document of the user's own. Errors: not_found.
   */
  GetDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  GetDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  GetDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  GetDocument(argument: _collabry_rag_v1_GetDocumentRequestInit, callback: grpc.requestCallback<_collabry_rag_v1_GetDocumentResponse>): grpc.ClientUnaryCall;
  /**
   * One document of the user's own. Errors: not_found.
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
   * The stored text of a document of the user's own, in pieces of at most 256 KiB. Errors: not_found.
   */
  ReadDocument(argument: _collabry_rag_v1_ReadDocumentRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ReadDocumentResponse>;
  ReadDocument(argument: _collabry_rag_v1_ReadDocumentRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ReadDocumentResponse>;
  /**
   * The stored text of a document of the user's own, in pieces of at most 256 KiB. Errors: not_found.
   */
  readDocument(argument: _collabry_rag_v1_ReadDocumentRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ReadDocumentResponse>;
  readDocument(argument: _collabry_rag_v1_ReadDocumentRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_rag_v1_ReadDocumentResponse>;
  
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
   * Takes a document. The first message has the head, the following ones have bytes; the last one may be a head again,
   * which takes the place of the first. Answers when the bytes and the task are durable, before any parsing or embedding. The same bytes under the same filename and notebook are the
   * same document, and cost no embedding.
   * Errors: validation_error, payload_too_large.
   */
  Upload(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  Upload(metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  Upload(options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  Upload(callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  /**
   * Takes a document. The first message has the head, the following ones have bytes; the last one may be a head again,
   * which takes the place of the first. Answers when the bytes and the task are durable, before any parsing or embedding. The same bytes under the same filename and notebook are the
   * same document, and cost no embedding.
   * Errors: validation_error, payload_too_large.
   */
  upload(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  upload(metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  upload(options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  upload(callback: grpc.requestCallback<_collabry_rag_v1_UploadResponse>): grpc.ClientWritableStream<_collabry_rag_v1_UploadRequestInit>;
  
}

export interface RagServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Removes a document: it is never retrieved again from the moment of the answer. Errors: not_found.
   */
  DeleteDocument: grpc.handleUnaryCall<_collabry_rag_v1_DeleteDocumentRequest, _collabry_rag_v1_DeleteDocumentResponseInit>;
  
  /**
   * One document of the user's own. Errors: not_found.
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
   * The stored text of a document of the user's own, in pieces of at most 256 KiB. Errors: not_found.
   */
  ReadDocument: grpc.handleServerStreamingCall<_collabry_rag_v1_ReadDocumentRequest, _collabry_rag_v1_ReadDocumentResponseInit>;
  
  /**
   * The best passages for a query, best first. Errors: validation_error.
   */
  Search: grpc.handleUnaryCall<_collabry_rag_v1_SearchRequest, _collabry_rag_v1_SearchResponseInit>;
  
  /**
   * Takes a document. The first message has the head, the following ones have bytes; the last one may be a head again,
   * which takes the place of the first. Answers when the bytes and the task are durable, before any parsing or embedding. The same bytes under the same filename and notebook are the
   * same document, and cost no embedding.
   * Errors: validation_error, payload_too_large.
   */
  Upload: grpc.handleClientStreamingCall<_collabry_rag_v1_UploadRequest, _collabry_rag_v1_UploadResponseInit>;
  
}

export interface RagServiceDefinition extends grpc.ServiceDefinition {
  DeleteDocument: MethodDefinition<_collabry_rag_v1_DeleteDocumentRequestInit, _collabry_rag_v1_DeleteDocumentResponseInit, _collabry_rag_v1_DeleteDocumentRequest, _collabry_rag_v1_DeleteDocumentResponse>
  GetDocument: MethodDefinition<_collabry_rag_v1_GetDocumentRequestInit, _collabry_rag_v1_GetDocumentResponseInit, _collabry_rag_v1_GetDocumentRequest, _collabry_rag_v1_GetDocumentResponse>
  GetStatus: MethodDefinition<_collabry_rag_v1_GetStatusRequestInit, _collabry_rag_v1_GetStatusResponseInit, _collabry_rag_v1_GetStatusRequest, _collabry_rag_v1_GetStatusResponse>
  GetTask: MethodDefinition<_collabry_rag_v1_GetTaskRequestInit, _collabry_rag_v1_GetTaskResponseInit, _collabry_rag_v1_GetTaskRequest, _collabry_rag_v1_GetTaskResponse>
  ListDocuments: MethodDefinition<_collabry_rag_v1_ListDocumentsRequestInit, _collabry_rag_v1_ListDocumentsResponseInit, _collabry_rag_v1_ListDocumentsRequest, _collabry_rag_v1_ListDocumentsResponse>
  ReadDocument: MethodDefinition<_collabry_rag_v1_ReadDocumentRequestInit, _collabry_rag_v1_ReadDocumentResponseInit, _collabry_rag_v1_ReadDocumentRequest, _collabry_rag_v1_ReadDocumentResponse>
  Search: MethodDefinition<_collabry_rag_v1_SearchRequestInit, _collabry_rag_v1_SearchResponseInit, _collabry_rag_v1_SearchRequest, _collabry_rag_v1_SearchResponse>
  Upload: MethodDefinition<_collabry_rag_v1_UploadRequestInit, _collabry_rag_v1_UploadResponseInit, _collabry_rag_v1_UploadRequest, _collabry_rag_v1_UploadResponse>
}
