import { isRunning, undocumented, type AntivirusReader } from '../reader.ts'

/**
 * Sophos Protection for Linux. Its states are kept by Sophos Central; no local command is
 * documented.
 */
export const sophos: AntivirusReader = {
  product: 'sophos-spl',
  paths: ['/opt/sophos-spl', '/opt/sophos-av'],
  processes: ['sophos_watchdog', 'savd'],
  read: async (look) => ({
    product: 'sophos-spl',
    name: 'Sophos Protection for Linux',
    version: undocumented,
    isRunning: isRunning(look, ['sophos_watchdog', 'savd']),
    realTime: undocumented,
    signaturesAtMs: undocumented,
    licence: undocumented,
    source: '/opt/sophos-spl, process sophos_watchdog',
  }),
}
