import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { BriefInit as _collabry_llm_v1_BriefInit, Brief as _collabry_llm_v1_Brief } from './collabry/llm/v1/Brief';
import type { DeltasInit as _collabry_llm_v1_DeltasInit, Deltas as _collabry_llm_v1_Deltas } from './collabry/llm/v1/Deltas';
import type { EmbedRequestInit as _collabry_llm_v1_EmbedRequestInit, EmbedRequest as _collabry_llm_v1_EmbedRequest } from './collabry/llm/v1/EmbedRequest';
import type { EmbedResponseInit as _collabry_llm_v1_EmbedResponseInit, EmbedResponse as _collabry_llm_v1_EmbedResponse } from './collabry/llm/v1/EmbedResponse';
import type { FinishInit as _collabry_llm_v1_FinishInit, Finish as _collabry_llm_v1_Finish } from './collabry/llm/v1/Finish';
import type { GenerateRequestInit as _collabry_llm_v1_GenerateRequestInit, GenerateRequest as _collabry_llm_v1_GenerateRequest } from './collabry/llm/v1/GenerateRequest';
import type { GenerateResponseInit as _collabry_llm_v1_GenerateResponseInit, GenerateResponse as _collabry_llm_v1_GenerateResponse } from './collabry/llm/v1/GenerateResponse';
import type { GetStatusRequestInit as _collabry_llm_v1_GetStatusRequestInit, GetStatusRequest as _collabry_llm_v1_GetStatusRequest } from './collabry/llm/v1/GetStatusRequest';
import type { GetStatusResponseInit as _collabry_llm_v1_GetStatusResponseInit, GetStatusResponse as _collabry_llm_v1_GetStatusResponse } from './collabry/llm/v1/GetStatusResponse';
import type { LlmServiceClient as _collabry_llm_v1_LlmServiceClient, LlmServiceDefinition as _collabry_llm_v1_LlmServiceDefinition } from './collabry/llm/v1/LlmService';
import type { MessageInit as _collabry_llm_v1_MessageInit, Message as _collabry_llm_v1_Message } from './collabry/llm/v1/Message';
import type { OfferedModelInit as _collabry_llm_v1_OfferedModelInit, OfferedModel as _collabry_llm_v1_OfferedModel } from './collabry/llm/v1/OfferedModel';
import type { PassageInit as _collabry_llm_v1_PassageInit, Passage as _collabry_llm_v1_Passage } from './collabry/llm/v1/Passage';
import type { TextSpanInit as _collabry_llm_v1_TextSpanInit, TextSpan as _collabry_llm_v1_TextSpan } from './collabry/llm/v1/TextSpan';
import type { ToolCallInit as _collabry_llm_v1_ToolCallInit, ToolCall as _collabry_llm_v1_ToolCall } from './collabry/llm/v1/ToolCall';
import type { ToolCallsInit as _collabry_llm_v1_ToolCallsInit, ToolCalls as _collabry_llm_v1_ToolCalls } from './collabry/llm/v1/ToolCalls';
import type { UsageInit as _collabry_llm_v1_UsageInit, Usage as _collabry_llm_v1_Usage } from './collabry/llm/v1/Usage';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    llm: {
      v1: {
        Brief: MessageTypeDefinition<_collabry_llm_v1_BriefInit, _collabry_llm_v1_Brief>
        Deltas: MessageTypeDefinition<_collabry_llm_v1_DeltasInit, _collabry_llm_v1_Deltas>
        EmbedPurpose: EnumTypeDefinition
        EmbedRequest: MessageTypeDefinition<_collabry_llm_v1_EmbedRequestInit, _collabry_llm_v1_EmbedRequest>
        EmbedResponse: MessageTypeDefinition<_collabry_llm_v1_EmbedResponseInit, _collabry_llm_v1_EmbedResponse>
        Finish: MessageTypeDefinition<_collabry_llm_v1_FinishInit, _collabry_llm_v1_Finish>
        FinishReason: EnumTypeDefinition
        GeneratePurpose: EnumTypeDefinition
        GenerateRequest: MessageTypeDefinition<_collabry_llm_v1_GenerateRequestInit, _collabry_llm_v1_GenerateRequest>
        GenerateResponse: MessageTypeDefinition<_collabry_llm_v1_GenerateResponseInit, _collabry_llm_v1_GenerateResponse>
        GetStatusRequest: MessageTypeDefinition<_collabry_llm_v1_GetStatusRequestInit, _collabry_llm_v1_GetStatusRequest>
        GetStatusResponse: MessageTypeDefinition<_collabry_llm_v1_GetStatusResponseInit, _collabry_llm_v1_GetStatusResponse>
        LlmService: SubtypeConstructor<typeof grpc.Client, _collabry_llm_v1_LlmServiceClient> & { service: _collabry_llm_v1_LlmServiceDefinition }
        Message: MessageTypeDefinition<_collabry_llm_v1_MessageInit, _collabry_llm_v1_Message>
        OfferedModel: MessageTypeDefinition<_collabry_llm_v1_OfferedModelInit, _collabry_llm_v1_OfferedModel>
        Passage: MessageTypeDefinition<_collabry_llm_v1_PassageInit, _collabry_llm_v1_Passage>
        Role: EnumTypeDefinition
        State: EnumTypeDefinition
        Task: EnumTypeDefinition
        TextSpan: MessageTypeDefinition<_collabry_llm_v1_TextSpanInit, _collabry_llm_v1_TextSpan>
        ToolCall: MessageTypeDefinition<_collabry_llm_v1_ToolCallInit, _collabry_llm_v1_ToolCall>
        ToolCalls: MessageTypeDefinition<_collabry_llm_v1_ToolCallsInit, _collabry_llm_v1_ToolCalls>
        Usage: MessageTypeDefinition<_collabry_llm_v1_UsageInit, _collabry_llm_v1_Usage>
      }
    }
  }
}

