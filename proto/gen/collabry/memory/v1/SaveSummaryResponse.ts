// Original file: collabry/memory/v1/memory.proto


/**
 * The summary is kept.
 */
export interface SaveSummaryResponseInit {
}

/**
 * The summary is kept.
 */
export interface SaveSummaryResponse {
}
