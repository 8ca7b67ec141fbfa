import type { ScriptWay } from '#protocol/script-reports.ts'

/** A host that reports by script, and its newest report that was stored. */
type ScriptMachineTable = {
  host_id: string
  way: ScriptWay
  /** By the clock of the machine. */
  made_ms: number
  came_ms: number
}

/** Joined into `Schema`. */
export type ScriptReportsSchema = { script_machine: ScriptMachineTable }
