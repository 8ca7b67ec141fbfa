/** Tests that take long, as patterns: for CI alone, because `npm test` has to end within ten minutes. */
export const longTests = [
  'tests/journeys/long/**/*.test.ts',
  'tests/journeys/{backup,databases,install,live-table,self-update,shell,two-people}.test.ts',
  'tests/journeys/{first-screen,judging,signing-in}.test.ts',
  'tests/scripts/start.test.ts',
  'tests/agent/update/faults.test.ts',
  'tests/collector/plans/province.test.ts',
  'tests/collector/snapshots/chain.test.ts',
  'tests/collector/backup/killed.test.ts',
  'tests/collector/commands/{commands,setup}.test.ts',
  'tests/gates/planted.test.ts',
  'tests/agent/factory-passwords/local-users.test.ts',
  'tests/agent/device-check/{real,running,snmp}-agent.test.ts',
  'tests/agent/device-check/{snmpd,ssh,sshd}.test.ts',
]
