import { brokenAnswer } from './errors'

/** The vector with length 1. */
export function unit(components: number[]): Float32Array {
  const length = Math.hypot(...components)
  if (!(length > 0) || !Number.isFinite(length)) throw brokenAnswer('a vector without a direction')
  return Float32Array.from(components, (component) => component / length)
}
