import { dayIn, noDetails, softwareKey, type DetailsReader } from './details.ts'

/**
 * Trellix, formerly McAfee: AVDatDate is the day of its signatures, `2016/02/25`.
 * Source: public audit scripts that read it. Newer versions may keep it elsewhere; not verified on
 * a real machine.
 */
export const trellix: DetailsReader = async ({ system }) => {
  const { answer } = await softwareKey(system, 'McAfee\\AVEngine')
  return {
    ...noDetails,
    signaturesAtMs: dayIn(answer, 'AVDatDate'),
    source: 'registry McAfee\\AVEngine',
  }
}
