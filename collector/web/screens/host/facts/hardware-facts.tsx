import type { Facts } from '#protocol/facts/registry.ts'
import { useSpeech } from '../../../language.tsx'
import { FactTable, Known, Pair, Pairs } from './values.tsx'

const gibibyte = 2 ** 30

export function HardwareFacts({ facts }: { facts: Facts<'hardware'> }) {
  const { t, number, counted } = useSpeech()
  const size = (bytes: number) => `${number(bytes / gibibyte, bytes < 10 * gibibyte ? 1 : 0)} GiB`
  return (
    <>
      <Pairs>
        <Pair name={t('hardware.maker')}>
          <Known value={facts.manufacturer}>{(maker) => maker ?? '—'}</Known>
        </Pair>
        <Pair name={t('hardware.model')}>
          <Known value={facts.model}>{(model) => model ?? '—'}</Known>
        </Pair>
        <Pair name={t('hardware.serial')}>
          <Known value={facts.serial}>{(serial) => serial ?? '—'}</Known>
        </Pair>
        <Pair name={t('hardware.tag')}>
          <Known value={facts.assetTag}>{(tag) => tag ?? '—'}</Known>
        </Pair>
        <Pair name={t('hardware.chassis')}>
          <Known value={facts.chassis}>{(chassis) => t(`hardware.chassis.${chassis}`)}</Known>
        </Pair>
        <Pair name={t('hardware.cpu')}>
          <Known value={facts.cpu}>
            {(cpu) => `${cpu.model} · ${counted('hardware.cores', cpu.cores)}`}
          </Known>
        </Pair>
        <Pair name={t('hardware.memory')}>
          <Known value={facts.memoryBytes}>{size}</Known>
        </Pair>
        <Pair name={t('hardware.disks')}>
          <Known value={facts.disks}>
            {(disks) =>
              disks.length === 0
                ? t('none')
                : disks
                    .map((disk) => `${disk.model ?? disk.name} ${size(disk.sizeBytes)}`)
                    .join('; ')
            }
          </Known>
        </Pair>
      </Pairs>
      <Known value={facts.interfaces}>
        {(cards) =>
          cards.length > 0 && (
            <FactTable
              name={t('hardware.cards')}
              heads={[t('hardware.card'), 'MAC', t('column.address')]}
            >
              {cards.map((card) => (
                <tr key={card.name}>
                  <td>
                    {card.name}
                    {!card.isPhysical && ` (${t('hardware.virtual')})`}
                  </td>
                  <td>{card.mac ?? '—'}</td>
                  <td>{card.addresses.join(', ')}</td>
                </tr>
              ))}
            </FactTable>
          )
        }
      </Known>
    </>
  )
}
