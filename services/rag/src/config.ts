import { grpcAddress, mongoConfig, processConfig } from '@collabry/runtime/config'
import { type Static, Type as t } from '@sinclair/typebox'

export const RagConfig = t.Object({
  ...processConfig,
  ...mongoConfig,
  dataDir: t.String({
    default: './data',
    minLength: 1,
    description: 'Folder of the embedded stores; documents are in `rag` below it',
  }),
  milvusAddress: t.Optional(
    t.String({ minLength: 1, description: 'Milvus for vectors and words, host:port; unset: the embedded store in DATA_DIR' }),
  ),
  milvusToken: t.Optional(t.String({ secret: true, description: '`user:password` or API key of Milvus' })),
  milvusPrefix: t.String({
    default: 'collabry',
    pattern: '^[A-Za-z][A-Za-z0-9_]{0,40}$',
    error: 'must be a letter and at most 40 letters, digits and underscores after it',
    description: 'The names of the collections in Milvus begin with it',
  }),
  milvusPartitions: t.Integer({
    default: 64,
    minimum: 1,
    maximum: 1_024,
    description: 'Partitions of a new collection in Milvus, over which the users are spread; a search reads one',
  }),
  milvusIndex: t.Union([t.Literal('flat'), t.Literal('hnsw')], {
    default: 'flat',
    description:
      'Index of the vectors of a new collection in Milvus: flat compares with every vector of a partition and is exact, hnsw takes more memory and is for partitions of some hundred thousand chunks',
  }),
  llmAddress: grpcAddress('llm', 50_051),
  ragRole: t.Union([t.Literal('all'), t.Literal('api'), t.Literal('worker')], {
    default: 'all',
    description: 'all; api: takes calls and leaves ingestion to workers; worker: ingests, and serves nothing but its state',
  }),
  ingestWorkers: t.Integer({ default: 4, minimum: 1, maximum: 64, description: 'Documents that are ingested at the same time' }),
  ingestLeaseSeconds: t.Integer({
    default: 30,
    minimum: 1,
    maximum: 3_600,
    description: 'A document whose worker has given no sign of life for so long is taken over by another one',
  }),
  ocrLanguages: t.Array(
    t.String({ pattern: '^[a-z_]{3,20}$', error: 'must be names such as eng or chi_sim, comma-separated, or none' }),
    {
      default: ['eng'],
      maxItems: 8,
      description:
        'Languages of the text that is recognised in pictures and scans, comma-separated: `eng`, or any other whose package `@tesseract.js-data/…` is installed; `none`: it is not read',
    },
  ),
  rerankPassages: t.Integer({
    default: 0,
    minimum: 0,
    maximum: 50,
    description: 'So many of the first passages of a search are put in order by the chat model, within 5 seconds; 0: none',
  }),
  searchDiversity: t.Number({
    default: 0,
    minimum: 0,
    maximum: 1,
    description: 'How much a search wants passages that say something else than those before them, 0 to 1',
  }),
  failedUploadHours: t.Integer({
    default: 24,
    minimum: 0,
    maximum: 720,
    description: 'How long the file of a failed upload is kept, so that it can be tried again',
  }),
  taskDays: t.Integer({
    default: 30,
    minimum: 0,
    maximum: 36_500,
    description:
      'How many days the state of an upload that has ended can be asked for, longer while its version is searched; 0: always',
  }),
  maxUploadBytes: t.Integer({
    default: 50 * 1_048_576,
    minimum: 1_024,
    maximum: 1_073_741_824,
    description: 'Largest file that is taken',
  }),
})
export type RagConfig = Static<typeof RagConfig>
