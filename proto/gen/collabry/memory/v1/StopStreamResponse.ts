// Original file: collabry/memory/v1/streams.proto


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
