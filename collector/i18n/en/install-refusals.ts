import type { installRefusalTexts as vi } from '../vi/install-refusals.ts'

/** What can be wrong with enrolling machines in numbers, and with the files for it. */
export const installRefusalTexts = {
  'refusal.ENROLMENT_ELSEWHERE':
    'The enrolment token holds only in the networks that it was made for; the address {address} is in none of them. Install within the network of the agency, or ask for a new token.',
  'refusal.ENROLMENT_AWAITS_APPROVAL':
    'This machine waits for approval, because the agency has all that it declared, or has declared none. The agent goes on trying; ask the IT officer to approve it on the page Install.',
  'refusal.ENROLMENT_DECLINED':
    'This machine was declined. If that was a mistake, ask the IT officer for a new enrolment token.',
  'refusal.PACKAGE_NAME_UNKNOWN':
    '“{name}” is not the name of a package. npm run package names them, for instance khien-agent-0.1.0-linux-x64.deb.',
  'refusal.PACKAGE_NOT_WHAT_IT_SAYS':
    'The file {file} is not what its name says: it was cut, or given another name. Nothing was copied.',
  'refusal.PACKAGE_SUM_WRONG':
    'The SHA-256 of {name} is {found}, and SHA256SUMS beside it says {expected}. Nothing was copied; fetch the package again.',
  'refusal.PACKAGE_NOT_FOUND':
    'There is no package {name} on the collector. Run khien-collector packages add <file> there.',
  'refusal.INSTALLER_JOIN_FOREIGN':
    'The join string is not one of this agency on this collector. Make a new token on the page Install.',
  'refusal.INSTALLER_TOKEN_TOO_WIDE':
    'The installer of an agency lies in SYSVOL, which the whole domain reads. So its token has to be limited to networks, and machines beyond the declared count have to wait.',
} as const satisfies Record<keyof typeof vi, string>
