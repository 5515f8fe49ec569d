// Original file: collabry/rag/v1/rag.proto


/**
 * Parts of one kind that were left out of a document's text.
 */
export interface LeftOutInit {
  /**
   * page, slide, sheet, row, column, chapter, picture, chart, hidden-text, letter or attachment; more may come.
   */
  'kind'?: (string);
  /**
   * How many.
   */
  'count'?: (number);
  /**
   * How many and why: a sentence for the owner of the document.
   */
  'sentence'?: (string);
}

/**
 * Parts of one kind that were left out of a document's text.
 */
export interface LeftOut {
  /**
   * page, slide, sheet, row, column, chapter, picture, chart, hidden-text, letter or attachment; more may come.
   */
  'kind': (string);
  /**
   * How many.
   */
  'count': (number);
  /**
   * How many and why: a sentence for the owner of the document.
   */
  'sentence': (string);
}
