import type { shell as source } from '../vi/shell.ts'

/** What stands around every screen: places, the day that is shown, the palette, the shortcuts. */
export const shell = {
  close: 'Close',
  'nav.indicators': 'Indicators',
  'nav.tree': 'Tree of agencies',
  'nav.register.whole': 'Register of computers and devices',
  'nav.reports.whole': 'Reports and obligations',
  'nav.duties': 'Obligations',
  'nav.administration': 'Administration',
  'nav.screens': 'Screens of {place}',
  'day.now': 'Now',
  'day.title': 'Show the figures of a day',
  'day.choose': 'Choose the day of the figures; shown now: {day}',
  'day.show': 'Show',
  'day.yesterday': 'Yesterday',
  'day.week': '7 days ago',
  'day.month': '30 days ago',
  'day.wrong': 'Type the day as dd/MM/yyyy.',
  'day.future': 'This day is still to come. Choose today or a past day.',
  'as-of.unreadable':
    'The address names a day that cannot be read, so the figures of now are shown.',
  'as-of.future': 'The address names a day that is still to come, so the figures of now are shown.',
  'as-of.not-here':
    'The chosen day is {time}, but this screen has only the figures of now. What stands below is of now.',
  'clock.wrong': 'The clock of this machine is wrong. The collector says {time}.',
  'clock.wrong.why': 'All times on the screen are those of the collector.',
  'palette.open': 'Find a screen, an agency or a host',
  'palette.find': 'Find',
  'palette.placeholder': 'Name of a screen, an agency, a host, or an address',
  'palette.screens': 'Screens',
  'palette.nothing': 'Nothing found. Try another name; diacritics do not matter.',
  'keys.title': 'Shortcuts',
  'keys.search': 'Search this screen, or find anything',
  'keys.rows': 'One row down, one row up',
  'keys.row-open': 'Open the chosen row',
  'keys.why':
    'Shortcuts are off while you type in a field and while an input method composes a letter.',
} as const satisfies Record<keyof typeof source, string>
