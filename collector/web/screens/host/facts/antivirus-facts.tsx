import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { useSpeech } from '../../../language.tsx'
import { Known, None, Pair, Pairs, Pill } from './values.tsx'
import styles from './groups.module.css'

export function AntivirusFacts({ facts }: { facts: Facts<'antivirus'> }) {
  const { t } = useSpeech()
  if (facts.products.length === 0) return <None>{t('av.none')}</None>
  return (
    <div className={styles['groups']}>
      {facts.products.map((product) => (
        <Product key={product.product} product={product} />
      ))}
    </div>
  )
}

function Product({ product }: { product: AntivirusProduct }) {
  const { t, date } = useSpeech()
  return (
    <div className={styles['group']}>
      <h3>
        {product.name}{' '}
        <span>
          <Known value={product.version}>{(version) => version ?? ''}</Known>
        </span>
      </h3>
      <Pairs>
        <Pair name={t('av.running')}>
          <Known value={product.isRunning}>
            {(isRunning) => (
              <Pill tone={isRunning ? 'good' : 'bad'}>{t(isRunning ? 'yes' : 'no')}</Pill>
            )}
          </Known>
        </Pair>
        <Pair name={t('av.real-time')}>
          <Known value={product.realTime}>
            {(state) => (
              <Pill tone={state === 'on' ? 'good' : 'bad'}>{t(`av.real-time.${state}`)}</Pill>
            )}
          </Known>
        </Pair>
        <Pair name={t('av.signatures')}>
          <Known value={product.signaturesAtMs}>
            {(atMs) => (atMs === null ? t('av.signatures.none') : date(atMs))}
          </Known>
        </Pair>
        {product.signaturesBySelf !== null && (
          <Pair name={t('av.signatures.self')}>
            <Known value={product.signaturesBySelf}>
              {(self) => self && <SelfReported self={self} />}
            </Known>
          </Pair>
        )}
        {product.tamperProtection !== null && (
          <Pair name={t('av.tamper')}>
            <Known value={product.tamperProtection}>{(isOn) => t(isOn ? 'on' : 'off')}</Known>
          </Pair>
        )}
        <Pair name={t('av.licence')}>
          <Known value={product.licence}>
            {({ kind, isValid, validUntilMs }) => (
              <>
                {t(`av.licence.${kind}`)}
                {', '}
                {t(isValid ? 'av.licence.valid' : 'av.licence.not-valid')}
                {validUntilMs !== null && ` (${t('until', { day: date(validUntilMs) })})`}
              </>
            )}
          </Known>
        </Pair>
        <Pair name={t('av.reader')}>{product.reader}</Pair>
        <Pair name={t('facts.source')}>
          <span className={styles['source']}>{product.source}</span>
        </Pair>
      </Pairs>
    </div>
  )
}

function SelfReported({ self }: { self: 'current' | 'old' }) {
  const { t } = useSpeech()
  return <Pill tone={self === 'current' ? 'good' : 'bad'}>{t(`av.signatures.self.${self}`)}</Pill>
}
