import {
  serviceNames,
  type ServiceDefault,
  type ServiceOpening,
} from '#protocol/facts/service-defaults.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { useSpeech } from '../../../language.tsx'
import { FactTable, Known, None, Pair, Pairs, Pill, UnknownText } from './values.tsx'
import styles from './values.module.css'

/** Services that are there, what each leaves open, where that stands, and how it is put right. */
export function ServiceDefaultsFacts({ facts }: { facts: Facts<'service-defaults'> }) {
  const { t } = useSpeech()
  if (facts.services.length === 0) return <None>{t('services.none')}</None>
  const open = facts.services.filter(({ openings }) => openings.length > 0)
  const products = [...new Set(open.map(({ product }) => product))]
  return (
    <>
      <FactTable name={t('services.title')} heads={[t('services.service'), t('services.state')]}>
        {facts.services.flatMap((service, index) =>
          rowsOf(service).map((opening, row) => (
            <ServiceRow key={`${index} ${row}`} service={service} opening={opening} />
          )),
        )}
      </FactTable>
      {products.length > 0 && (
        <Pairs>
          {products.map((product) => (
            <Pair key={product} name={`${t('services.how')}: ${serviceNames[product]}`}>
              {t(`services.remedy.${product}`)}
            </Pair>
          ))}
        </Pairs>
      )}
    </>
  )
}

/** One row for each opening; null: that nothing is open, or what could not be looked at. */
function rowsOf({ openings, unseen }: ServiceDefault): (ServiceOpening | null)[] {
  return openings.length === 0 || unseen ? [...openings, null] : [...openings]
}

function ServiceRow(props: { service: ServiceDefault; opening: ServiceOpening | null }) {
  const { t } = useSpeech()
  const { service, opening } = props
  return (
    <tr>
      <td>
        {serviceNames[service.product]}
        {service.isRunning === false && ` (${t('services.idle')})`}
      </td>
      <td>
        {opening ? (
          <Open opening={opening} />
        ) : service.unseen ? (
          <UnknownText value={service.unseen} />
        ) : (
          <Pill tone="good">{t('services.closed')}</Pill>
        )}
      </td>
    </tr>
  )
}

function Open({ opening }: { opening: ServiceOpening }) {
  const { t, sentence } = useSpeech()
  const { kind, opens, exposure } = opening
  return (
    <>
      {sentence(t(`serviceOpening.${kind}`))};{' '}
      <Known value={exposure}>{(reach) => t(`exposure.${reach}`)}</Known>;{' '}
      {t(`serviceOpens.${opens}`)}
      <div className={styles['detail']}>
        <Place opening={opening} />
      </div>
    </>
  )
}

function Place({ opening: { place, rule, decidedBy } }: { opening: ServiceOpening }) {
  const { t } = useSpeech()
  const line =
    place && (place.line ? t('services.line', { line: place.line }) : t('services.no-line'))
  const where = decidedBy === 'question' ? t('services.by-question') : null
  const parts = [where, place && `${place.file}, ${line}`, rule && t('services.rule', { rule })]
  return parts.filter(Boolean).join('; ')
}
