// Original file: collabry/memory/v1/turns.proto


/**
 * The turn has ended.
 */
export interface EndTurnResponseInit {
}

/**
 * The turn has ended.
 */
export interface EndTurnResponse {
}
