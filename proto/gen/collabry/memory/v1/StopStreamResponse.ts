// Original file: collabry/memory/v1/memory.proto


/**
 * The producer will be told.
 */
export interface StopStreamResponseInit {
}

/**
 * The producer will be told.
 */
export interface StopStreamResponse {
}
