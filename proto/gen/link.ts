import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { LinkServiceClient as _collabry_link_v1_LinkServiceClient, LinkServiceDefinition as _collabry_link_v1_LinkServiceDefinition } from './collabry/link/v1/LinkService';
import type { OpenRequestInit as _collabry_link_v1_OpenRequestInit, OpenRequest as _collabry_link_v1_OpenRequest } from './collabry/link/v1/OpenRequest';
import type { OpenResponseInit as _collabry_link_v1_OpenResponseInit, OpenResponse as _collabry_link_v1_OpenResponse } from './collabry/link/v1/OpenResponse';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    link: {
      v1: {
        LinkService: SubtypeConstructor<typeof grpc.Client, _collabry_link_v1_LinkServiceClient> & { service: _collabry_link_v1_LinkServiceDefinition }
        OpenRequest: MessageTypeDefinition<_collabry_link_v1_OpenRequestInit, _collabry_link_v1_OpenRequest>
        OpenResponse: MessageTypeDefinition<_collabry_link_v1_OpenResponseInit, _collabry_link_v1_OpenResponse>
      }
    }
  }
}

