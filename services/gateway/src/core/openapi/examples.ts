/** Examples of calls for the OpenAPI document. A test sends every request to its route and compares the answer's shape. */
export interface Example {
  request?: object
  answer: object
}

const about = { user_id: 'alice', timestamp: '2026-03-01T09:30:00.000Z' }
const session_id = '7f3b1c9e-1f0d-4a53-9a55-0a6b7f3c2d11'
const document_id = '5b1e9f0c2d7a4e3b8c6d1f2a3b4c5d6e'
const stream_id = '2f6d1c8e-7b3a-4c5d-9e0f-1a2b3c4d5e6f'
const task_id = '0c8e7f5a-6a41-4a9b-b6c2-1f2e3d4c5b6a'

const usage = {
  prompt_tokens: 412,
  completion_tokens: 96,
  total_tokens: 508,
  context: { window_tokens: 8192, messages_used: 5, messages_left_out: 0 },
}
const source = {
  source: 'biology.txt',
  content: 'Photosynthesis turns light into chemical energy.',
  metadata: { course: 'Biology 101' },
  document_id,
  chunk_id: 'c41d8a7e',
  filename: 'biology.txt',
  score: 0.92,
  start: 0,
  end: 48,
  page: 1,
}
const session = {
  session_id,
  thread_id: `alice:${session_id}`,
  title: 'Photosynthesis',
  notebook_id: 'biology',
  created_at: '2026-03-01T09:00:00.000Z',
  last_activity: '2026-03-01T09:29:58.000Z',
  message_count: 4,
  is_current: true,
}
const document = {
  document_id,
  filename: 'biology.txt',
  status: 'completed',
  chunks: 12,
  bytes: 9_830,
  metadata: { course: 'Biology 101' },
  notebook_id: 'biology',
  created_at: '2026-03-01T08:55:00.000Z',
  version: 1,
  left_out: [{ kind: 'page', count: 2, sentence: 'The text of pages 3 and 7 could not be read.' }],
  outdated: false,
  notice: null,
}
const turn = { message: 'What is photosynthesis?', use_rag: 'auto' }
const qaUsage = { ...usage, context: { ...usage.context, passages_used: 1, passages_left_out: 0 } }
const chatUsage = { ...qaUsage, context: { ...qaUsage.context, messages_summarized: 0, turns_recalled: 0 } }
const chatAnswer = {
  message_id: 'a3f1c9b2-7d5e-4f60-9a81-2b3c4d5e6f70',
  response: 'Photosynthesis turns light into chemical energy [1].',
  session_id,
  ...about,
  tool_used: 'retrieval',
  sources: [source],
  documents_processing: 0,
  model: 'gemma3:270m',
  usage: chatUsage,
}

const uploadStatus = {
  task_id,
  status: 'completed',
  filename: 'biology.txt',
  started_at: '2026-03-01T08:55:00.000Z',
  completed_at: '2026-03-01T08:55:02.000Z',
  error: null,
  document_id,
  progress: 1,
  chunks_processed: 12,
  chunks_total: 12,
  attempts: 1,
  status_detail: 'Searchable',
  ...about,
}

export const examples = {
  chat: { request: { ...turn, session_id }, answer: chatAnswer },
  sessionChat: { request: turn, answer: chatAnswer },
  uiChat: {
    request: {
      id: session_id,
      trigger: 'submit-message',
      messages: [{ id: 'k3Jq8', role: 'user', parts: [{ type: 'text', text: 'What is photosynthesis?' }] }],
    },
    answer: { session_id, message_id: chatAnswer.message_id, model: chatAnswer.model },
  },
  uiResume: { answer: { session_id, message_id: chatAnswer.message_id, model: chatAnswer.model } },
  uiStop: { answer: { session_id, stopped: true, message: 'The answer is being stopped', ...about } },
  resumeStream: { answer: { session_id } },
  stopStream: { answer: { stream_id, message: 'The answer is being stopped', ...about } },
  streamTicket: {
    answer: {
      stream_id,
      ticket: 'Zk3q0VbX0iJ5yq6mH8c1tW2uR4pL7nD9sA0fG3hJ6kE',
      expires_at: '2026-03-01T09:30:30.000Z',
      ...about,
    },
  },
  sessions: { answer: { sessions: [session], total: 1, next_cursor: 'eyJiIjoxfQ', ...about } },
  session: { answer: { ...session, ...about } },
  newSession: { request: { title: 'Photosynthesis' }, answer: { session_id, message: 'Session created', ...about } },
  renameSession: { request: { title: 'Light and leaves' }, answer: { ...session, title: 'Light and leaves', ...about } },
  deletedSession: { answer: { session_id, messages_deleted: 4, message: 'Session deleted', ...about } },
  messages: {
    answer: {
      session_id,
      messages: [
        {
          message_id: '018f3c2e',
          role: 'assistant',
          content: 'Photosynthesis turns light into chemical energy [1].',
          timestamp: '2026-03-01T09:29:58.000Z',
          status: 'complete',
          sources: [source],
          parent_id: '018f3c2d',
        },
      ],
      next_cursor: 'eyJiIjoxfQ',
      ...about,
    },
  },
  upload: {
    request: {
      content: 'Photosynthesis turns light into chemical energy.',
      filename: 'biology.txt',
      metadata: { course: 'Biology 101' },
    },
    answer: {
      task_id,
      document_id,
      status: 'processing',
      filename: 'biology.txt',
      message: 'The document is being made searchable; ask for its status',
      ...about,
    },
  },
  uploadFile: {
    request: { file: '(the bytes of biology.pdf)', metadata: '{"course": "Biology 101"}', notebook_id: 'biology' },
    answer: {
      task_id,
      document_id,
      status: 'processing',
      filename: 'biology.pdf',
      message: 'The document is being made searchable; ask for its status',
      ...about,
    },
  },
  uploadStatus: { answer: uploadStatus },
  uploadCancelled: {
    answer: { ...uploadStatus, status: 'failed', error: 'It was cancelled.', progress: 0.4, status_detail: '' },
  },
  uploadRetried: {
    answer: { ...uploadStatus, status: 'processing', completed_at: null, progress: 0, status_detail: 'Waiting for its turn.' },
  },
  documents: { answer: { documents: [document], total: 1, next_cursor: 'eyJiIjoxfQ', ...about } },
  document: { answer: { ...document, ...about } },
  documentContent: {
    answer: {
      document_id,
      filename: 'biology.txt',
      version: 1,
      content: 'Photosynthesis turns light into chemical energy.',
      ...about,
    },
  },
  deletedDocument: { answer: { document_id, message: 'Document deleted', ...about } },
  search: {
    request: { query: 'light into energy', top_k: 5, filter: { course: 'Biology 101', year: { gte: 2024 } } },
    answer: { results: [source], mode: 'hybrid', coverage: 1, documents_processing: 0, ...about },
  },
  qa: {
    request: { question: 'What does photosynthesis do?', top_k: 3 },
    answer: {
      question: 'What does photosynthesis do?',
      answer: 'It turns light into chemical energy [1].',
      sources: [source],
      confidence: 0.87,
      documents_processing: 0,
      model: 'gemma3:270m',
      usage: qaUsage,
      ...about,
    },
  },
  summarize: {
    request: {
      text: 'Photosynthesis turns light into chemical energy. It happens in the leaves.',
      max_length: 20,
      style: 'concise',
    },
    answer: {
      summary: 'Leaves turn light into chemical energy.',
      original_length: 74,
      summary_length: 39,
      model: 'gemma3:270m',
      usage,
      ...about,
    },
  },
  mindMap: {
    request: { topic: 'Photosynthesis', depth: 1 },
    answer: {
      topic: 'Photosynthesis',
      root: {
        id: 'n0',
        label: 'Photosynthesis',
        level: 0,
        children: [{ id: 'n1', label: 'Light reactions', level: 1, children: [] }],
      },
      total_nodes: 2,
      sources: [source],
      model: 'gemma3:270m',
      usage: qaUsage,
      ...about,
    },
  },
  health: {
    answer: {
      status: 'healthy',
      version: '0.1.0',
      components: {
        gateway: 'healthy',
        mongodb: 'embedded',
        ollama: 'healthy',
        embeddings: 'healthy',
        milvus: 'embedded',
        llm: 'healthy',
        rag: 'healthy',
        memory: 'healthy',
      },
      timestamp: about.timestamp,
    },
  },
  livez: { answer: { status: 'alive' } },
  readyz: { answer: { status: 'ready' } },
  front: {
    answer: {
      message: 'Collabry AI Core',
      version: '0.1.0',
      docs: '/docs',
      health: '/health',
      endpoints: { chat: 'POST /ai/chat - answers a message in a conversation' },
      authentication: 'Authorization: Bearer <JWT>',
      timestamp: about.timestamp,
    },
  },
} satisfies Record<string, Example>
