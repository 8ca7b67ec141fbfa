import { renameSync } from 'node:fs'
import { must, type Workshop } from './workshop.ts'

/** A certificate for signing programs with its key, both as PEM. */
export type Signer = { readonly certificate: string; readonly key: string }

/**
 * Signs a program or an installer for Windows, where a certificate was given. The time in the signature is that of the
 * commit; a time stamp of an authority would need a network.
 */
export async function sign(workshop: Workshop, file: string): Promise<void> {
  const { signer, release } = workshop
  if (signer === null) return
  const signed = `${file}.signed`
  await must([
    'osslsigncode',
    'sign',
    '-certs',
    signer.certificate,
    '-key',
    signer.key,
    '-h',
    'sha256',
    '-n',
    'Khiên Agent',
    '-time',
    String(release.dateSeconds),
    '-in',
    file,
    '-out',
    signed,
  ])
  renameSync(signed, file)
}
