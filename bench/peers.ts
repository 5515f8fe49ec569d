import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { debFolder, npmFolder, pythonBin } from '../test/clients/tools'
import { type Arm, askOllama, askOpenai } from './arm'

const READY_MS_MAX = 60_000
const DRAIN_MS = 200

/** Versions that are measured. */
const PORTKEY = '@portkey-ai/gateway@1.15.2'
/** The last whose proxy needs no package beside it that PyPI lacks. */
const LITELLM = 'litellm[proxy]==1.108.0'
const VLLM_ROUTER = 'vllm-router==0.1.17'

/**
 * The other gateways that can be started: each is installed from its registry into a cache folder of its own, nginx from its
 * Debian package, which is only unpacked, where the machine has none. One that fails is said and left out.
 */
export async function startPeers(model: string): Promise<(Arm & AsyncDisposable)[]> {
  const peers: (Arm & AsyncDisposable)[] = []
  for (const [name, start] of Object.entries({ nginx, 'vllm-router': vllmRouter, Portkey: portkey, LiteLLM: litellm })) {
    try {
      const peer = await start(model)
      if (peer) peers.push(peer)
    } catch (error) {
      process.stderr.write(`${name} can't be installed or started; it is left out: ${String(error)}\n`)
    }
  }
  return peers
}

/** nginx as a pipe of bytes. */
async function nginx(model: string): Promise<Arm | undefined> {
  const own = Bun.which('nginx') ?? Bun.which('nginx', { PATH: '/usr/sbin' })
  const command = own ?? join(await debFolder('nginx'), 'usr/sbin/nginx')
  const peer = await start('nginx', (port, folder) => {
    const file = join(folder, 'nginx.conf')
    writeFileSync(file, nginxConfig(model, port, folder))
    return [command, '-p', folder, '-c', file, '-e', 'stderr']
  })
  return peer && { ...peer, streamed: askOllama(peer.url, true), whole: askOllama(peer.url, false) }
}

const nginxConfig = (model: string, port: number, folder: string) => `
daemon off; master_process off; pid ${folder}/nginx.pid;
events { worker_connections 8192; }
http {
  access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder};
  fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  upstream model { server ${new URL(model).host}; keepalive 1024; }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / { proxy_pass http://model; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; }
  }
}`

/** Portkey's gateway, which is written for Node, under Bun. */
async function portkey(model: string): Promise<Arm | undefined> {
  const main = join(await npmFolder([PORTKEY]), 'node_modules/@portkey-ai/gateway/build/start-server.js')
  const peer = await start('Portkey on Bun', (port) => [process.execPath, main, `--port=${port}`, '--headless'])
  const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': `${model}/v1`, authorization: 'Bearer none' }
  return peer && { ...peer, streamed: askOpenai(peer.url, true, headers), whole: askOpenai(peer.url, false, headers) }
}

/** LiteLLM's proxy. */
async function litellm(model: string): Promise<Arm | undefined> {
  const command = join(await pythonBin([LITELLM]), 'litellm')
  const peer = await start('LiteLLM', (port, temporary) => {
    const file = join(temporary, 'config.yaml')
    const target = `{ model: openai/fake-chat, api_base: "${model}/v1", api_key: none }`
    const open = 'general_settings: { dangerously_permit_weak_or_unset_master_key: true }' // on loopback, for a minute
    writeFileSync(file, `model_list:\n  - { model_name: fake-chat, litellm_params: ${target} }\n${open}\n`)
    return [command, '--config', file, '--host', '127.0.0.1', '--port', String(port), '--num_workers', '1']
  })
  return peer && { ...peer, streamed: askOpenai(peer.url, true), whole: askOpenai(peer.url, false) }
}

/** vLLM's router, which is written in Rust. */
async function vllmRouter(model: string): Promise<Arm | undefined> {
  const command = join(await pythonBin([VLLM_ROUTER]), 'vllm-router')
  const peer = await start('vllm-router', (port) => {
    const server = ['--host', '127.0.0.1', '--port', String(port), '--worker-urls', model]
    return [command, ...server, '--policy', 'round_robin', '--log-level', 'error']
  })
  return peer && { ...peer, streamed: askOpenai(peer.url, true), whole: askOpenai(peer.url, false) }
}

type Peer = Pick<Arm, 'name' | 'pids'> & AsyncDisposable & { url: string }

/** Starts a server of one process on a free port, and waits until it takes connections. */
async function start(name: string, command: (port: number, folder: string) => string[]): Promise<Peer | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'collabry-bench-'))
  const port = freePort()
  const child = Bun.spawn(command(port, folder), { cwd: folder, stdout: 'ignore', stderr: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  const killed = () => child.kill('SIGKILL')
  process.on('exit', killed)
  const stop = async () => {
    process.off('exit', killed)
    child.kill('SIGTERM')
    await Promise.race([child.exited, Bun.sleep(DRAIN_MS).then(() => child.kill('SIGKILL'))])
    await child.exited
    rmSync(folder, { recursive: true, force: true })
  }
  if (await listens(url, child)) return { name, url, pids: { [name]: child.pid }, [Symbol.asyncDispose]: stop }
  await stop()
  process.stderr.write(`${name} did not start; it is left out\n`)
  return undefined
}

async function listens(url: string, child: Bun.Subprocess): Promise<boolean> {
  const until = performance.now() + READY_MS_MAX
  while (performance.now() < until && child.exitCode === null) {
    const answers = await fetch(url).then(
      () => true,
      () => false,
    )
    if (answers) return true
    await Bun.sleep(100)
  }
  return false
}

function freePort(): number {
  const server = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  const { port } = server
  server.stop(true)
  return port
}
