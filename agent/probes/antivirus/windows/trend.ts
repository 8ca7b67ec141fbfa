import { dayIn, noDetails, softwareKey, versionIn, type DetailsReader } from './details.ts'

/**
 * Trend Micro Apex One, OfficeScan and Worry-Free. The number of the pattern
 * (InternalNonCrcPatternVer) carries no date; PatternDate, `20240814`, does.
 * Source: public monitoring scripts that read PatternDate. Not verified on a real machine.
 */
export const trend: DetailsReader = async ({ system }) => {
  const { answer } = await softwareKey(system, 'TrendMicro\\PC-cillinNTCorp\\CurrentVersion\\Misc.')
  return {
    ...noDetails,
    version: versionIn(answer, 'ProgramVer'),
    signaturesAtMs: dayIn(answer, 'PatternDate'),
    source: 'registry PC-cillinNTCorp',
  }
}
