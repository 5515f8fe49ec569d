// Original file: collabry/memory/v1/turns.proto


/**
 * The part is saved.
 */
export interface AppendTurnResponseInit {
}

/**
 * The part is saved.
 */
export interface AppendTurnResponse {
}
