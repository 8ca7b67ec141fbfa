import type { Facts } from '#protocol/facts/registry.ts'
import { neighbourKeptDays } from '#protocol/facts/neighbours.ts'
import { useSpeech } from '../../../language.tsx'
import { FactTable, None, Pair, Pairs } from './values.tsx'

/** What a machine knows of its network. */
export function NeighboursFacts({ facts }: { facts: Facts<'neighbours'> }) {
  const { t, number } = useSpeech()
  const name = t('neighbours.fact.name', { days: number(neighbourKeptDays) })
  return (
    <>
      <Pairs>
        <Pair name={t('neighbours.fact.networks')}>{facts.networks.join(', ')}</Pair>
        <Pair name={name}>{number(facts.total)}</Pair>
      </Pairs>
      {facts.neighbours.length === 0 ? (
        <None>{t('neighbours.fact.none')}</None>
      ) : (
        <FactTable name={name} heads={[t('neighbours.mac'), t('neighbours.address')]}>
          {facts.neighbours.map(({ mac, address, isGateway }) => (
            <tr key={mac}>
              <td>{mac}</td>
              <td>
                {address}
                {isGateway && ` · ${t('neighbours.gateway')}`}
              </td>
            </tr>
          ))}
        </FactTable>
      )}
    </>
  )
}
