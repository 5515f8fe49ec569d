/**
 * The limit of one wait after another, as between the tokens of an answer: a wait that ends in time costs no timer of its own.
 * The timer of an earlier one looks, when it rings, at what is waited for by then.
 */
export function stopwatch() {
  let timer: ReturnType<typeof setTimeout> | undefined
  let ringsAt = Number.POSITIVE_INFINITY
  let dueAt = Number.POSITIVE_INFINITY
  let late = () => {}

  const arm = (ms: number) => {
    clearTimeout(timer)
    ringsAt = performance.now() + ms
    timer = setTimeout(ring, ms)
  }
  const ring = () => {
    ringsAt = Number.POSITIVE_INFINITY
    const leftMs = dueAt - performance.now()
    if (leftMs <= 0) late()
    else if (Number.isFinite(leftMs)) arm(leftMs)
  }
  return {
    begin(ms: number, whenLate: () => void) {
      late = whenLate
      dueAt = performance.now() + ms
      if (ringsAt > dueAt) arm(ms)
    },
    end() {
      dueAt = Number.POSITIVE_INFINITY
    },
    close: () => clearTimeout(timer),
  }
}
