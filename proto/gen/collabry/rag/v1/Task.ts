// Original file: collabry/rag/v1/rag.proto

import type { TaskStatusInit as _collabry_rag_v1_TaskStatusInit, TaskStatus as _collabry_rag_v1_TaskStatus } from '../../../collabry/rag/v1/TaskStatus';
import type { Long } from '@grpc/proto-loader';

/**
 * One upload on its way to being searchable.
 */
export interface TaskInit {
  /**
   * Its id.
   */
  'taskId'?: (string);
  /**
   * The document it makes.
   */
  'documentId'?: (string);
  /**
   * Name of the document.
   */
  'filename'?: (string);
  /**
   * Its state.
   */
  'status'?: (_collabry_rag_v1_TaskStatusInit);
  /**
   * When it was accepted, ms.
   */
  'startedAtMs'?: (number | string | Long);
  /**
   * When it ended, ms; 0: it has not.
   */
  'completedAtMs'?: (number | string | Long);
  /**
   * Why it failed: a sentence for its owner; empty otherwise.
   */
  'error'?: (string);
  /**
   * Share that is done, 0 to 1.
   */
  'progress'?: (number | string);
  /**
   * Chunks that are searchable.
   */
  'chunksProcessed'?: (number);
  /**
   * Chunks in all; 0: not known yet.
   */
  'chunksTotal'?: (number);
  /**
   * Attempts begun.
   */
  'attempts'?: (number);
  /**
   * What it is doing or waiting for: a sentence for its owner.
   */
  'statusDetail'?: (string);
}

/**
 * One upload on its way to being searchable.
 */
export interface Task {
  /**
   * Its id.
   */
  'taskId': (string);
  /**
   * The document it makes.
   */
  'documentId': (string);
  /**
   * Name of the document.
   */
  'filename': (string);
  /**
   * Its state.
   */
  'status': (_collabry_rag_v1_TaskStatus);
  /**
   * When it was accepted, ms.
   */
  'startedAtMs': (number);
  /**
   * When it ended, ms; 0: it has not.
   */
  'completedAtMs': (number);
  /**
   * Why it failed: a sentence for its owner; empty otherwise.
   */
  'error': (string);
  /**
   * Share that is done, 0 to 1.
   */
  'progress': (number);
  /**
   * Chunks that are searchable.
   */
  'chunksProcessed': (number);
  /**
   * Chunks in all; 0: not known yet.
   */
  'chunksTotal': (number);
  /**
   * Attempts begun.
   */
  'attempts': (number);
  /**
   * What it is doing or waiting for: a sentence for its owner.
   */
  'statusDetail': (string);
}
