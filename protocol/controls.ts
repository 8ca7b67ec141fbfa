import { z } from 'zod'

/** Every control: a question about one host with four possible answers. The code of each is `domain/controls/<id>.ts`. */
export const controlIds = [
  'antivirus-running',
  'antivirus-current',
  'antivirus-licensed',
  'protected',
  'malware-handled',
  'patched',
  'os-supported',
  'firewall-on',
  'no-default-credentials',
  'no-exposed-services',
  'remote-access-safe',
  'reporting',
] as const
export type ControlId = (typeof controlIds)[number]
export const controlId = z.enum(controlIds)

/**
 * Why a verdict is as it is, each with the values its sentence needs. The sentence is `reason.<key>` in the
 * catalogue of texts; a date travels as epoch milliseconds under a name that ends in `AtMs`.
 */
export const reasonKeys = [
  // any control
  'not-looked',
  'could-not-look',
  'host-silent',
  'host-never-reported',
  'container-shares-host',
  'clock-far-off',
  // antivirus
  'av-running',
  'av-none',
  'av-off',
  'av-on-demand-only',
  'av-snoozed',
  'av-expired',
  'av-passive',
  'av-state-unknown',
  'av-current',
  'av-signatures-old',
  'av-signatures-unknown',
  'av-signatures-in-future',
  'av-without-signatures',
  'av-licensed',
  'av-licence-expired',
  'av-licence-not-valid',
  'av-licence-free',
  'av-licence-built-in',
  'av-licence-unknown',
  'av-protected',
  'av-not-in-catalogue',
  'av-current-by-self',
  'av-signatures-old-by-self',
  // malware
  'malware-none',
  'malware-all-handled',
  'malware-not-handled',
  'malware-outcome-unknown',
  'malware-record-unread',
  'malware-detected',
  'malware-list-cut',
  // patches
  'patched',
  'patches-pending',
  'patches-pending-packages',
  'patches-lists-stale',
  'patches-lists-missing',
  'patches-lists-unknown',
  'patches-list-undated',
  'patches-unknown',
  'patches-after-reboot',
  'os-support-ended-no-patches',
  'patches-windows-current',
  'patches-windows-due',
  'patches-windows-behind',
  'patches-windows-behind-fleet',
  'patches-windows-undated',
  'patches-search-old',
  'patches-weak-reboot-signs',
  // support
  'os-supported',
  'os-supported-extended',
  'os-support-ended',
  'os-not-in-catalogue',
  'os-support-program-unknown',
  // firewall
  'firewall-on',
  'firewall-off',
  'firewall-unit-without-rules',
  'firewall-unknown',
  'firewall-profile-off',
  'firewall-accepts-by-default',
  'firewall-rules-loaded',
  // credentials
  'credentials-clean',
  'account-empty-password',
  'account-password-not-required',
  'account-automatic-login-stored-password',
  'account-automatic-login',
  'account-automatic-login-unlisted',
  'account-automatic-login-ordinary',
  'account-passwordless-sudo',
  'account-narrow-sudo',
  'ssh-empty-passwords',
  'account-factory-password',
  'factory-password-unknown',
  'factory-passwords-changed',
  'credentials-unknown',
  'account-guest-enabled',
  'blank-passwords-from-network',
  'laps-none',
  'credentials-list-cut',
  'service-open',
  'service-open-little',
  'service-open-idle',
  'service-factory-password',
  'service-first-password',
  'service-reach-unknown',
  'service-unknown',
  'services-closed',
  // ports
  'ports-clean',
  'ports-exposed',
  'ports-exposed-if-allowed',
  'ports-firewall-unknown',
  'ports-list-cut',
  'port-risky',
  'port-risky-program',
  // remote access
  'remote-access-safe',
  'remote-smb1-on',
  'remote-desktop-without-nla',
  'remote-desktop-with-nla',
  'remote-access-unknown',
  'remote-tool-running',
  'remote-tool-installed',
  // reporting
  'reporting',
  'reporting-silent',
  'reporting-never',
] as const
export type ReasonKey = (typeof reasonKeys)[number]

const paramValue = z.union([z.string(), z.number(), z.array(z.string())])
export const reason = z.object({
  key: z.enum(reasonKeys),
  params: z.record(z.string(), paramValue),
})
export type Reason = z.infer<typeof reason>
