import type { peopleRefusalTexts as vi } from '../vi/people-refusals.ts'

export const peopleRefusalTexts = {
  'refusal.SIGN_IN_CODE_WRONG':
    'The code is wrong or was used already. Wait for the next one or use a recovery code.',
  'refusal.SIGN_IN_STEP_OVER': 'The password was given too long ago. Sign in from the beginning.',
  'refusal.ACCOUNT_DISABLED':
    'This account has been disabled. Ask the administrator of the province.',
  'refusal.ACCOUNT_WITHOUT_ROLE':
    'The password is right, but the account is in no group that has a role in Khiên. Ask the administrator.',
  'refusal.ACCOUNT_NAME_HELD':
    'The name “{name}” belongs to another account of Khiên. The administrator has to rename one of the two.',
  'refusal.DIRECTORY_UNAVAILABLE':
    'The directory of the province could not be asked, so it is not known whether the password is right. Local accounts can still sign in; try again later.',
  'refusal.PROVIDER_NOT_SET': 'This collector is not connected to a single sign-on service.',
  'refusal.PROVIDER_UNAVAILABLE':
    'The single sign-on service does not answer. Local accounts can still sign in; try again later.',
  'refusal.PROVIDER_REFUSED':
    'The single sign-on service did not confirm this sign-in ({detail}). Sign in from the beginning.',
  'refusal.PASSWORD_WRONG': 'The current password is wrong.',
  'refusal.PASSWORD_TOO_SHORT': 'The password needs at least {min} characters.',
  'refusal.PASSWORD_COMMON':
    'This password is too easy to guess: it is among those that are tried first, or repeats a few characters. Choose a longer phrase.',
  'refusal.PASSWORD_IS_NAME':
    'The password must not be the sign-in name, nor the name with a few characters added.',
  'refusal.PASSWORD_UNCHANGED': 'The new password has to differ from the present one.',
  'refusal.PASSWORD_ELSEWHERE':
    'The directory or the sign-in service of the province holds the password of this account. Change it there.',
  'refusal.TOTP_CODE_WRONG':
    'The code is wrong. Check the clock of the telephone and enter the code that shows now.',
  'refusal.TOTP_NOT_STARTED':
    'Setting up two-step sign-in has not begun. Open the step with the picture again.',
  'refusal.TOTP_ON_ALREADY': 'Two-step sign-in is on for this account already.',
  'refusal.TOTP_NOT_ON': 'Two-step sign-in is not on for this account.',
  'refusal.TOTP_REQUIRED':
    'Your role requires two-step sign-in, so it cannot be turned off. If the telephone is lost, ask an administrator to reset it.',
  'refusal.PERSON_NOT_FOUND': 'There is no account {id}.',
  'refusal.PERSON_NAME_TAKEN':
    'There is an account named “{name}” already. Case and marks do not matter.',
  'refusal.PERSON_NOT_LOCAL':
    'The directory or the sign-in service of the province holds this account. Change its groups or password there.',
  'refusal.LAST_ADMINISTRATOR':
    'This is the last active local administrator. Add another local administrator first.',
  'refusal.SESSION_NOT_FOUND': 'This session has ended.',
} as const satisfies Record<keyof typeof vi, string>
