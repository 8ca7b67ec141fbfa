import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { signerOf as identityOf } from '#agent/identity.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { deviceCheckMessage, type DeviceCheckAuthorisation } from '#protocol/device-checks.ts'

export const owner = generateKeyPairSync('ed25519').privateKey
export const stranger = generateKeyPairSync('ed25519').privateKey
export const ownKeys = [identityOf(owner).publicKey]
export const thisHost = 'k4xq7m2c5wz3hnd6b2rtyaoev4'

export const anAuthorisation: DeviceCheckAuthorisation = {
  format: 'khien device checks',
  sequence: 7,
  document: 'Kế hoạch 12/KH-UBND ngày 20/11/2026 về rà soát thiết bị',
  approvedBy: 'Phòng Chuyển đổi số',
  agreedBy: 'UBND xã Hoằng Hóa',
  agencyId: 'xa-hoang-hoa',
  hostId: thisHost,
  subnet: '10.20.30.0/24',
  issuedOn: '2026-11-22',
  untilDay: '2026-12-31',
  window: { from: 8 * 60, until: 17 * 60 },
  attemptsADay: 1,
  devices: [
    {
      address: '10.20.30.40',
      mac: '00:40:8c:12:34:56',
      protocol: 'http',
      port: 80,
      certificate: null,
    },
  ],
}

/** The signed file of an authorisation, whether or not it is one that anybody should believe. */
export function signedBy(key: KeyObject, content: object): string {
  const text = canonicalJson(content)
  return `${text}\n${sign(null, Buffer.from(deviceCheckMessage(text)), key).toString('base64url')}\n`
}
