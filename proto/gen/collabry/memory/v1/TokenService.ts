// Original file: collabry/memory/v1/tokens.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { EndTokenFamilyRequestInit as _collabry_memory_v1_EndTokenFamilyRequestInit, EndTokenFamilyRequest as _collabry_memory_v1_EndTokenFamilyRequest } from '../../../collabry/memory/v1/EndTokenFamilyRequest';
import type { EndTokenFamilyResponseInit as _collabry_memory_v1_EndTokenFamilyResponseInit, EndTokenFamilyResponse as _collabry_memory_v1_EndTokenFamilyResponse } from '../../../collabry/memory/v1/EndTokenFamilyResponse';
import type { ListRevocationsRequestInit as _collabry_memory_v1_ListRevocationsRequestInit, ListRevocationsRequest as _collabry_memory_v1_ListRevocationsRequest } from '../../../collabry/memory/v1/ListRevocationsRequest';
import type { ListRevocationsResponseInit as _collabry_memory_v1_ListRevocationsResponseInit, ListRevocationsResponse as _collabry_memory_v1_ListRevocationsResponse } from '../../../collabry/memory/v1/ListRevocationsResponse';
import type { RevokeTokenRequestInit as _collabry_memory_v1_RevokeTokenRequestInit, RevokeTokenRequest as _collabry_memory_v1_RevokeTokenRequest } from '../../../collabry/memory/v1/RevokeTokenRequest';
import type { RevokeTokenResponseInit as _collabry_memory_v1_RevokeTokenResponseInit, RevokeTokenResponse as _collabry_memory_v1_RevokeTokenResponse } from '../../../collabry/memory/v1/RevokeTokenResponse';
import type { RotateTokenRequestInit as _collabry_memory_v1_RotateTokenRequestInit, RotateTokenRequest as _collabry_memory_v1_RotateTokenRequest } from '../../../collabry/memory/v1/RotateTokenRequest';
import type { RotateTokenResponseInit as _collabry_memory_v1_RotateTokenResponseInit, RotateTokenResponse as _collabry_memory_v1_RotateTokenResponse } from '../../../collabry/memory/v1/RotateTokenResponse';

export interface TokenServiceClient extends grpc.Client {
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
   * A page of revoked access tokens that have not expired, and of ended families, in chronological order.
   */
  ListRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  ListRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  ListRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  ListRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  /**
   * A page of revoked access tokens that have not expired, and of ended families, in chronological order.
   */
  listRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  listRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  listRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  listRevocations(argument: _collabry_memory_v1_ListRevocationsRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_ListRevocationsResponse>): grpc.ClientUnaryCall;
  
  /**
   * Revokes an access token. Only the gateway may call it.
   */
  RevokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  RevokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  RevokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  RevokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  /**
   * Revokes an access token. Only the gateway may call it.
   */
  revokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  revokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  revokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  revokeToken(argument: _collabry_memory_v1_RevokeTokenRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RevokeTokenResponse>): grpc.ClientUnaryCall;
  
  /**
   * Uses a refresh token and returns its successor. A second use within 10 s gets the same answer, from which the caller
   * signs the same pair again. A later use ends the family, and its id is listed as revoked. Only the gateway may call it.
   * Errors: invalid_token (it was used, or its family has ended).
   */
  RotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  RotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  RotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  RotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  /**
   * Uses a refresh token and returns its successor. A second use within 10 s gets the same answer, from which the caller
   * signs the same pair again. A later use ends the family, and its id is listed as revoked. Only the gateway may call it.
   * Errors: invalid_token (it was used, or its family has ended).
   */
  rotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  rotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, metadata: grpc.Metadata, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  rotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, options: grpc.CallOptions, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  rotateToken(argument: _collabry_memory_v1_RotateTokenRequestInit, callback: grpc.requestCallback<_collabry_memory_v1_RotateTokenResponse>): grpc.ClientUnaryCall;
  
}

export interface TokenServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Ends the family of a refresh token, whether it was used or not, and lists its id as revoked. Only the gateway may call it.
   */
  EndTokenFamily: grpc.handleUnaryCall<_collabry_memory_v1_EndTokenFamilyRequest, _collabry_memory_v1_EndTokenFamilyResponseInit>;
  
  /**
   * A page of revoked access tokens that have not expired, and of ended families, in chronological order.
   */
  ListRevocations: grpc.handleUnaryCall<_collabry_memory_v1_ListRevocationsRequest, _collabry_memory_v1_ListRevocationsResponseInit>;
  
  /**
   * Revokes an access token. Only the gateway may call it.
   */
  RevokeToken: grpc.handleUnaryCall<_collabry_memory_v1_RevokeTokenRequest, _collabry_memory_v1_RevokeTokenResponseInit>;
  
  /**
   * Uses a refresh token and returns its successor. A second use within 10 s gets the same answer, from which the caller
   * signs the same pair again. A later use ends the family, and its id is listed as revoked. Only the gateway may call it.
   * Errors: invalid_token (it was used, or its family has ended).
   */
  RotateToken: grpc.handleUnaryCall<_collabry_memory_v1_RotateTokenRequest, _collabry_memory_v1_RotateTokenResponseInit>;
  
}

export interface TokenServiceDefinition extends grpc.ServiceDefinition {
  EndTokenFamily: MethodDefinition<_collabry_memory_v1_EndTokenFamilyRequestInit, _collabry_memory_v1_EndTokenFamilyResponseInit, _collabry_memory_v1_EndTokenFamilyRequest, _collabry_memory_v1_EndTokenFamilyResponse>
  ListRevocations: MethodDefinition<_collabry_memory_v1_ListRevocationsRequestInit, _collabry_memory_v1_ListRevocationsResponseInit, _collabry_memory_v1_ListRevocationsRequest, _collabry_memory_v1_ListRevocationsResponse>
  RevokeToken: MethodDefinition<_collabry_memory_v1_RevokeTokenRequestInit, _collabry_memory_v1_RevokeTokenResponseInit, _collabry_memory_v1_RevokeTokenRequest, _collabry_memory_v1_RevokeTokenResponse>
  RotateToken: MethodDefinition<_collabry_memory_v1_RotateTokenRequestInit, _collabry_memory_v1_RotateTokenResponseInit, _collabry_memory_v1_RotateTokenRequest, _collabry_memory_v1_RotateTokenResponse>
}
