import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import { type ChannelCredentials, experimental, type ServerCredentials } from '@grpc/grpc-js'
import { AppError } from './errors'

/** Credentials by which the services verify each other's names and encrypt their connections. */
export interface Tls {
  /** Requires of every caller a certificate of the same authority. */
  server(): ServerCredentials
  channel(): ChannelCredentials
}

/** New connections use a replaced certificate after this time; callers replace existing ones, see `rotating-channel.ts`. */
const REFRESH_MS = 5_000

/** Mutual TLS from the files of a folder, named as Kubernetes and cert-manager name them; they may be replaced at any time. */
export function openTls(directory: string): Tls {
  const path = (file: string) => {
    const full = join(directory, file)
    try {
      accessSync(full, constants.R_OK)
    } catch (cause) {
      throw new AppError('validation_error', `INTERNAL_TLS_DIR: ${full} can't be read.`, { cause })
    }
    return full
  }
  const files = { certificateFile: path('tls.crt'), privateKeyFile: path('tls.key'), caCertificateFile: path('ca.crt') }
  const provider = new experimental.FileWatcherCertificateProvider({ ...files, refreshIntervalMs: REFRESH_MS })
  return {
    server: () => experimental.createCertificateProviderServerCredentials(provider, provider, true),
    channel: () => experimental.createCertificateProviderChannelCredentials(provider, provider),
  }
}

/** The DNS names of a certificate: `DNS:rag, DNS:rag.study.svc` gives two. */
export const namesOf = (subjectAltName: string | undefined): string[] =>
  (subjectAltName ?? '')
    .split(', ')
    .filter((name) => name.startsWith('DNS:'))
    .map((name) => name.slice('DNS:'.length))
