import { dayIn, noDetails, softwareKey, type DetailsReader } from './details.ts'

/**
 * Symantec Endpoint Protection: LatestVirusDefsDate, `2024-08-14`.
 * Source: Microsoft, "Endpoint security check" of its VPN clients, which reads the same value. Not
 * verified on a real machine.
 */
export const symantec: DetailsReader = async ({ system }) => {
  const { answer } = await softwareKey(
    system,
    'Symantec\\Symantec Endpoint Protection\\CurrentVersion\\public-opstate',
  )
  return {
    ...noDetails,
    signaturesAtMs: dayIn(answer, 'LatestVirusDefsDate'),
    source: 'registry public-opstate',
  }
}
