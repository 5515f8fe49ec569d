// Original file: collabry/memory/v1/memory.proto


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
