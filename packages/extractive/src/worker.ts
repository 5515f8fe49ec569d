import { type Assignment, compose } from './dispatch'

declare const self: Worker

/** One assignment at a time: the pool sends the next after the reply. */
self.onmessage = ({ data }: MessageEvent<Assignment>) => {
  self.postMessage(compose(data))
}
