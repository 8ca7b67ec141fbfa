import type { judgeSettings as source } from '../vi/judge-settings.ts'

export const judgeSettings = {
  'judgeSetting.signatureAgeDaysMax.name': 'Greatest age of signatures',
  'judgeSetting.signatureAgeDaysMax.unit': 'days',
  'judgeSetting.signatureAgeDaysMax.meaning':
    'Virus signatures older than this do not count as updated.',
  'judgeSetting.listsAgeDaysMax.name': 'Greatest age of update lists',
  'judgeSetting.listsAgeDaysMax.unit': 'days',
  'judgeSetting.listsAgeDaysMax.meaning':
    '"No update waits", computed from lists older than this, is unknown.',
  'judgeSetting.patchGraceDays.name': 'Time to install updates',
  'judgeSetting.patchGraceDays.unit': 'days',
  'judgeSetting.patchGraceDays.meaning':
    'So long after a Patch Tuesday of Microsoft, or after other machines of the same build got a newer revision, it counts as missed.',
  'judgeSetting.doesBuiltInCountAsLicensed.name':
    'Software that comes with the system counts as licensed',
  'judgeSetting.doesBuiltInCountAsLicensed.unit': 'yes or no',
  'judgeSetting.doesBuiltInCountAsLicensed.meaning':
    'Decision 2458/QĐ-UBND does not say. Until somebody decides, a machine with nothing else is unknown.',
  'judgeSetting.doesFreeCountAsLicensed.name': 'Free software counts as licensed',
  'judgeSetting.doesFreeCountAsLicensed.unit': 'yes or no',
  'judgeSetting.doesFreeCountAsLicensed.meaning':
    'Until somebody decides, a machine with nothing else is unknown.',
  'judgeSetting.doesExpiredCountAsLicensed.name':
    'A licence that has ended still counts as licensed',
  'judgeSetting.doesExpiredCountAsLicensed.unit': 'yes or no',
  'judgeSetting.doesExpiredCountAsLicensed.meaning':
    'If so, a machine that once had a licence stays met after the day it ended.',
  'judgeSetting.silentAfterDays.name': 'Time within which machines report',
  'judgeSetting.silentAfterDays.unit': 'days',
  'judgeSetting.silentAfterDays.meaning':
    'A machine from which nothing was received for longer is silent: all else about it is unknown.',
} satisfies Record<keyof typeof source, string>
