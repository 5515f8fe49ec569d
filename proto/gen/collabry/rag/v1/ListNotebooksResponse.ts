// Original file: collabry/rag/v1/rag.proto

import type { NotebookInit as _collabry_rag_v1_NotebookInit, Notebook as _collabry_rag_v1_Notebook } from '../../../collabry/rag/v1/Notebook';

/**
 * Notebooks, at most 1,000.
 */
export interface ListNotebooksResponseInit {
  /**
   * The notebooks.
   */
  'notebooks'?: (_collabry_rag_v1_NotebookInit)[];
}

/**
 * Notebooks, at most 1,000.
 */
export interface ListNotebooksResponse {
  /**
   * The notebooks.
   */
  'notebooks': (_collabry_rag_v1_Notebook)[];
}
