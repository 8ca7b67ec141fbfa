import { Button, Text } from '@mantine/core'
import { IconEqual, IconEqualNot } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { signKind, type MatchView } from '#protocol/register-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import type { useRovingRows } from '../hosts/roving-rows.ts'
import { actorName } from './entry-values.ts'
import { registerKey } from '../../query-keys.ts'
import styles from './register.module.css'

/** Both sides of a pair, sign by sign, and the decision. `row`: what makes it one stop of the keyboard. */
export function MatchPair(props: {
  match: MatchView
  mayDecide: boolean
  row: ReturnType<ReturnType<typeof useRovingRows>['propsOf']>
}) {
  const { t } = useSpeech()
  const { match, mayDecide, row } = props
  const { machine, host } = match
  const told = signKind.options.filter(
    (kind) => signText(kind, machine.signs) !== '' || signText(kind, host.signs) !== '',
  )
  return (
    <li className={styles['match']} {...row} aria-label={`${machine.code} – ${host.hostname}`}>
      <header>
        <strong>{match.agency.name}</strong>
        <Reasons match={match} />
      </header>
      <table className={styles['sides']}>
        <thead>
          <tr>
            <th scope="col">{t('register.match.sign')}</th>
            <th scope="col">
              {t('register.match.machine')}:{' '}
              <strong>
                {machine.code}
                {machine.room !== null && ` (${machine.room})`}
              </strong>
            </th>
            <th scope="col">
              {t('register.match.host')}:{' '}
              <Link to="/hosts/$id" params={{ id: host.hostId }}>
                <strong>{host.hostname}</strong>
              </Link>
            </th>
            <th scope="col">{t('register.match.compared')}</th>
          </tr>
        </thead>
        <tbody>
          {told.map((kind) => (
            <SignRow key={kind} kind={kind} match={match} />
          ))}
        </tbody>
      </table>
      {mayDecide && <Decide match={match} />}
    </li>
  )
}

function Reasons({ match }: { match: MatchView }) {
  const { t, time } = useSpeech()
  if (match.decision) {
    const { decision, recordedMs } = match.decision
    const actor = actorName(match.decision.actor)
    return (
      <Text size="sm" c="dimmed">
        {t(`register.match.decision.${decision}`, { actor, time: time(recordedMs) })}
      </Text>
    )
  }
  if (match.basis !== null) {
    return (
      <Text size="sm" c="dimmed">
        {t('register.match.by', { basis: t(`register.match.sign.${match.basis}`) })}
      </Text>
    )
  }
  return (
    <div className={styles['reasons']}>
      {match.reasons.map((reason) => (
        <span key={reason} className={styles['mark']}>
          {t(`register.match.reason.${reason}`)}
        </span>
      ))}
    </div>
  )
}

type Sign = (typeof signKind.options)[number]

function SignRow({ kind, match }: { kind: Sign; match: MatchView }) {
  const { t } = useSpeech()
  const agrees = match.agreeing.includes(kind)
  const differs = match.conflicting.includes(kind)
  return (
    <tr data-agrees={agrees ? 'yes' : differs ? 'no' : 'unknown'}>
      <th scope="row">{t(`register.match.sign.${kind}`)}</th>
      <td>{signText(kind, match.machine.signs) || t('register.none')}</td>
      <td>{signText(kind, match.host.signs) || t('register.none')}</td>
      <td>
        {agrees && t('register.match.agrees')}
        {differs && t('register.match.differs')}
      </td>
    </tr>
  )
}

function signText(kind: Sign, signs: MatchView['machine']['signs']): string {
  switch (kind) {
    case 'serial':
      return signs.serial ?? ''
    case 'asset-tag':
      return signs.assetTag ?? ''
    case 'mac':
      return signs.macs.join(', ')
    case 'name':
      return signs.name ?? ''
  }
}

function Decide({ match }: { match: MatchView }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const failureText = useFailureText()
  const { entryId } = match.machine
  const { hostId } = match.host
  const decide = useMutation({
    mutationFn: (decision: 'matched' | 'rejected' | null) =>
      api.call('decideMatch', { body: { entryId, hostId, decision } }),
    onSuccess: () => client.invalidateQueries({ queryKey: registerKey }),
  })
  const common = { size: 'xs', variant: 'default', disabled: decide.isPending } as const
  return (
    <div className={styles['decide']}>
      {match.decision ? (
        <Button {...common} onClick={() => decide.mutate(null)}>
          {t('register.match.undo')}
        </Button>
      ) : (
        <>
          {match.basis === null && (
            <Button
              {...common}
              leftSection={<IconEqual size={15} />}
              onClick={() => decide.mutate('matched')}
            >
              {t('register.match.same')}
            </Button>
          )}
          <Button
            {...common}
            leftSection={<IconEqualNot size={15} />}
            onClick={() => decide.mutate('rejected')}
          >
            {t('register.match.different')}
          </Button>
        </>
      )}
      {decide.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {failureText(decide.error)}
        </Text>
      )}
    </div>
  )
}
