import { isRunning, undocumented, type AntivirusReader } from '../reader.ts'

/**
 * Trend Micro Deep Security. What dsa_query prints of its protection is not documented for each
 * version.
 */
export const deepSecurity: AntivirusReader = {
  product: 'trend-deep-security',
  paths: ['/opt/ds_agent'],
  processes: ['ds_agent', 'ds_am'],
  read: async (look) => ({
    product: 'trend-deep-security',
    name: 'Trend Micro Deep Security Agent',
    version: undocumented,
    isRunning: isRunning(look, ['ds_am']),
    realTime: undocumented,
    signaturesAtMs: undocumented,
    licence: undocumented,
    source: '/opt/ds_agent, process ds_am',
  }),
}
