import type { ChangeEffect } from '#protocol/organisation-views.ts'
import { useSpeech } from '../../language.tsx'
import styles from './organisations.module.css'

const namesMax = 6

/** What a change moves, before it is confirmed. */
export function EffectList({ effect }: { effect: ChangeEffect }) {
  const { t, number } = useSpeech()
  const parts = effect.parts.slice(0, namesMax).map(({ name }) => name)
  const more = effect.parts.length - parts.length
  const isNothing = effect.moves.length + effect.parts.length + effect.tokens + effect.roles === 0
  return (
    <div className={styles['effect']}>
      <strong>{t('organisations.effect')}</strong>
      <ul>
        {effect.moves.map(({ from, to, hosts }) => (
          <li key={`${from.id} ${to.id}`}>
            {t('organisations.effect.hosts', {
              count: number(hosts),
              from: from.name,
              to: to.name,
            })}
          </li>
        ))}
        {parts.length > 0 && (
          <li>
            {t('organisations.effect.parts', { count: number(effect.parts.length) })}{' '}
            {parts.join(', ')}
            {more > 0 && `, +${number(more)}`}
          </li>
        )}
        {effect.tokens > 0 && (
          <li>{t('organisations.effect.tokens', { count: number(effect.tokens) })}</li>
        )}
        {effect.roles > 0 && (
          <li>{t('organisations.effect.roles', { count: number(effect.roles) })}</li>
        )}
        {isNothing && <li>{t('organisations.effect.nothing')}</li>}
      </ul>
    </div>
  )
}
