// Original file: collabry/llm/v1/llm.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { EmbedRequestInit as _collabry_llm_v1_EmbedRequestInit, EmbedRequest as _collabry_llm_v1_EmbedRequest } from '../../../collabry/llm/v1/EmbedRequest';
import type { EmbedResponseInit as _collabry_llm_v1_EmbedResponseInit, EmbedResponse as _collabry_llm_v1_EmbedResponse } from '../../../collabry/llm/v1/EmbedResponse';
import type { GenerateRequestInit as _collabry_llm_v1_GenerateRequestInit, GenerateRequest as _collabry_llm_v1_GenerateRequest } from '../../../collabry/llm/v1/GenerateRequest';
import type { GenerateResponseInit as _collabry_llm_v1_GenerateResponseInit, GenerateResponse as _collabry_llm_v1_GenerateResponse } from '../../../collabry/llm/v1/GenerateResponse';
import type { GetStatusRequestInit as _collabry_llm_v1_GetStatusRequestInit, GetStatusRequest as _collabry_llm_v1_GetStatusRequest } from '../../../collabry/llm/v1/GetStatusRequest';
import type { GetStatusResponseInit as _collabry_llm_v1_GetStatusResponseInit, GetStatusResponse as _collabry_llm_v1_GetStatusResponse } from '../../../collabry/llm/v1/GetStatusResponse';

export interface LlmServiceClient extends grpc.Client {
  /**
   * Turns texts into vectors with the embedding model, streaming one response per upstream batch, in input order.
   * Errors: unavailable (no embedding model, or it is down), validation_error.
   */
  Embed(argument: _collabry_llm_v1_EmbedRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_llm_v1_EmbedResponse>;
  Embed(argument: _collabry_llm_v1_EmbedRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_llm_v1_EmbedResponse>;
  /**
   * Turns texts into vectors with the embedding model, streaming one response per upstream batch, in input order.
   * Errors: unavailable (no embedding model, or it is down), validation_error.
   */
  embed(argument: _collabry_llm_v1_EmbedRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_llm_v1_EmbedResponse>;
  embed(argument: _collabry_llm_v1_EmbedRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_llm_v1_EmbedResponse>;
  
  /**
   * Streams the answer of the chat model. Cancelling the call closes the connection to the model.
   * Errors: unavailable (model down), timeout, upstream_error (model answered nonsense), validation_error.
   */
  Generate(argument: _collabry_llm_v1_GenerateRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_llm_v1_GenerateResponse>;
  Generate(argument: _collabry_llm_v1_GenerateRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_llm_v1_GenerateResponse>;
  /**
   * Streams the answer of the chat model. Cancelling the call closes the connection to the model.
   * Errors: unavailable (model down), timeout, upstream_error (model answered nonsense), validation_error.
   */
  generate(argument: _collabry_llm_v1_GenerateRequestInit, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_llm_v1_GenerateResponse>;
  generate(argument: _collabry_llm_v1_GenerateRequestInit, options?: grpc.CallOptions): grpc.ClientReadableStream<_collabry_llm_v1_GenerateResponse>;
  
  /**
   * Says which provider and models answer, and whether they can be reached now. Never slower than 2 s.
   */
  GetStatus(argument: _collabry_llm_v1_GetStatusRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_llm_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_llm_v1_GetStatusRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_llm_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_llm_v1_GetStatusRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_llm_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  GetStatus(argument: _collabry_llm_v1_GetStatusRequestInit, callback: grpc.requestCallback<_collabry_llm_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  /**
   * Says which provider and models answer, and whether they can be reached now. Never slower than 2 s.
   */
  getStatus(argument: _collabry_llm_v1_GetStatusRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_llm_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_llm_v1_GetStatusRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_llm_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_llm_v1_GetStatusRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_llm_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  getStatus(argument: _collabry_llm_v1_GetStatusRequestInit, callback: grpc.requestCallback<_collabry_llm_v1_GetStatusResponse>): grpc.ClientUnaryCall;
  
}

export interface LlmServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Turns texts into vectors with the embedding model, streaming one response per upstream batch, in input order.
   * Errors: unavailable (no embedding model, or it is down), validation_error.
   */
  Embed: grpc.handleServerStreamingCall<_collabry_llm_v1_EmbedRequest, _collabry_llm_v1_EmbedResponseInit>;
  
  /**
   * Streams the answer of the chat model. Cancelling the call closes the connection to the model.
   * Errors: unavailable (model down), timeout, upstream_error (model answered nonsense), validation_error.
   */
  Generate: grpc.handleServerStreamingCall<_collabry_llm_v1_GenerateRequest, _collabry_llm_v1_GenerateResponseInit>;
  
  /**
   * Says which provider and models answer, and whether they can be reached now. Never slower than 2 s.
   */
  GetStatus: grpc.handleUnaryCall<_collabry_llm_v1_GetStatusRequest, _collabry_llm_v1_GetStatusResponseInit>;
  
}

export interface LlmServiceDefinition extends grpc.ServiceDefinition {
  Embed: MethodDefinition<_collabry_llm_v1_EmbedRequestInit, _collabry_llm_v1_EmbedResponseInit, _collabry_llm_v1_EmbedRequest, _collabry_llm_v1_EmbedResponse>
  Generate: MethodDefinition<_collabry_llm_v1_GenerateRequestInit, _collabry_llm_v1_GenerateResponseInit, _collabry_llm_v1_GenerateRequest, _collabry_llm_v1_GenerateResponse>
  GetStatus: MethodDefinition<_collabry_llm_v1_GetStatusRequestInit, _collabry_llm_v1_GetStatusResponseInit, _collabry_llm_v1_GetStatusRequest, _collabry_llm_v1_GetStatusResponse>
}
