import { createContext, use, useState } from 'react'
import { exposure, type Exposure, type Listener } from '#protocol/facts/ports.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { newPortDays } from '#protocol/host-query.ts'
import { isUnknown } from '#protocol/values.ts'
import type { OpenedPort } from '#protocol/views.ts'
import { useSpeech } from '../../../language.tsx'
import { FactTable, Known, None, Pair, Pairs, Pill } from './values.tsx'

/** The newly opened ports of the host whose facts are shown. */
export const OpenedPorts = createContext<readonly OpenedPort[]>([])

const keyOf = (listener: Listener) =>
  [
    listener.transport,
    listener.port,
    listener.address,
    isUnknown(listener.program) ? '?' : listener.program,
  ].join(' ')

const reach = (listener: Listener) => exposure.options.indexOf(listener.exposure)

/** Widest first, so that what can be reached from outside is seen at once. */
function byReach(left: Listener, right: Listener): number {
  return reach(right) - reach(left) || left.port - right.port
}

const tones: Record<Exposure, 'good' | 'warn' | 'bad' | 'plain'> = {
  loopback: 'plain',
  'link-local': 'plain',
  lan: 'warn',
  any: 'warn',
  public: 'bad',
}

export function PortsFacts({ facts }: { facts: Facts<'ports'> }) {
  const { t, number } = useSpeech()
  // What listened when the page was opened: anything else has opened under the reader's eyes.
  const [first] = useState(() => new Set(facts.listeners.map(keyOf)))
  if (facts.listeners.length === 0) return <None>{t('ports.none')}</None>
  return (
    <>
      {facts.listenersTotal > facts.listeners.length && (
        <Pairs>
          <Pair name={t('ports.title')}>
            {t('facts.cut', {
              shown: number(facts.listeners.length),
              total: number(facts.listenersTotal),
            })}
          </Pair>
        </Pairs>
      )}
      <FactTable
        name={t('ports.title')}
        heads={[t('ports.port'), t('ports.exposure'), t('ports.address'), t('ports.program')]}
      >
        {facts.listeners.toSorted(byReach).map((listener) => (
          <tr key={keyOf(listener)}>
            <td>
              <strong>{listener.port}</strong>/{listener.transport}{' '}
              <Opened listener={listener} isUnseen={!first.has(keyOf(listener))} />
            </td>
            <td>
              <Pill tone={tones[listener.exposure]}>{t(`exposure.${listener.exposure}`)}</Pill>
            </td>
            <td>{listener.address}</td>
            <td>
              <Known value={listener.program}>{(program) => program ?? t('ports.kernel')}</Known>
              <Service listener={listener} />
            </td>
          </tr>
        ))}
      </FactTable>
    </>
  )
}

/** When it began to listen, where the collector has seen it; what opened a moment ago is told from the page itself. */
function Opened({ listener, isUnseen }: { listener: Listener; isUnseen: boolean }) {
  const { t, time } = useSpeech()
  const opened = use(OpenedPorts).find(
    ({ transport, port }) => transport === listener.transport && port === listener.port,
  )
  if (!opened || listener.exposure === 'loopback') {
    return isUnseen && <Pill tone="warn">{t('ports.new')}</Pill>
  }
  const kind = opened.isReopened ? 'ports.opened-again' : 'ports.opened'
  return (
    <span title={t(`${kind}.why`, { days: newPortDays })}>
      <Pill tone="warn">{t(kind, { time: time(opened.openedMs) })}</Pill>
    </span>
  )
}

/** Which service of the program it is, where that tells more than the program. */
function Service({ listener: { program, service } }: { listener: Listener }) {
  const { t } = useSpeech()
  if (service === null || (isUnknown(service) && isUnknown(program))) return null
  return (
    <>
      {' '}
      ({t('ports.service')}: <Known value={service}>{(name) => name}</Known>)
    </>
  )
}
