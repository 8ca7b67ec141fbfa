import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { Answer } from '../../../system.ts'
import { isMissing, unknownFrom } from '../../answers.ts'
import { textIn, type KeyAnswer } from '../../windows/registry.ts'
import { timeOf } from '../labels.ts'
import { subscription } from '../reader.ts'
import {
  noDetails,
  placeAbsent,
  softwareKey,
  versionIn,
  type Details,
  type DetailsReader,
} from './details.ts'

const licenceFile = 'C:\\ProgramData\\ESET\\ESET Security\\License\\license.lf'

/**
 * ESET names its signatures `27125 (20230428)` in the registry and keeps the end of the licence in
 * a signed XML file of UTF-16. Source: what GLPI Agent reads. Not verified on a real machine.
 */
export const eset: DetailsReader = async ({ system, nowMs }) => {
  const { answer } = await softwareKey(system, 'ESET\\ESET Security\\CurrentVersion\\Info')
  const licence = await system.readFile(licenceFile, { bytesMax: 65_536 })
  return {
    ...noDetails,
    version: versionIn(answer, 'ProductVersion'),
    signaturesAtMs: parseScannerVersion(answer),
    licence: parseLicence(licence, nowMs),
    source: 'registry ESET Security, license.lf',
  }
}

function parseScannerVersion(answer: KeyAnswer): Maybe<number> {
  const told = textIn(answer, 'ScannerVersion')
  if (isUnknown(told)) return told
  if (told === null) return placeAbsent
  const day = /^\d+\w? \((\d{8})\)$/.exec(told.trim())?.[1]
  return timeOf(day) ?? unknown('not-understood', 'ScannerVersion')
}

/** The file may have been read as bytes of UTF-16, with a NUL behind each letter. */
function parseLicence(file: Answer<string>, nowMs: number): Details['licence'] {
  if (isMissing(file)) return placeAbsent
  if (!file.ok) return unknownFrom(file, 'license.lf')
  const plain = file.value.replaceAll('\0', '')
  const told = /\bEXPIRATION_DATE="(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})/.exec(plain)?.[1]
  const untilMs = timeOf(told)
  if (untilMs === null) return unknown('not-understood', 'license.lf')
  return subscription(untilMs, nowMs < untilMs)
}
