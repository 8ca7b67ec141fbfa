import type { ReactNode } from 'react'
import styles from './rows-table.module.css'

/** A plain table inside a card; on a narrow screen it scrolls inside itself. */
export function RowsTable(props: {
  name: string
  heads: readonly string[]
  children: ReactNode
  /** `wide` has more columns than a telephone can show. */
  size?: 'narrow' | 'wide'
}) {
  return (
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label={props.name}>
      <table className={styles['table']} data-size={props.size ?? 'wide'}>
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{props.children}</tbody>
      </table>
    </div>
  )
}
