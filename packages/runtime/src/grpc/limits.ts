/** Largest message for both sides. The default of grpc-js limits only what is received. */
const MESSAGE_BYTES_MAX = 4 * 1024 * 1024

export const channelLimits = {
  // channelz records every call, stream and message, and nothing reads it: metrics and traces serve that purpose.
  'grpc.enable_channelz': 0,
  'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
  'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
}
