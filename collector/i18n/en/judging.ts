import type { judging as source } from '../vi/judging.ts'

export const judging = {
  'platform.linux': 'Linux',
  'platform.windows': 'Windows',
  'platform.macos': 'macOS',

  'settings.intro':
    'What the texts of the plan leave open. Each decision is printed beside every figure that depends on it, with who decided it and when.',
  'settings.only-administrators': 'Administrators alone decide.',
  'settings.controls': 'Changes:',
  'settings.history': 'Decisions so far ({count})',
  'settings.note': 'Grounds: {note}',
  'settings.decide': 'Decide',
  'settings.decide.title': 'Decide: {name}',
  'settings.decide.value': 'Value',
  'settings.decide.note': 'Grounds (optional)',
  'settings.decide.note.example': 'E.g. the meeting of 12/11/2026',
  'settings.decide.rejudged': 'Every computer is judged again within minutes.',
  'settings.decide.signed':
    'The decision is written down with the name {name} and the date of today.',
  'settings.out-of-range': 'Give a number of days from 1 to {max}.',
  cancel: 'Cancel',

  'decide.signatureAgeDaysMax.effect':
    'Signatures older than {count} days will not count as updated.',
  'decide.listsAgeDaysMax.effect':
    'A computer whose update lists are older than {count} days and which misses nothing will be unknown.',
  'decide.patchGraceDays.effect':
    'A computer has {count} days to install an update before it counts as missed.',
  'decide.silentAfterDays.effect':
    'A computer that sends nothing for more than {count} days will be silent, and its other controls unknown.',
  'decide.doesBuiltInCountAsLicensed.yes':
    'Computers with nothing but what comes with the system will be met for the licence.',
  'decide.doesBuiltInCountAsLicensed.no':
    'Computers with nothing but what comes with the system will be unmet for the licence.',
  'decide.doesFreeCountAsLicensed.yes':
    'Computers with nothing but free software will be met for the licence.',
  'decide.doesFreeCountAsLicensed.no':
    'Computers with nothing but free software will be unmet for the licence.',
  'decide.doesExpiredCountAsLicensed.yes': 'Computers with an ended licence stay met.',
  'decide.doesExpiredCountAsLicensed.no': 'Computers with an ended licence are unmet.',
  'decide.undecided': 'Computers whose answer depends on this will be unknown.',

  'catalogue.antivirus-products': 'Antivirus software',
  'catalogue.os-support': 'System support',
  'catalogue.service-rules': 'Risky services',
  'catalogues.unknown': 'In no catalogue',
  'catalogues.readers': 'Readers',
  'catalogues.parts': 'Catalogues',
  'catalogues.shipped': 'As shipped with the product, of {day}',
  'catalogues.signed': 'Signed, number {sequence}, issued {day}',
  'catalogues.imported': 'imported by {author} at {time}',
  'catalogues.rows': '{count} rows, {verified} of them checked on a real machine',
  'catalogues.import': 'Import a signed catalogue',
  'catalogues.import.title': 'Import the catalogue?',
  'catalogues.import.means':
    'The file {file} takes the place of the catalogue in use if its signature is good and its number higher than the one held. Every computer is judged again.',
  'catalogues.import.done': 'Imported: {what}',
  'catalogues.import.no-keys':
    'No public key is believed (KHIEN_CATALOGUE_KEYS), so that no signed catalogue can be imported.',
  'catalogues.product': 'Product',
  'catalogues.origin': 'Maker',
  'catalogues.domestic': 'domestic',
  'catalogues.foreign': 'foreign ({country})',
  'catalogues.licence': 'Licence',
  'catalogues.licence.unknown': 'kind not known',
  'catalogues.licence-end': 'End of licence known from',
  'catalogues.licence-end.reader': 'the computer',
  'catalogues.licence-end.declaration': 'what the agency declares',
  'catalogues.licence-end.none': 'nothing yet',
  'catalogues.read-by': 'Reader',
  'catalogues.not-known': 'What is not known',
  'catalogues.source': 'Source',
  'catalogues.verified': 'Checked',
  'catalogues.verified.yes': 'on a real machine',
  'catalogues.verified.no': 'not yet',
  'catalogues.system': 'Operating system',
  'catalogues.ends': 'Support ends',
  'catalogues.extensions': 'Extended support',
  'catalogues.extension': '{program} until {day}',
  'catalogues.extension.free': '{program} until {day}, free',
  'catalogues.service': 'Service',
  'catalogues.severity': 'Severity (LAN / any / public)',

  'products.intro':
    'Names that Security Center or a reader tells and no catalogue has. Until somebody places them, only what the computer says of itself is known.',
  'products.none': 'No name waits',
  'products.none.why':
    'Every product name that computers tell is in a catalogue or was placed by an administrator. The list is gone over every ten minutes.',
  'products.name': 'Name as told',
  'products.hosts': 'Computers',
  'products.first-seen': 'First seen',
  'products.agencies': 'Agencies',
  'products.means': 'Place it',
  'products.choose': 'Choose a product',
  'products.place': 'It is this product',
  'products.not-antivirus': 'It is no antivirus',
  'products.more': 'Shows {shown} of {total} names.',
  'products.confirm.title': 'Place “{name}”?',
  'products.confirm.product':
    'Every computer that tells this name will be judged as having {product}. This can be taken back at any time.',
  'products.confirm.none':
    'This name will count as an antivirus on no computer. This can be taken back at any time.',
  'products.confirm': 'Place it',
  'products.placed': 'Names that were placed',
  'products.undo': 'Take back',
  'products.undo.title': 'Take back what was said of “{name}”?',
  'products.undo.means': 'The name waits again; computers are judged again.',

  'readers.intro':
    'What rests on a reader that nobody has checked by hand on a real machine is marked “provisional”. Run the command of a row on a real machine and compare the two answers.',
  'readers.counts': '{checked} of {total} readers checked',
  'readers.reader': 'Reader',
  'readers.platform': 'System',
  'readers.state': 'Check',
  'readers.command': 'Command that checks it',
  'readers.beside': 'Compare with',
  'readers.window': "the product's own window",
  'readers.checked': 'on {day}, {by}, {machine}',
  'readers.unchecked': 'not checked',

  'agents.title': 'What the agents cost',
  'agents.intro':
    'In the last whole day of each computer. Figures are rounded up to a power of two. Press a number to see the computers.',
  'agents.none': 'No computer has run for a whole day yet',
  'agents.none.why':
    'An agent tells its own cost after its first whole day; this page is worked out every ten minutes.',
  'agents.figure': 'Figure',
  'agents.median': 'Median',
  'agents.p95': '95% are at most',
  'agents.max': 'Most',
  'agents.cpu': 'Processor time a day',
  'agents.memory': 'Memory at most',
  'agents.hosts': '{count} computers have told',
  'agents.hosts.one': '1 computer has told',
  'agents.at-least': 'at least this: {count} computers',
  'agents.at-least.one': 'at least this: 1 computer',
  'agents.seconds': '{count} s',
  'agents.versions': 'Versions in use',
  'agents.version': 'Version',

  'column.actions': 'Actions',
  'column.agent': 'Agent',
  'filter.product': 'Has “{name}”',
  'filter.agent-version': 'Agent {version}',
  'filter.agent-cpu': 'Processor time of {amount} or more a day',
  'filter.agent-memory': 'Memory of {amount} or more',
} satisfies Record<keyof typeof source, string>
