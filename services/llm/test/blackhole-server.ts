import { connect, type Socket } from 'node:net'

const SERVER = `
const server = require('node:net').createServer(() => {})
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => process.stdout.write(String(server.address().port) + '\\n'))
`

/** A port whose connections are neither accepted nor refused: a stopped process with a full queue of them. */
export async function startBlackhole() {
  const child = Bun.spawn([process.execPath, '-e', SERVER], { stdout: 'pipe', stderr: 'inherit' })
  const { value } = await child.stdout.getReader().read()
  const port = Number(new TextDecoder().decode(value))
  child.kill('SIGSTOP')
  const sockets: Socket[] = []
  while ((await connects(port, sockets)) || (await connects(port, sockets))) {}
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      child.kill('SIGKILL')
      await child.exited
    },
  }
}

function connects(port: number, sockets: Socket[]): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.on('error', () => resolve(false))
    sockets.push(socket)
    setTimeout(() => resolve(false), 300)
  })
}
