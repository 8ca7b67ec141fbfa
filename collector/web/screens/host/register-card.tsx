import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { HostRegisterView } from '#protocol/host-register.ts'
import type { MatchView } from '#protocol/register-views.ts'
import type { HostId } from '#protocol/values.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { actorName } from '../register/entry-values.ts'
import { hostRegisterQuery } from './note-queries.ts'
import styles from './register-card.module.css'

/** Which machine of the register this computer is, by what that is known, or why none and what to do next. */
export function RegisterCard({ id, asOf }: { id: HostId; asOf: number | undefined }) {
  const { t } = useSpeech()
  const register = useQuery(hostRegisterQuery(useApi(), id, { asOf }))
  return (
    <Card title={t('host-register.title')}>
      {register.isPending && <RowsSkeleton rows={2} />}
      {register.isError && (
        <LoadFailure error={register.error} onRetry={() => void register.refetch()} />
      )}
      {register.data && <Found view={register.data} />}
    </Card>
  )
}

function Found({ view: { agency, found } }: { view: HostRegisterView }) {
  switch (found.state) {
    case 'matched':
      return <Matched match={found.match} />
    case 'doubtful':
      return <Doubtful agencyId={agency.id} doubts={found.doubts} />
    case 'none':
      return <None agency={agency} found={found} />
  }
}

function Matched({ match }: { match: MatchView }) {
  const { t, time } = useSpeech()
  const { machine, basis, decision, agency } = match
  const { code, room, state, carriesNoAgent } = machine
  return (
    <div className={styles['body']}>
      <p>
        <strong>{t('host-register.matched', { code })}</strong>
      </p>
      <p>
        {decision
          ? t('host-register.by.person', {
              actor: actorName(decision.actor),
              time: time(decision.recordedMs),
            })
          : basis && t('host-register.by', { basis: t(`register.match.sign.${basis}`) })}
      </p>
      <Signs match={match} />
      {room !== null && <p className={styles['more']}>{t('host-register.room', { room })}</p>}
      {carriesNoAgent && (
        <p className={styles['forbidden']} role="alert">
          {t('host-register.forbidden')}
        </p>
      )}
      {state !== 'in-use' && <p className={styles['more']}>{t(`import.choice.state.${state}`)}</p>}
      <Link to="/register/entries" search={{ kind: 'machine', agency: agency.id, q: code }}>
        {t('host-register.open')}
      </Link>
    </div>
  )
}

/** What agrees beside what it was matched by, and what speaks against it. */
function Signs({ match: { agreeing, conflicting, basis } }: { match: MatchView }) {
  const { t } = useSpeech()
  const names = (kinds: MatchView['agreeing']) =>
    kinds.map((kind) => t(`register.match.sign.${kind}`)).join(', ')
  const others = agreeing.filter((kind) => kind !== basis)
  return (
    <>
      {others.length > 0 && (
        <p className={styles['more']}>{t('host-register.also', { signs: names(others) })}</p>
      )}
      {conflicting.length > 0 && (
        <p className={styles['more']}>
          {t('host-register.differs', { signs: names(conflicting) })}
        </p>
      )}
    </>
  )
}

function Doubtful({ agencyId, doubts }: { agencyId: string; doubts: readonly MatchView[] }) {
  const { t, number } = useSpeech()
  const [only] = doubts
  const isOne = only !== undefined && doubts.length === 1
  return (
    <div className={styles['body']}>
      <p>
        <strong>
          {isOne
            ? t('host-register.doubtful.one', { code: only.machine.code })
            : t('host-register.doubtful', { count: number(doubts.length) })}
        </strong>
      </p>
      <ul className={styles['candidates']}>
        {doubts.map(({ machine, reasons }) => (
          <li key={machine.entryId}>
            {machine.code}: {reasons.map((one) => t(`register.match.reason.${one}`)).join(', ')}
          </li>
        ))}
      </ul>
      <p className={styles['more']}>{t('host-register.doubtful.why')}</p>
      <Link to="/register/matches" search={{ agency: agencyId }}>
        {t('host-register.decide')}
      </Link>
    </div>
  )
}

type Without = {
  agency: HostRegisterView['agency']
  found: Extract<HostRegisterView['found'], { state: 'none' }>
}

function None({ agency, found: { because, listed } }: Without) {
  const { t, number } = useSpeech()
  const values = { agency: agency.name, listed: number(listed) }
  return (
    <div className={styles['body']}>
      <p>
        <strong>{t('host-register.none')}</strong>
      </p>
      <p className={styles['more']}>{t(`host-register.none.${because}`, values)}</p>
      <NextStep agencyId={agency.id} because={because} />
    </div>
  )
}

function NextStep(props: { agencyId: string; because: Without['found']['because'] }) {
  const { t } = useSpeech()
  const { agencyId: agency } = props
  switch (props.because) {
    case 'nothing-declared':
    case 'only-counted':
      return <Link to="/register/imports">{t('host-register.next.import')}</Link>
    case 'no-sign-agrees':
      return (
        <Link to="/register/entries" search={{ kind: 'machine', agency }}>
          {t('host-register.next.declare')}
        </Link>
      )
    case 'rejected':
      return (
        <Link to="/register/matches" search={{ agency, show: 'decided' }}>
          {t('host-register.next.review')}
        </Link>
      )
    case 'not-in-scope':
      return null
  }
}
