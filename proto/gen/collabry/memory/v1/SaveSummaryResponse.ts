// Original file: collabry/memory/v1/turns.proto


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
