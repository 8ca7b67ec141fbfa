import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import { byOrigin } from '#protocol/catalogue/product-order.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { Provenance } from './provenance.tsx'
import styles from './catalogues.module.css'

/** Every antivirus product that is known, and honestly what is not known of it. */
export function AntivirusRows({ rows }: { rows: readonly AntivirusProductRow[] }) {
  const { t } = useSpeech()
  return (
    <RowsTable
      name={t('catalogue.antivirus-products')}
      heads={[
        t('catalogues.product'),
        t('catalogues.origin'),
        t('catalogues.licence'),
        t('catalogues.licence-end'),
        t('catalogues.read-by'),
        t('catalogues.not-known'),
        t('catalogues.source'),
      ]}
    >
      {rows.toSorted(byOrigin).map((row) => (
        <Product key={row.id} row={row} />
      ))}
    </RowsTable>
  )
}

function Product({ row }: { row: AntivirusProductRow }) {
  const { t, local } = useSpeech()
  const isDomestic = row.vendorCountry === 'VN'
  return (
    <tr>
      <th scope="row">
        {row.name}
        <small>{row.vendor}</small>
      </th>
      <td>
        <span className={styles['pill']} data-tone={isDomestic ? 'info' : 'plain'}>
          {isDomestic
            ? t('catalogues.domestic')
            : t('catalogues.foreign', { country: row.vendorCountry })}
        </span>
      </td>
      <td>
        {row.licenceKind === null
          ? t('catalogues.licence.unknown')
          : t(`av.licence.${row.licenceKind}`)}
      </td>
      <td>{t(`catalogues.licence-end.${row.licenceEndBy ?? 'none'}`)}</td>
      <td>
        {row.linux && <div>Linux: {row.linux.reader}</div>}
        {row.windows && <div>Windows: {row.windows.reader}</div>}
        {!row.linux && !row.windows && '—'}
      </td>
      <td className={styles['unknown']}>{row.unknown ? local(row.unknown) : '—'}</td>
      <td>
        <Provenance row={row} />
      </td>
    </tr>
  )
}
