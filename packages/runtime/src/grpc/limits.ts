/** Largest message either side takes: nothing relies on grpc-js's own default, which holds for one side only. */
const MESSAGE_BYTES_MAX = 4 * 1024 * 1024

export const channelLimits = {
  // Its records of calls, streams and messages cost each of them, and nothing of ours reads them: there are metrics and traces.
  'grpc.enable_channelz': 0,
  'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
  'grpc.max_send_message_length': MESSAGE_BYTES_MAX,
}
