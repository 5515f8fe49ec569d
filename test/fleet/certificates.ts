import 'reflect-metadata' // @peculiar/x509 is made with decorators
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const DAY_MS = 86_400_000
const validity = () => ({ notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + DAY_MS) })
const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

export interface Certificates {
  /** The folder of a service of this name, as a cluster mounts it: replaced as a whole by issuing again. */
  issue(name: string): Promise<string>
}

/** An authority of our own below a folder. */
export async function authority(folder: string): Promise<Certificates> {
  const keys = await newKeys()
  const ca = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=authority',
    keys,
    signingAlgorithm: algorithm,
    ...validity(),
    extensions: [new BasicConstraintsExtension(true)],
  })
  let serial = 1
  const issue = async (name: string) => {
    serial += 1
    const own = await newKeys()
    const certificate = await X509CertificateGenerator.create({
      subject: `CN=${name}`,
      issuer: ca.subject,
      serialNumber: serial.toString(16).padStart(2, '0'),
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      ...validity(),
      extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
    })
    const version = join(folder, `${name}.${serial}`)
    mkdirSync(version, { recursive: true })
    writeFileSync(join(version, 'tls.crt'), certificate.toString('pem'))
    writeFileSync(join(version, 'tls.key'), pem(await crypto.subtle.exportKey('pkcs8', own.privateKey)))
    writeFileSync(join(version, 'ca.crt'), ca.toString('pem'))
    symlinkSync(version, join(folder, `${name}.next`))
    renameSync(join(folder, `${name}.next`), join(folder, name))
    return join(folder, name)
  }
  return { issue }
}

const pem = (key: ArrayBuffer) =>
  `-----BEGIN PRIVATE KEY-----\n${Buffer.from(key).toString('base64')}\n-----END PRIVATE KEY-----\n`
