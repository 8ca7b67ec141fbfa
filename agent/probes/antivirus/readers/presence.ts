import { isRunning, linuxTellsNot, undocumented, type AntivirusReader } from '../reader.ts'

/** A product of which only its presence can be read: that it runs, where the catalogue names its programs. */
export const presence: AntivirusReader = async (look) => {
  const { places, processes } = look.row.linux ?? { places: [], processes: [] }
  return {
    ...linuxTellsNot,
    version: undocumented,
    isRunning: processes.length > 0 ? isRunning(look, processes) : undocumented,
    realTime: undocumented,
    signaturesAtMs: undocumented,
    licence: undocumented,
    source: [...places, ...processes.map((name) => `process ${name}`)].join(', ').slice(0, 200),
  }
}
