import type { Probe } from '../probe.ts'

/** Says which agent this is and what it cost; reads nothing of the machine. */
export const agent: Probe<'agent'> = async (_system, look) => ({
  version: look.agentVersion,
  runtime: `node ${process.versions.node}`,
  lastDay: look.lastDay,
  ...(look.update ? { update: look.update } : {}),
})
