import { Button, Group, Title } from '@mantine/core'
import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RoleAssignment } from '#protocol/organisations.ts'
import type { RoleSuggestion, RoleView } from '#protocol/organisation-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { LastDayDialog, RoleDialog } from './assign-dialogs.tsx'
import { rolesQuery } from './organisation-queries.ts'
import { Days } from './row-parts.tsx'
import { actorName } from '../register/entry-values.ts'
import styles from './organisations.module.css'
import { noContact } from './role-contact-fields.tsx'

const nothingGiven = { isOpen: true, given: null } as const
type Assigning = { isOpen: true; given: RoleAssignment | null } | null

/** Who is specialised unit, people's committee, ministry of record, CERT and contact point, and since when. */
export function Roles() {
  const { t } = useSpeech()
  const api = useApi()
  const roles = useQuery(rolesQuery(api))
  const may = useMay()
  const [assigning, setAssigning] = useState<Assigning>(null)
  const mayChange = may('changeOrganisation')
  useTitle(t('roles.title'))
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <nav aria-label={t('organisations.above')} className={styles['quiet']}>
            <Link to="/organisations">{t('nav.organisations')}</Link>
          </nav>
          <Title order={1}>{t('roles.title')}</Title>
          <p className={styles['quiet']}>{t('roles.intro')}</p>
        </div>
        {mayChange && (
          <Button
            size="sm"
            leftSection={<IconPlus size={16} />}
            onClick={() => setAssigning(nothingGiven)}
          >
            {t('roles.assign')}
          </Button>
        )}
      </header>
      {roles.data ? (
        <>
          <Recorded
            roles={roles.data.roles}
            onAmend={mayChange ? (given) => setAssigning({ isOpen: true, given }) : null}
          />
          <Suggested
            suggestions={roles.data.suggestions}
            onTake={mayChange ? (given) => setAssigning({ isOpen: true, given }) : null}
          />
        </>
      ) : roles.isError ? (
        <LoadFailure error={roles.error} onRetry={() => void roles.refetch()} />
      ) : (
        <ScreenSkeleton />
      )}
      {assigning && <RoleDialog given={assigning.given} onClose={() => setAssigning(null)} />}
    </div>
  )
}

function Recorded(props: {
  roles: readonly RoleView[]
  onAmend: ((given: RoleAssignment) => void) | null
}) {
  const { roles, onAmend } = props
  const { t } = useSpeech()
  const [ending, setEnding] = useState<RoleView | null>(null)
  return (
    <Card title={t('roles.recorded')} aside={<ExportButton route="exportRoles" />} isFlush>
      {roles.length === 0 ? (
        <Notice icon={IconUsersGroup} title={t('roles.none')}>
          {t('roles.none.why')}
        </Notice>
      ) : (
        <RowsTable
          name={t('roles.recorded')}
          heads={[
            t('roles.role'),
            t('roles.holder'),
            t('organisations.validity'),
            t('organisations.source'),
            t('organisations.recorded'),
          ]}
        >
          {roles.map((role) => (
            <RecordedRow
              key={role.assignmentId}
              role={role}
              onAmend={onAmend}
              onEnd={() => setEnding(role)}
            />
          ))}
        </RowsTable>
      )}
      {ending && (
        <LastDayDialog
          title={t('organisations.stop.role', { name: ending.organisationName })}
          changeOn={(lastDay) => ({
            kind: 'end-role',
            assignmentId: ending.assignmentId,
            lastDay,
          })}
          onClose={() => setEnding(null)}
        />
      )}
    </Card>
  )
}

function RecordedRow(props: {
  role: RoleView
  onAmend: ((given: RoleAssignment) => void) | null
  onEnd: () => void
}) {
  const { t, time } = useSpeech()
  const { role, onAmend, onEnd } = props
  return (
    <tr>
      <th scope="row">
        {t(`orgRole.${role.role}`)}
        {role.forAgencyName && <small>{role.forAgencyName}</small>}
      </th>
      <td>
        {role.agencyId === null ? (
          role.organisationName
        ) : (
          <Link to="/organisations/$id" params={{ id: role.agencyId }}>
            {role.organisationName}
          </Link>
        )}
        <ContactLines role={role} />
      </td>
      <td>
        <Days fromDay={role.fromDay} untilDay={role.untilDay} />
      </td>
      <td>{role.source ?? '—'}</td>
      <td>
        {actorName(role.actor)}, {time(role.recordedMs)}
        {onAmend && (
          <Button
            className={styles['undo'] ?? ''}
            size="compact-xs"
            variant="default"
            onClick={() => onAmend(role)}
          >
            {t('roles.amend')}
          </Button>
        )}
        {onAmend && role.untilDay === null && (
          <Button
            className={styles['undo'] ?? ''}
            size="compact-xs"
            variant="default"
            onClick={onEnd}
          >
            {t('organisations.stop')}
          </Button>
        )}
      </td>
    </tr>
  )
}

/** Who speaks for the body and how it is reached, where somebody has recorded it. */
function ContactLines({ role }: { role: RoleView }) {
  const lines = [role.representative, role.address, role.contact].filter((line) => line !== null)
  return lines.map((line) => <small key={line}>{line}</small>)
}

/** What documents speak of: taken over by somebody, never by itself. */
function Suggested(props: {
  suggestions: readonly RoleSuggestion[]
  onTake: ((given: RoleAssignment) => void) | null
}) {
  const { t, local } = useSpeech()
  if (props.suggestions.length === 0) return null
  return (
    <Card
      title={t('roles.suggested')}
      aside={
        <Group gap="sm">
          {t('roles.suggested.why')}
          <ExportButton route="exportRoleSuggestions" />
        </Group>
      }
      isFlush
    >
      <RowsTable
        name={t('roles.suggested')}
        heads={[
          t('roles.role'),
          t('roles.holder'),
          t('organisations.validity'),
          t('organisations.source'),
        ]}
      >
        {props.suggestions.map(({ note, ...suggestion }) => (
          <tr key={`${suggestion.role} ${suggestion.fromDay}`}>
            <th scope="row">{t(`orgRole.${suggestion.role}`)}</th>
            <td>{suggestion.organisationName}</td>
            <td>
              <Days fromDay={suggestion.fromDay} untilDay={suggestion.untilDay} />
            </td>
            <td>
              {t('roles.according-to', { source: suggestion.source })}
              {note && <small>{local(note)}</small>}
              {props.onTake && (
                <Button
                  className={styles['undo'] ?? ''}
                  size="compact-xs"
                  variant="default"
                  onClick={() =>
                    props.onTake?.({
                      ...suggestion,
                      ...noContact,
                      agencyId: null,
                      forAgencyId: null,
                    })
                  }
                >
                  {t('roles.take')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </RowsTable>
    </Card>
  )
}
