import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { CancelTaskRequestInit as _collabry_rag_v1_CancelTaskRequestInit, CancelTaskRequest as _collabry_rag_v1_CancelTaskRequest } from './collabry/rag/v1/CancelTaskRequest';
import type { CancelTaskResponseInit as _collabry_rag_v1_CancelTaskResponseInit, CancelTaskResponse as _collabry_rag_v1_CancelTaskResponse } from './collabry/rag/v1/CancelTaskResponse';
import type { ChangeDocumentRequestInit as _collabry_rag_v1_ChangeDocumentRequestInit, ChangeDocumentRequest as _collabry_rag_v1_ChangeDocumentRequest } from './collabry/rag/v1/ChangeDocumentRequest';
import type { ChangeDocumentResponseInit as _collabry_rag_v1_ChangeDocumentResponseInit, ChangeDocumentResponse as _collabry_rag_v1_ChangeDocumentResponse } from './collabry/rag/v1/ChangeDocumentResponse';
import type { CheckSourcesRequestInit as _collabry_rag_v1_CheckSourcesRequestInit, CheckSourcesRequest as _collabry_rag_v1_CheckSourcesRequest } from './collabry/rag/v1/CheckSourcesRequest';
import type { CheckSourcesResponseInit as _collabry_rag_v1_CheckSourcesResponseInit, CheckSourcesResponse as _collabry_rag_v1_CheckSourcesResponse } from './collabry/rag/v1/CheckSourcesResponse';
import type { DeleteDocumentRequestInit as _collabry_rag_v1_DeleteDocumentRequestInit, DeleteDocumentRequest as _collabry_rag_v1_DeleteDocumentRequest } from './collabry/rag/v1/DeleteDocumentRequest';
import type { DeleteDocumentResponseInit as _collabry_rag_v1_DeleteDocumentResponseInit, DeleteDocumentResponse as _collabry_rag_v1_DeleteDocumentResponse } from './collabry/rag/v1/DeleteDocumentResponse';
import type { DocumentInit as _collabry_rag_v1_DocumentInit, Document as _collabry_rag_v1_Document } from './collabry/rag/v1/Document';
import type { EraseUserRequestInit as _collabry_rag_v1_EraseUserRequestInit, EraseUserRequest as _collabry_rag_v1_EraseUserRequest } from './collabry/rag/v1/EraseUserRequest';
import type { EraseUserResponseInit as _collabry_rag_v1_EraseUserResponseInit, EraseUserResponse as _collabry_rag_v1_EraseUserResponse } from './collabry/rag/v1/EraseUserResponse';
import type { ExportUserRequestInit as _collabry_rag_v1_ExportUserRequestInit, ExportUserRequest as _collabry_rag_v1_ExportUserRequest } from './collabry/rag/v1/ExportUserRequest';
import type { ExportUserResponseInit as _collabry_rag_v1_ExportUserResponseInit, ExportUserResponse as _collabry_rag_v1_ExportUserResponse } from './collabry/rag/v1/ExportUserResponse';
import type { GetDocumentRequestInit as _collabry_rag_v1_GetDocumentRequestInit, GetDocumentRequest as _collabry_rag_v1_GetDocumentRequest } from './collabry/rag/v1/GetDocumentRequest';
import type { GetDocumentResponseInit as _collabry_rag_v1_GetDocumentResponseInit, GetDocumentResponse as _collabry_rag_v1_GetDocumentResponse } from './collabry/rag/v1/GetDocumentResponse';
import type { GetStatusRequestInit as _collabry_rag_v1_GetStatusRequestInit, GetStatusRequest as _collabry_rag_v1_GetStatusRequest } from './collabry/rag/v1/GetStatusRequest';
import type { GetStatusResponseInit as _collabry_rag_v1_GetStatusResponseInit, GetStatusResponse as _collabry_rag_v1_GetStatusResponse } from './collabry/rag/v1/GetStatusResponse';
import type { GetTaskRequestInit as _collabry_rag_v1_GetTaskRequestInit, GetTaskRequest as _collabry_rag_v1_GetTaskRequest } from './collabry/rag/v1/GetTaskRequest';
import type { GetTaskResponseInit as _collabry_rag_v1_GetTaskResponseInit, GetTaskResponse as _collabry_rag_v1_GetTaskResponse } from './collabry/rag/v1/GetTaskResponse';
import type { LeftOutInit as _collabry_rag_v1_LeftOutInit, LeftOut as _collabry_rag_v1_LeftOut } from './collabry/rag/v1/LeftOut';
import type { ListDocumentsRequestInit as _collabry_rag_v1_ListDocumentsRequestInit, ListDocumentsRequest as _collabry_rag_v1_ListDocumentsRequest } from './collabry/rag/v1/ListDocumentsRequest';
import type { ListDocumentsResponseInit as _collabry_rag_v1_ListDocumentsResponseInit, ListDocumentsResponse as _collabry_rag_v1_ListDocumentsResponse } from './collabry/rag/v1/ListDocumentsResponse';
import type { ListNotebooksRequestInit as _collabry_rag_v1_ListNotebooksRequestInit, ListNotebooksRequest as _collabry_rag_v1_ListNotebooksRequest } from './collabry/rag/v1/ListNotebooksRequest';
import type { ListNotebooksResponseInit as _collabry_rag_v1_ListNotebooksResponseInit, ListNotebooksResponse as _collabry_rag_v1_ListNotebooksResponse } from './collabry/rag/v1/ListNotebooksResponse';
import type { NotebookInit as _collabry_rag_v1_NotebookInit, Notebook as _collabry_rag_v1_Notebook } from './collabry/rag/v1/Notebook';
import type { PassageInit as _collabry_rag_v1_PassageInit, Passage as _collabry_rag_v1_Passage } from './collabry/rag/v1/Passage';
import type { RagServiceClient as _collabry_rag_v1_RagServiceClient, RagServiceDefinition as _collabry_rag_v1_RagServiceDefinition } from './collabry/rag/v1/RagService';
import type { ReadDocumentRequestInit as _collabry_rag_v1_ReadDocumentRequestInit, ReadDocumentRequest as _collabry_rag_v1_ReadDocumentRequest } from './collabry/rag/v1/ReadDocumentRequest';
import type { ReadDocumentResponseInit as _collabry_rag_v1_ReadDocumentResponseInit, ReadDocumentResponse as _collabry_rag_v1_ReadDocumentResponse } from './collabry/rag/v1/ReadDocumentResponse';
import type { RetryTaskRequestInit as _collabry_rag_v1_RetryTaskRequestInit, RetryTaskRequest as _collabry_rag_v1_RetryTaskRequest } from './collabry/rag/v1/RetryTaskRequest';
import type { RetryTaskResponseInit as _collabry_rag_v1_RetryTaskResponseInit, RetryTaskResponse as _collabry_rag_v1_RetryTaskResponse } from './collabry/rag/v1/RetryTaskResponse';
import type { SearchRequestInit as _collabry_rag_v1_SearchRequestInit, SearchRequest as _collabry_rag_v1_SearchRequest } from './collabry/rag/v1/SearchRequest';
import type { SearchResponseInit as _collabry_rag_v1_SearchResponseInit, SearchResponse as _collabry_rag_v1_SearchResponse } from './collabry/rag/v1/SearchResponse';
import type { TaskInit as _collabry_rag_v1_TaskInit, Task as _collabry_rag_v1_Task } from './collabry/rag/v1/Task';
import type { UploadEndInit as _collabry_rag_v1_UploadEndInit, UploadEnd as _collabry_rag_v1_UploadEnd } from './collabry/rag/v1/UploadEnd';
import type { UploadHeadInit as _collabry_rag_v1_UploadHeadInit, UploadHead as _collabry_rag_v1_UploadHead } from './collabry/rag/v1/UploadHead';
import type { UploadRequestInit as _collabry_rag_v1_UploadRequestInit, UploadRequest as _collabry_rag_v1_UploadRequest } from './collabry/rag/v1/UploadRequest';
import type { UploadResponseInit as _collabry_rag_v1_UploadResponseInit, UploadResponse as _collabry_rag_v1_UploadResponse } from './collabry/rag/v1/UploadResponse';
import type { WatchTaskRequestInit as _collabry_rag_v1_WatchTaskRequestInit, WatchTaskRequest as _collabry_rag_v1_WatchTaskRequest } from './collabry/rag/v1/WatchTaskRequest';
import type { WatchTaskResponseInit as _collabry_rag_v1_WatchTaskResponseInit, WatchTaskResponse as _collabry_rag_v1_WatchTaskResponse } from './collabry/rag/v1/WatchTaskResponse';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  collabry: {
    rag: {
      v1: {
        CancelTaskRequest: MessageTypeDefinition<_collabry_rag_v1_CancelTaskRequestInit, _collabry_rag_v1_CancelTaskRequest>
        CancelTaskResponse: MessageTypeDefinition<_collabry_rag_v1_CancelTaskResponseInit, _collabry_rag_v1_CancelTaskResponse>
        ChangeDocumentRequest: MessageTypeDefinition<_collabry_rag_v1_ChangeDocumentRequestInit, _collabry_rag_v1_ChangeDocumentRequest>
        ChangeDocumentResponse: MessageTypeDefinition<_collabry_rag_v1_ChangeDocumentResponseInit, _collabry_rag_v1_ChangeDocumentResponse>
        CheckSourcesRequest: MessageTypeDefinition<_collabry_rag_v1_CheckSourcesRequestInit, _collabry_rag_v1_CheckSourcesRequest>
        CheckSourcesResponse: MessageTypeDefinition<_collabry_rag_v1_CheckSourcesResponseInit, _collabry_rag_v1_CheckSourcesResponse>
        DeleteDocumentRequest: MessageTypeDefinition<_collabry_rag_v1_DeleteDocumentRequestInit, _collabry_rag_v1_DeleteDocumentRequest>
        DeleteDocumentResponse: MessageTypeDefinition<_collabry_rag_v1_DeleteDocumentResponseInit, _collabry_rag_v1_DeleteDocumentResponse>
        Document: MessageTypeDefinition<_collabry_rag_v1_DocumentInit, _collabry_rag_v1_Document>
        EraseUserRequest: MessageTypeDefinition<_collabry_rag_v1_EraseUserRequestInit, _collabry_rag_v1_EraseUserRequest>
        EraseUserResponse: MessageTypeDefinition<_collabry_rag_v1_EraseUserResponseInit, _collabry_rag_v1_EraseUserResponse>
        ExportUserRequest: MessageTypeDefinition<_collabry_rag_v1_ExportUserRequestInit, _collabry_rag_v1_ExportUserRequest>
        ExportUserResponse: MessageTypeDefinition<_collabry_rag_v1_ExportUserResponseInit, _collabry_rag_v1_ExportUserResponse>
        GetDocumentRequest: MessageTypeDefinition<_collabry_rag_v1_GetDocumentRequestInit, _collabry_rag_v1_GetDocumentRequest>
        GetDocumentResponse: MessageTypeDefinition<_collabry_rag_v1_GetDocumentResponseInit, _collabry_rag_v1_GetDocumentResponse>
        GetStatusRequest: MessageTypeDefinition<_collabry_rag_v1_GetStatusRequestInit, _collabry_rag_v1_GetStatusRequest>
        GetStatusResponse: MessageTypeDefinition<_collabry_rag_v1_GetStatusResponseInit, _collabry_rag_v1_GetStatusResponse>
        GetTaskRequest: MessageTypeDefinition<_collabry_rag_v1_GetTaskRequestInit, _collabry_rag_v1_GetTaskRequest>
        GetTaskResponse: MessageTypeDefinition<_collabry_rag_v1_GetTaskResponseInit, _collabry_rag_v1_GetTaskResponse>
        LeftOut: MessageTypeDefinition<_collabry_rag_v1_LeftOutInit, _collabry_rag_v1_LeftOut>
        ListDocumentsRequest: MessageTypeDefinition<_collabry_rag_v1_ListDocumentsRequestInit, _collabry_rag_v1_ListDocumentsRequest>
        ListDocumentsResponse: MessageTypeDefinition<_collabry_rag_v1_ListDocumentsResponseInit, _collabry_rag_v1_ListDocumentsResponse>
        ListNotebooksRequest: MessageTypeDefinition<_collabry_rag_v1_ListNotebooksRequestInit, _collabry_rag_v1_ListNotebooksRequest>
        ListNotebooksResponse: MessageTypeDefinition<_collabry_rag_v1_ListNotebooksResponseInit, _collabry_rag_v1_ListNotebooksResponse>
        Notebook: MessageTypeDefinition<_collabry_rag_v1_NotebookInit, _collabry_rag_v1_Notebook>
        Passage: MessageTypeDefinition<_collabry_rag_v1_PassageInit, _collabry_rag_v1_Passage>
        RagService: SubtypeConstructor<typeof grpc.Client, _collabry_rag_v1_RagServiceClient> & { service: _collabry_rag_v1_RagServiceDefinition }
        ReadDocumentRequest: MessageTypeDefinition<_collabry_rag_v1_ReadDocumentRequestInit, _collabry_rag_v1_ReadDocumentRequest>
        ReadDocumentResponse: MessageTypeDefinition<_collabry_rag_v1_ReadDocumentResponseInit, _collabry_rag_v1_ReadDocumentResponse>
        RetryTaskRequest: MessageTypeDefinition<_collabry_rag_v1_RetryTaskRequestInit, _collabry_rag_v1_RetryTaskRequest>
        RetryTaskResponse: MessageTypeDefinition<_collabry_rag_v1_RetryTaskResponseInit, _collabry_rag_v1_RetryTaskResponse>
        SearchMode: EnumTypeDefinition
        SearchRequest: MessageTypeDefinition<_collabry_rag_v1_SearchRequestInit, _collabry_rag_v1_SearchRequest>
        SearchResponse: MessageTypeDefinition<_collabry_rag_v1_SearchResponseInit, _collabry_rag_v1_SearchResponse>
        State: EnumTypeDefinition
        Task: MessageTypeDefinition<_collabry_rag_v1_TaskInit, _collabry_rag_v1_Task>
        TaskStatus: EnumTypeDefinition
        UploadEnd: MessageTypeDefinition<_collabry_rag_v1_UploadEndInit, _collabry_rag_v1_UploadEnd>
        UploadHead: MessageTypeDefinition<_collabry_rag_v1_UploadHeadInit, _collabry_rag_v1_UploadHead>
        UploadRequest: MessageTypeDefinition<_collabry_rag_v1_UploadRequestInit, _collabry_rag_v1_UploadRequest>
        UploadResponse: MessageTypeDefinition<_collabry_rag_v1_UploadResponseInit, _collabry_rag_v1_UploadResponse>
        WatchTaskRequest: MessageTypeDefinition<_collabry_rag_v1_WatchTaskRequestInit, _collabry_rag_v1_WatchTaskRequest>
        WatchTaskResponse: MessageTypeDefinition<_collabry_rag_v1_WatchTaskResponseInit, _collabry_rag_v1_WatchTaskResponse>
      }
    }
  }
}

