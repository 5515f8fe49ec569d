import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { EndTokenFamilyRequestInit as _collabry_memory_v1_EndTokenFamilyRequestInit, EndTokenFamilyRequest as _collabry_memory_v1_EndTokenFamilyRequest } from './collabry/memory/v1/EndTokenFamilyRequest';
import type { EndTokenFamilyResponseInit as _collabry_memory_v1_EndTokenFamilyResponseInit, EndTokenFamilyResponse as _collabry_memory_v1_EndTokenFamilyResponse } from './collabry/memory/v1/EndTokenFamilyResponse';
import type { ListRevocationsRequestInit as _collabry_memory_v1_ListRevocationsRequestInit, ListRevocationsRequest as _collabry_memory_v1_ListRevocationsRequest } from './collabry/memory/v1/ListRevocationsRequest';
import type { ListRevocationsResponseInit as _collabry_memory_v1_ListRevocationsResponseInit, ListRevocationsResponse as _collabry_memory_v1_ListRevocationsResponse } from './collabry/memory/v1/ListRevocationsResponse';
import type { RevocationInit as _collabry_memory_v1_RevocationInit, Revocation as _collabry_memory_v1_Revocation } from './collabry/memory/v1/Revocation';
import type { RevokeTokenRequestInit as _collabry_memory_v1_RevokeTokenRequestInit, RevokeTokenRequest as _collabry_memory_v1_RevokeTokenRequest } from './collabry/memory/v1/RevokeTokenRequest';
import type { RevokeTokenResponseInit as _collabry_memory_v1_RevokeTokenResponseInit, RevokeTokenResponse as _collabry_memory_v1_RevokeTokenResponse } from './collabry/memory/v1/RevokeTokenResponse';
import type { RotateTokenRequestInit as _collabry_memory_v1_RotateTokenRequestInit, RotateTokenRequest as _collabry_memory_v1_RotateTokenRequest } from './collabry/memory/v1/RotateTokenRequest';
import type { RotateTokenResponseInit as _collabry_memory_v1_RotateTokenResponseInit, RotateTokenResponse as _collabry_memory_v1_RotateTokenResponse } from './collabry/memory/v1/RotateTokenResponse';
import type { TokenInit as _collabry_memory_v1_TokenInit, Token as _collabry_memory_v1_Token } from './collabry/memory/v1/Token';
import type { TokenServiceClient as _collabry_memory_v1_TokenServiceClient, TokenServiceDefinition as _collabry_memory_v1_TokenServiceDefinition } from './collabry/memory/v1/TokenService';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    memory: {
      v1: {
        EndTokenFamilyRequest: MessageTypeDefinition<_collabry_memory_v1_EndTokenFamilyRequestInit, _collabry_memory_v1_EndTokenFamilyRequest>
        EndTokenFamilyResponse: MessageTypeDefinition<_collabry_memory_v1_EndTokenFamilyResponseInit, _collabry_memory_v1_EndTokenFamilyResponse>
        ListRevocationsRequest: MessageTypeDefinition<_collabry_memory_v1_ListRevocationsRequestInit, _collabry_memory_v1_ListRevocationsRequest>
        ListRevocationsResponse: MessageTypeDefinition<_collabry_memory_v1_ListRevocationsResponseInit, _collabry_memory_v1_ListRevocationsResponse>
        Revocation: MessageTypeDefinition<_collabry_memory_v1_RevocationInit, _collabry_memory_v1_Revocation>
        RevokeTokenRequest: MessageTypeDefinition<_collabry_memory_v1_RevokeTokenRequestInit, _collabry_memory_v1_RevokeTokenRequest>
        RevokeTokenResponse: MessageTypeDefinition<_collabry_memory_v1_RevokeTokenResponseInit, _collabry_memory_v1_RevokeTokenResponse>
        RotateTokenRequest: MessageTypeDefinition<_collabry_memory_v1_RotateTokenRequestInit, _collabry_memory_v1_RotateTokenRequest>
        RotateTokenResponse: MessageTypeDefinition<_collabry_memory_v1_RotateTokenResponseInit, _collabry_memory_v1_RotateTokenResponse>
        Token: MessageTypeDefinition<_collabry_memory_v1_TokenInit, _collabry_memory_v1_Token>
        TokenService: SubtypeConstructor<typeof grpc.Client, _collabry_memory_v1_TokenServiceClient> & { service: _collabry_memory_v1_TokenServiceDefinition }
      }
    }
  }
}

