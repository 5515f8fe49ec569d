// Original file: collabry/memory/v1/sessions.proto


/**
 * The feedback is kept.
 */
export interface RateMessageResponseInit {
}

/**
 * The feedback is kept.
 */
export interface RateMessageResponse {
}
