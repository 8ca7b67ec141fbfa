import { z } from 'zod'
import type { ReasonKey } from './controls.ts'
import type { VerdictState } from './verdict-states.ts'

/** What somebody does to put a verdict right; the steps are `remedy.<id>.steps` in the catalogue of texts. */
export const remedyIds = [
  'secure-accounts',
  'secure-services',
  'remove-malware',
  'close-services',
  'secure-remote-access',
  'install-antivirus',
  'turn-on-antivirus',
  'update-signatures',
  'renew-licence',
  'install-updates',
  'upgrade-system',
  'turn-on-firewall',
  'reconnect',
  'install-agent',
  'correct-clock',
  'make-readable',
  'decide-counting',
] as const
export const remedyId = z.enum(remedyIds)
export type RemedyId = z.infer<typeof remedyId>

/** Somebody can walk in without a password: nothing comes before that. */
export const pinnedRemedies: readonly RemedyId[] = ['secure-accounts', 'secure-services']

/** What waits for a decision of the province where the verdict is unknown, and is put right where it is unmet. */
const bySetting = { unmet: 'renew-licence', unknown: 'decide-counting' } as const

type Remedied = RemedyId | null | { readonly unmet: RemedyId; readonly unknown: RemedyId }

/** Null: a reason of what is well. */
const remedies: Readonly<Record<ReasonKey, Remedied>> = {
  'not-looked': 'make-readable',
  'could-not-look': 'make-readable',
  'host-silent': 'reconnect',
  'host-never-reported': 'reconnect',
  'container-shares-host': 'make-readable',
  'clock-far-off': 'correct-clock',
  'av-running': null,
  'av-none': 'install-antivirus',
  'av-off': 'turn-on-antivirus',
  'av-on-demand-only': 'turn-on-antivirus',
  'av-snoozed': 'turn-on-antivirus',
  'av-expired': 'renew-licence',
  'av-passive': 'turn-on-antivirus',
  'av-state-unknown': 'make-readable',
  'av-current': null,
  'av-signatures-old': 'update-signatures',
  'av-signatures-unknown': 'make-readable',
  'av-signatures-in-future': 'correct-clock',
  'av-without-signatures': null,
  'av-licensed': null,
  'av-licence-expired': 'renew-licence',
  'av-licence-not-valid': 'renew-licence',
  'av-licence-free': bySetting,
  'av-licence-built-in': bySetting,
  'av-licence-unknown': 'make-readable',
  'av-protected': null,
  'av-not-in-catalogue': 'decide-counting',
  'av-current-by-self': null,
  'av-signatures-old-by-self': 'update-signatures',
  'malware-none': null,
  'malware-all-handled': null,
  'malware-not-handled': 'remove-malware',
  'malware-outcome-unknown': 'remove-malware',
  'malware-record-unread': 'make-readable',
  'malware-detected': 'remove-malware',
  'malware-list-cut': 'remove-malware',
  patched: null,
  'patches-pending': 'install-updates',
  'patches-pending-packages': 'install-updates',
  'patches-lists-stale': 'install-updates',
  'patches-lists-missing': 'install-updates',
  'patches-lists-unknown': 'make-readable',
  'patches-list-undated': 'install-updates',
  'patches-unknown': 'make-readable',
  'patches-after-reboot': null,
  'os-support-ended-no-patches': 'upgrade-system',
  'patches-windows-current': null,
  'patches-windows-due': 'install-updates',
  'patches-windows-behind': 'install-updates',
  'patches-windows-behind-fleet': 'install-updates',
  'patches-windows-undated': 'make-readable',
  'patches-search-old': 'install-updates',
  'patches-weak-reboot-signs': null,
  'os-supported': null,
  'os-supported-extended': null,
  'os-support-ended': 'upgrade-system',
  'os-not-in-catalogue': 'decide-counting',
  'os-support-program-unknown': 'upgrade-system',
  'firewall-on': null,
  'firewall-off': 'turn-on-firewall',
  'firewall-unit-without-rules': 'turn-on-firewall',
  'firewall-unknown': 'make-readable',
  'firewall-profile-off': 'turn-on-firewall',
  'firewall-accepts-by-default': 'turn-on-firewall',
  'firewall-rules-loaded': null,
  'credentials-clean': null,
  'account-empty-password': 'secure-accounts',
  'account-password-not-required': 'secure-accounts',
  'account-automatic-login-stored-password': 'secure-accounts',
  'account-automatic-login': 'secure-accounts',
  'account-automatic-login-unlisted': 'secure-accounts',
  'account-automatic-login-ordinary': null,
  'account-passwordless-sudo': 'secure-accounts',
  'account-narrow-sudo': null,
  'ssh-empty-passwords': 'secure-accounts',
  'account-factory-password': 'secure-accounts',
  'factory-password-unknown': 'make-readable',
  'factory-passwords-changed': null,
  'credentials-unknown': 'make-readable',
  'account-guest-enabled': 'secure-accounts',
  'blank-passwords-from-network': 'secure-accounts',
  'laps-none': null,
  'credentials-list-cut': 'make-readable',
  'service-open': 'secure-services',
  'service-open-little': null,
  'service-open-idle': null,
  'service-factory-password': 'secure-services',
  'service-first-password': 'secure-services',
  'service-reach-unknown': 'secure-services',
  'service-unknown': 'make-readable',
  'services-closed': null,
  'ports-clean': null,
  'ports-exposed': 'close-services',
  'ports-exposed-if-allowed': 'close-services',
  'ports-firewall-unknown': 'close-services',
  'ports-list-cut': 'make-readable',
  'port-risky': 'close-services',
  'port-risky-program': 'close-services',
  'remote-access-safe': null,
  'remote-smb1-on': 'secure-remote-access',
  'remote-desktop-without-nla': 'secure-remote-access',
  'remote-desktop-with-nla': null,
  'remote-access-unknown': 'make-readable',
  'remote-tool-running': null,
  'remote-tool-installed': null,
  reporting: null,
  'reporting-silent': 'reconnect',
  'reporting-never': 'reconnect',
}

/**
 * What puts a verdict right, by its state and its decisive reason; null: there is nothing to do.
 * A verdict that is unknown for a reason of what is well is still unknown: somebody has to see why.
 */
export function remedyOf(state: VerdictState, reason: ReasonKey | ''): RemedyId | null {
  if (state === 'met' || state === 'not-applicable') return null
  const remedied = reason === '' ? null : remedies[reason]
  if (remedied === null) return 'make-readable'
  return typeof remedied === 'string' ? remedied : remedied[state]
}
