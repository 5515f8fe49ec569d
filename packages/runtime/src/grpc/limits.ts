/**
 * Largest message for both sides; the default of grpc-js limits only what is received. The largest one is a prompt that fills a
 * whole body of the public API (MAX_BODY_BYTES, 10 MiB). Pages and parts stay far below it by bounds of their own.
 */
export const MESSAGE_BYTES_MAX = 16 * 1024 * 1024

export const channelLimits = {
  // channelz records every call, stream and message, and nothing reads it: metrics and traces serve that purpose.
  'grpc.enable_channelz': 0,
  'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
  'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
}
