/**
 * Every compiled reader of antivirus products. A catalogue selects among these and can name no other; what a reader
 * runs or reads is compiled into the agent.
 */
export const antivirusReaders = [
  // Linux
  'bitdefender',
  'clamav',
  'cortex',
  'crowdstrike',
  'deep-security',
  'drweb',
  'eset',
  'kesl',
  'mdatp',
  'sentinelone',
  'sophos',
  // Windows
  'security-center',
  'defender',
  'kaspersky',
  'eset-windows',
  'trend-officescan',
  'trellix',
  'withsecure',
  'symantec',
  // either: the files and services alone show that the product is there and whether it runs
  'presence',
] as const
export type AntivirusReaderId = (typeof antivirusReaders)[number]
