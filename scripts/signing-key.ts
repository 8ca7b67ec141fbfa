import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** A private key that lies offline, opened to sign. */
export type SigningKey = {
  /** Raw, base64url: what KHIEN_CATALOGUE_KEYS and the keys of releases are. */
  readonly publicKey: string
  /** Two lines: the content, and the signature over what `message` makes of it. */
  signLines(content: string, message: (content: string) => string): string
}

/** Makes a key pair: the private key into a file that must not exist, readable by its owner alone. Gives the public. */
export function makeSigningKey(file: string): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' })
  writeFileSync(file, pem, { flag: 'wx', mode: 0o600 })
  return openSigningKey(file).publicKey
}

/** Opens a private key in PEM. */
export const openSigningKey = (file: string): SigningKey =>
  signingKeyOf(createPrivateKey(readFileSync(file)))

/** A private key as what signs. */
export function signingKeyOf(key: KeyObject): SigningKey {
  return {
    publicKey: z.string().parse(createPublicKey(key).export({ format: 'jwk' }).x),
    signLines(content, message) {
      const signature = sign(null, Buffer.from(message(content)), key).toString('base64url')
      return `${content}\n${signature}\n`
    },
  }
}
