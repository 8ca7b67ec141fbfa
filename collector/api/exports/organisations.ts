import { personName } from '#i18n/audit-text.ts'
import type {
  ChangeView,
  ExclusionView,
  OrganisationRow,
  RoleSuggestion,
  RoleView,
  VersionView,
} from '#protocol/organisation-views.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf, local } from './columns.ts'
import { listFile } from './list-file.ts'

type Lists = Pick<Handlers, 'organisations' | 'organisation' | 'organisationChanges' | 'roles'>
type Names =
  | 'exportOrganisations'
  | 'exportOrganisationVersions'
  | 'exportExclusions'
  | 'exportOrganisationChanges'
  | 'exportRoles'
  | 'exportRoleSuggestions'

/** The tables of organisations, their history and their roles as files. */
export function organisationExports(
  { store: { db } }: ApiDeps,
  lists: Lists,
): Pick<Handlers, Names> {
  return {
    exportOrganisations: listFile(db, {
      name: 'organisations',
      title: 'nav.organisations',
      columns: organisationColumns,
      rows: async (call) => (await lists.organisations(call)).organisations,
    }),
    exportOrganisationVersions: listFile(db, {
      name: 'organisation-versions',
      title: 'organisations.history',
      columns: versionColumns,
      rows: async (call) => {
        const { versions } = await lists.organisation(call)
        const isAll = call.query.corrected === 'yes'
        return versions.filter(({ supersededMs }) => isAll || supersededMs === null)
      },
    }),
    exportExclusions: listFile(db, {
      name: 'exclusions',
      title: 'organisations.exclusions',
      columns: exclusionColumns,
      rows: async (call) => (await lists.organisation(call)).exclusions,
    }),
    exportOrganisationChanges: listFile(db, {
      name: 'organisation-changes',
      title: 'organisations.changes',
      columns: changeColumns,
      rows: async (call) => (await lists.organisationChanges(call)).changes,
    }),
    exportRoles: listFile(db, {
      name: 'roles',
      title: 'roles.recorded',
      columns: roleColumns,
      rows: async (call) => (await lists.roles(call)).roles,
    }),
    exportRoleSuggestions: listFile(db, {
      name: 'role-suggestions',
      title: 'roles.suggested',
      columns: suggestionColumns,
      rows: async (call) => (await lists.roles(call)).suggestions,
    }),
  }
}

const organisation = columnsOf<OrganisationRow>()
const organisationColumns = [
  organisation.name('column.agency', ({ name }) => name),
  organisation.text('export.short-name', ({ shortName }) => shortName),
  organisation.text('organisations.kind', ({ kind }) => kind),
  organisation.text('organisations.level', ({ level }) => level),
  organisation.text('organisations.code', ({ code }) => code),
  organisation.count('export.depth', ({ depth }) => depth),
  organisation.count('nav.hosts', ({ hosts }) => hosts),
  organisation.count('export.hosts-below', ({ hostsBelow }) => hostsBelow),
  organisation.day('export.from', ({ standsFrom }) => standsFrom),
  organisation.day('export.until', ({ standsUntil }) => standsUntil),
]

const version = columnsOf<VersionView>()
const versionColumns = [
  version.name('organisations.name', ({ name }) => name),
  version.text('export.short-name', ({ shortName }) => shortName),
  version.text('organisations.kind', ({ kind }) => kind),
  version.text('organisations.level', ({ level }) => level),
  version.text('organisations.code', ({ code }) => code),
  version.day('export.from', ({ fromDay }) => fromDay),
  version.day('export.until', ({ untilDay }) => untilDay),
  version.sentence('organisations.source', ({ source }) => source),
  version.text('export.recorded-by', ({ actor }, words) => personName(words, actor)),
  version.moment('organisations.recorded', ({ recordedMs }) => recordedMs),
  version.moment('export.superseded', ({ supersededMs }) => supersededMs),
]

const exclusion = columnsOf<ExclusionView>()
const exclusionColumns = [
  exclusion.text('plan.select', ({ planId }) => planId),
  exclusion.sentence('organisations.reason', ({ reason }) => reason),
  exclusion.day('export.from', ({ fromDay }) => fromDay),
  exclusion.day('export.until', ({ untilDay }) => untilDay),
  exclusion.text('export.recorded-by', ({ actor }, words) => personName(words, actor)),
  exclusion.moment('organisations.recorded', ({ recordedMs }) => recordedMs),
]

const change = columnsOf<ChangeView>()
const changeColumns = [
  change.moment('organisations.changes.when', ({ recordedMs }) => recordedMs),
  change.text('organisations.changes.what', ({ kind }, { t }) => t(`organisationChange.${kind}`)),
  change.sentence('column.agency', ({ agencies }) => agencies.map(({ name }) => name).join(', ')),
  change.day('organisations.on-day', ({ onDay }) => onDay),
  change.text('organisations.changes.who', ({ actor }, words) => personName(words, actor)),
  change.moment('organisations.undone', ({ undoneMs }) => undoneMs),
]

const role = columnsOf<RoleView>()
const roleColumns = [
  role.text('roles.role', (one, { t }) => t(`orgRole.${one.role}`)),
  role.name('export.role-for', ({ forAgencyName }) => forAgencyName),
  role.name('roles.holder', ({ organisationName }) => organisationName),
  role.text('export.representative', ({ representative }) => representative),
  role.text('export.contact-address', ({ address }) => address),
  role.text('export.contact', ({ contact }) => contact),
  role.day('export.from', ({ fromDay }) => fromDay),
  role.day('export.until', ({ untilDay }) => untilDay),
  role.sentence('organisations.source', ({ source }) => source),
  role.text('export.recorded-by', ({ actor }, words) => personName(words, actor)),
  role.moment('organisations.recorded', ({ recordedMs }) => recordedMs),
]

const suggestion = columnsOf<RoleSuggestion>()
const suggestionColumns = [
  suggestion.text('roles.role', (one, { t }) => t(`orgRole.${one.role}`)),
  suggestion.name('roles.holder', ({ organisationName }) => organisationName),
  suggestion.day('export.from', ({ fromDay }) => fromDay),
  suggestion.day('export.until', ({ untilDay }) => untilDay),
  suggestion.sentence('organisations.source', ({ source }) => source),
  suggestion.sentence('work.form.note', ({ note }, words) => note && local(note, words)),
]
