// Original file: collabry/rag/v1/rag.proto


/**
 * A quote of a document: the document's stored text sliced from start to end is exactly content.
 */
export interface PassageInit {
  /**
   * The document.
   */
  'documentId'?: (string);
  /**
   * The chunk: stable over re-ingestion of the same bytes.
   */
  'chunkId'?: (string);
  /**
   * Name of the document.
   */
  'filename'?: (string);
  /**
   * The quote.
   */
  'content'?: (string);
  /**
   * Offset of its first code unit in the stored text.
   */
  'start'?: (number);
  /**
   * Offset after its last code unit.
   */
  'end'?: (number);
  /**
   * Page or slide, from 1; 0: the format has none.
   */
  'page'?: (number);
  /**
   * Fused score in the order of the result, 0 to 1.
   */
  'score'?: (number | string);
  /**
   * Cosine similarity to the query, -1 to 1; 0 when it was not compared.
   */
  'similarity'?: (number | string);
  /**
   * Share of the query's content words (weighted by rarity) that the chunk holds, 0 to 1.
   */
  'wordCoverage'?: (number | string);
  /**
   * The document's metadata as JSON text.
   */
  'metadataJson'?: (string);
  /**
   * Whether it is about something else than the query, by its meaning and its words: left out unless documents were asked for.
   */
  'isUnrelated'?: (boolean);
}

/**
 * A quote of a document: the document's stored text sliced from start to end is exactly content.
 */
export interface Passage {
  /**
   * The document.
   */
  'documentId': (string);
  /**
   * The chunk: stable over re-ingestion of the same bytes.
   */
  'chunkId': (string);
  /**
   * Name of the document.
   */
  'filename': (string);
  /**
   * The quote.
   */
  'content': (string);
  /**
   * Offset of its first code unit in the stored text.
   */
  'start': (number);
  /**
   * Offset after its last code unit.
   */
  'end': (number);
  /**
   * Page or slide, from 1; 0: the format has none.
   */
  'page': (number);
  /**
   * Fused score in the order of the result, 0 to 1.
   */
  'score': (number);
  /**
   * Cosine similarity to the query, -1 to 1; 0 when it was not compared.
   */
  'similarity': (number);
  /**
   * Share of the query's content words (weighted by rarity) that the chunk holds, 0 to 1.
   */
  'wordCoverage': (number);
  /**
   * The document's metadata as JSON text.
   */
  'metadataJson': (string);
  /**
   * Whether it is about something else than the query, by its meaning and its words: left out unless documents were asked for.
   */
  'isUnrelated': (boolean);
}
