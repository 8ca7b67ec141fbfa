import { Pagination } from '@mantine/core'
import { useSpeech } from '../../language.tsx'
import { pagesOf } from './register-queries.ts'
import styles from './register.module.css'

/** The pages of a list; nothing where there is one. */
export function Pages(props: { total: number; page: number; onPage: (page: number) => void }) {
  const { t, number } = useSpeech()
  const pages = pagesOf(props.total)
  if (pages <= 1) return null
  return (
    <footer className={styles['foot']}>
      <Pagination
        size="sm"
        total={pages}
        value={props.page}
        onChange={props.onPage}
        getControlProps={(control) => ({ 'aria-label': t(`page.${control}`) })}
        getItemProps={(page) => ({ 'aria-label': t('page.number', { page: number(page) }) })}
      />
    </footer>
  )
}
