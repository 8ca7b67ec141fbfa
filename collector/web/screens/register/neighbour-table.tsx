import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { NeighbourView } from '#protocol/neighbours.ts'
import { useSpeech } from '../../language.tsx'
import { useMay } from '../../permission.ts'
import styles from './register.module.css'

type Doing = 'machine' | 'device' | 'ignore' | 'restore'
type OnDo = (what: Doing, neighbour: NeighbourView) => void

const heads = [
  'neighbours.mac',
  'register.agency',
  'neighbours.vendor',
  'neighbours.kind',
  'neighbours.standing',
  'neighbours.last',
  'neighbours.seen-by',
] as const

/** Devices that were seen, and what can be done about each. */
export function NeighbourTable(props: {
  neighbours: readonly NeighbourView[]
  isBusy: boolean
  onDo: OnDo
}) {
  const { t } = useSpeech()
  const may = useMay()
  const mayDo = may('ignoreNeighbour')
  return (
    <div
      className={styles['scroll']}
      tabIndex={0}
      role="group"
      aria-label={t('neighbours.list')}
      aria-busy={props.isBusy}
    >
      <table className={`${styles['table']} ${styles['stacked']}`}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
            {mayDo && <th scope="col">{t('neighbours.do')}</th>}
          </tr>
        </thead>
        <tbody>
          {props.neighbours.map((one) => (
            <Row key={`${one.agency.id} ${one.mac}`} one={one} mayDo={mayDo} onDo={props.onDo} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ one, mayDo, onDo }: { one: NeighbourView; mayDo: boolean; onDo: OnDo }) {
  const { t, date, number } = useSpeech()
  const { mac, address, agency, vendor, firstMs, lastMs, seenBy } = one
  return (
    <tr>
      <th scope="row" className={styles['code']}>
        {mac}
        <small>{address}</small>
      </th>
      <td data-label={t('register.agency')}>{agency.name}</td>
      <td data-label={t('neighbours.vendor')}>{vendor ?? t('neighbours.vendor.unknown')}</td>
      <td data-label={t('neighbours.kind')}>
        <Kind one={one} />
      </td>
      <td data-label={t('neighbours.standing')}>
        <Standing one={one} />
      </td>
      <td data-label={t('neighbours.last')} className={styles['code']}>
        {date(lastMs)}
        <small>
          {t('neighbours.first')}: {date(firstMs)}
        </small>
      </td>
      <td data-label={t('neighbours.seen-by')}>{number(seenBy)}</td>
      {mayDo && (
        <td data-label={t('neighbours.do')}>
          <Actions one={one} onDo={onDo} />
        </td>
      )}
    </tr>
  )
}

function Kind({ one: { kind, isKindSure, isGateway } }: { one: NeighbourView }) {
  const { t } = useSpeech()
  const name = t(`neighbours.kind.${kind}`)
  return (
    <>
      {isKindSure || kind === 'unknown' ? name : t('neighbours.maybe', { kind: name })}
      {isGateway && <small>{t('neighbours.gateway')}</small>}
    </>
  )
}

function Standing({ one }: { one: NeighbourView }) {
  const { t, date } = useSpeech()
  const { standing, entry, host, ignored, agency } = one
  return (
    <>
      {t(`neighbours.standing.${standing}`)}
      {host && (
        <small>
          <Link to="/hosts/$id" params={{ id: host.hostId }}>
            {host.hostname}
          </Link>
        </small>
      )}
      {entry && (
        <small>
          {entry.kind === 'device' ? (
            <Link to="/register/devices/$id" params={{ id: entry.entryId }}>
              {entry.code}
            </Link>
          ) : (
            <Link
              to="/register/entries"
              search={{ kind: 'machine', agency: agency.id, q: entry.code }}
            >
              {entry.code}
            </Link>
          )}
        </small>
      )}
      {standing === 'ignored' && ignored && (
        <small>
          {t('neighbours.ignored.by', {
            reason: ignored.reason,
            by: ignored.by,
            time: date(ignored.atMs),
          })}
        </small>
      )}
    </>
  )
}

/** As what it can be taken into the register: where nobody knows what it is, a person says so. */
function declaredAs({ kind }: NeighbourView): readonly ('machine' | 'device')[] {
  if (kind === 'unknown') return ['machine', 'device']
  return [kind === 'computer' ? 'machine' : 'device']
}

function Actions({ one, onDo }: { one: NeighbourView; onDo: OnDo }) {
  const { t } = useSpeech()
  const may = useMay()
  const { mac, standing } = one
  if (standing === 'ignored') {
    return (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`${t('neighbours.restore')}: ${mac}`}
        onClick={() => onDo('restore', one)}
      >
        {t('neighbours.restore')}
      </Button>
    )
  }
  if (standing !== 'new') return null
  return (
    <div className={`${styles['decide']} ${styles['together']}`}>
      {may('createEntry') &&
        declaredAs(one).map((kind, _, { length }) => {
          const text = t(length === 1 ? 'neighbours.declare' : `neighbours.declare.${kind}`)
          return (
            <Button
              key={kind}
              size="compact-xs"
              variant="light"
              aria-label={`${text}: ${mac}`}
              onClick={() => onDo(kind, one)}
            >
              {text}
            </Button>
          )
        })}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`${t('neighbours.ignore')}: ${mac}`}
        onClick={() => onDo('ignore', one)}
      >
        {t('neighbours.ignore')}
      </Button>
    </div>
  )
}
