/** What a browser's EventSource would see of these bytes, by the letter of the HTML standard. For tests. */
export interface Received {
  event: string
  data: string
  id: string
}

export function parseEvents(text: string): Received[] {
  const events: Received[] = []
  let event = ''
  let id = ''
  let data: string[] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === '') {
      if (data.length > 0) events.push({ event: event || 'message', data: data.join('\n'), id })
      event = ''
      data = []
      continue
    }
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') event = value
    else if (field === 'data') data.push(value)
    else if (field === 'id') id = value
  }
  return events
}
