import { type Assignment, charsOf, composer, LONG_CHARS_MIN } from './dispatch'

declare const self: Worker

const compose = composer()

/** Handles one assignment at a time; the pool sends the next one after the reply. */
self.onmessage = ({ data }: MessageEvent<Assignment>) => {
  self.postMessage(compose(data))
  if (charsOf(data.brief) >= LONG_CHARS_MIN) Bun.gc(true)
}
