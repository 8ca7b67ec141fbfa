import { bytes, textOf, type Question } from './conversation.ts'

/** Kinds of security without any password: None, and within VeNCrypt TLSNone and X509None. */
const none = 1
const [veNCrypt, tlsNone, x509None] = [19, 257, 260]
/** Encryption alone, with a list of its own behind it. */
const tls = 18

/**
 * Which kinds of security it offers. Without a password is chosen where it is offered, so that a server that counts
 * connections without a sign-in counts none; nothing of the screen is asked for.
 * Source: RFC 6143, 7.1.1 to 7.1.3; the RFB protocol of the community, "VeNCrypt"; seen on TigerVNC 1.12 of Debian 12.
 */
export const vncSecurity: Question = {
  msMax: 1_000,
  ask: async ({ say, hear }) => {
    const [, minor] = /^RFB 003\.(\d{3})$/.exec(textOf(await hear(bytes(12)))) ?? []
    if (minor === undefined) return null
    const version = Number(minor) >= 8 ? 8 : Number(minor) === 7 ? 7 : 3
    say(`RFB 003.00${version}\n`)
    if (version === 3) {
      const kind = (await hear(bytes(4))).readUInt32BE()
      return kind === none ? 'open' : kind === 2 ? 'guarded' : null
    }
    const [count = 0] = await hear(bytes(1))
    if (count === 0) return null
    const kinds = [...(await hear(bytes(count)))]
    if (kinds.includes(none)) {
      say(Buffer.from([none]))
      if (version === 7) return 'open'
      return (await hear(bytes(4))).readUInt32BE() === 0 ? 'open' : null
    }
    if (!kinds.includes(veNCrypt)) return kinds.every((kind) => kind === tls) ? null : 'guarded'
    say(Buffer.from([veNCrypt]))
    const offered = await hear(bytes(2))
    if (offered.readUInt16BE() < 2) return null
    say(Buffer.from([0, 2]))
    const [refused = 1, inside = 0] = await hear(bytes(2))
    if (refused !== 0) return null
    const list = await hear(bytes(inside * 4))
    const within = Array.from({ length: inside }, (_, index) => list.readUInt32BE(index * 4))
    return within.some((kind) => kind === tlsNone || kind === x509None) ? 'open' : 'guarded'
  },
}
