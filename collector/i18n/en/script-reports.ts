import type { scriptReports as vi } from '../vi/script-reports.ts'

/** Machines that no agent runs on and that report by script. */
export const scriptReports = {
  'script.machine': 'Legacy machine, by script',
  'script.machine.why':
    'No agent runs on this machine; a script sends fewer facts. What the script cannot see is unknown.',
  'script.last': 'How it reports',
  'script.posted': 'sent by the machine, made {made}, received {came}',
  'script.carried': 'carried by hand, made {made}, received {came}',
  'script.carry': 'Hand in a carried report',
  'script.carry.why':
    'A legacy machine that cannot reach the collector writes its report to a file. Bring the .khien file here.',
  'script.carry.choose': 'Choose a file',
  'script.carry.done': 'The report of {hostname}, made {made}, was taken.',
} as const satisfies Record<keyof typeof vi, string>
