import type { agentTerminal as source } from '../vi/agent-terminal.ts'

export const agentTerminal = {
  'agent.help': `khien-agent: the agent of Khiên

  run                    look and report until told to stop
  run --until-input-ends the same, and stops when its standard input ends; for a service
  enrol <join string>    enrol this computer with a collector
  snapshot [--probe id]  look once and print JSON; uses no network
  record <file>          write down what the operating system answers, redacted
  replay <file>          compute the facts from a recording, on any machine
  status                 whether it is enrolled, connected, and last acknowledged when
  uninstall --yes        say goodbye to the collector and remove the agent's data
  uninstall --keep-data  only say goodbye; the key and the data stay for the next installation
  --help, --version

Settings (environment)
  KHIEN_AGENT_DATA_DIR   the data folder
  KHIEN_JOIN             the join string for run, on a computer that is not enrolled
  KHIEN_JOIN_FILE        a file with the join string; removed once the computer is enrolled
  KHIEN_CATALOGUE_KEYS   public keys whose signed catalogues are believed, comma separated
  KHIEN_NETWORKS         private networks on which neighbours may be told, e.g. 192.168.1.0/24
  KHIEN_PROXY            HTTP proxy to the collector, e.g. http://10.0.0.1:3128; HTTPS_PROXY is not read
  KHIEN_RELEASE_KEYS     public keys whose releases are believed, for builds without keys of their own
  KHIEN_LAUNCHED         set to 1 by what starts the service and can start another version
  KHIEN_LANGUAGE         vi (default) or en
  KHIEN_LOG_LEVEL        debug, info (default), warn, error

Exit codes
  0   done
  1   refused; the reason is printed
  2   wrong command or setting; uninstall without --yes
  3   status: not running or not connected
  70  a bug
  75  run: to be started again, as another version`,
  'agent.enrolled': 'This computer is enrolled with {address} as host {hostId}.',
  'agent.uninstall.ask':
    'This tells the collector and removes the key and the data of the agent in {folder}. The computer has to be enrolled again to report. If you agree, run: khien-agent uninstall --yes',
  'agent.uninstall.done': 'The data of the agent in {folder} is removed.',
  'agent.uninstall.noGoodbye': 'The collector could not be told: {why}',
  'agent.record.done': 'Wrote {count} answers of the operating system to {file}.',
  'agent.status.enrolled': 'Enrolled with: {address}',
  'agent.status.notEnrolled': 'Not enrolled. Run: khien-agent enrol <join string>',
  'agent.status.host': 'Host: {hostId}',
  'agent.status.running': 'Running: process {pid}',
  'agent.status.notRunning': 'The agent is not running. Run: khien-agent run',
  'agent.status.connected': 'Connected since {since}',
  'agent.status.notConnected': 'Not connected since {since}',
  'agent.status.proxy': 'Through the proxy: {proxy}',
  'agent.status.acknowledged': 'Last acknowledged: {at}',
  'agent.status.neverAcknowledged': 'Nothing acknowledged yet',
  'agent.status.unsent': 'Unsent: {count}',
  'agent.status.catalogue': 'Catalogue of antivirus products: signed, number {sequence}',
  'agent.status.compiledCatalogue': 'Catalogue of antivirus products: the one of this release',
  'agent.status.looks': 'Last look:',
  'agent.status.neverLooked': 'never',
  'agent.status.neverRan': 'The agent has never run on this computer.',
} satisfies Record<keyof typeof source, string>
