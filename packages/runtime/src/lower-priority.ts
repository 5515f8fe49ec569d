import { getPriority, setPriority } from 'node:os'

/** Gives this process the niceness, unless it was started with a higher one: only root may take that back, others get an error. */
export function lowerPriority(niceness: number): void {
  if (getPriority() < niceness) setPriority(niceness)
}
