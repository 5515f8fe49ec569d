// Original file: collabry/memory/v1/streams.proto


/**
 * The producer's next append tells it.
 */
export interface StopStreamResponseInit {
}

/**
 * The producer's next append tells it.
 */
export interface StopStreamResponse {
}
