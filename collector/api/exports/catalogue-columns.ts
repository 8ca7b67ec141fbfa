import type { Translator } from '#i18n/translator.ts'
import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import type {
  OsSupportView,
  ProductAlias,
  ReaderView,
  ServiceRuleView,
} from '#protocol/judging-views.ts'
import { columnsOf, local, yesOrNo } from './columns.ts'
import type { FileColumn } from './send-table.ts'

type Provenance = { readonly source: string; readonly verifiedOnRealMachine: boolean }

function provenanceColumns<Row extends Provenance>(): readonly FileColumn<Row>[] {
  const { sentence, text } = columnsOf<Row>()
  return [
    sentence('catalogues.source', ({ source }) => source),
    text('catalogues.verified', (row, words) => yesOrNo(row.verifiedOnRealMachine, words)),
  ]
}

const product = columnsOf<AntivirusProductRow>()
/** What a file says of the antivirus products that are known. */
export const productColumns = [
  product.name('catalogues.product', ({ name }) => name),
  product.text('export.vendor', ({ vendor }) => vendor),
  product.text('catalogues.origin', ({ vendorCountry }, { t }) =>
    vendorCountry === 'VN'
      ? t('catalogues.domestic')
      : t('catalogues.foreign', { country: vendorCountry }),
  ),
  product.text('catalogues.licence', ({ licenceKind }, { t }) =>
    licenceKind === null ? t('catalogues.licence.unknown') : t(`av.licence.${licenceKind}`),
  ),
  product.text('catalogues.licence-end', ({ licenceEndBy }, { t }) =>
    t(`catalogues.licence-end.${licenceEndBy ?? 'none'}`),
  ),
  product.text('catalogues.read-by', ({ linux, windows }) =>
    [linux && `Linux: ${linux.reader}`, windows && `Windows: ${windows.reader}`]
      .filter(Boolean)
      .join('; '),
  ),
  product.sentence('catalogues.not-known', ({ unknown }, words) =>
    unknown ? local(unknown, words) : null,
  ),
  ...provenanceColumns<AntivirusProductRow>(),
]

const support = columnsOf<OsSupportView>()
/** What a file says of how long releases of operating systems are supported. */
export const supportColumns = [
  support.name('catalogues.system', ({ name }) => name),
  support.text('export.edition', ({ edition }) => edition),
  support.day('catalogues.ends', ({ endsOn }) => endsOn),
  support.sentence('catalogues.extensions', ({ extensions }, words) =>
    extensions.map((one) => extensionText(one, words)).join('; '),
  ),
  ...provenanceColumns<OsSupportView>(),
]

function extensionText(
  { program, endsOn, isFree }: OsSupportView['extensions'][number],
  { t }: Translator,
): string {
  const day = endsOn.split('-').reverse().join('/')
  return t(isFree ? 'catalogues.extension.free' : 'catalogues.extension', { program, day })
}

const service = columnsOf<ServiceRuleView>()
/** What a file says of which listening port is a risk. */
export const serviceColumns = [
  service.name('catalogues.service', ({ name }) => name),
  service.text('ports.port', ({ ports, transport }) => `${ports.join(', ')}/${transport}`),
  service.text('catalogues.severity', ({ severity: { lan, any, public: open } }, { t }) =>
    [lan, any, open].map((one) => t(`severity.${one}`)).join(' / '),
  ),
  ...provenanceColumns<ServiceRuleView>(),
]

const reader = columnsOf<ReaderView>()
/** What a file says of readers, checked or not. */
export const readerColumns = [
  reader.text('readers.reader', (one) => one.reader),
  reader.text('readers.platform', ({ platform }, { t }) => t(`platform.${platform}`)),
  reader.text('readers.state', ({ checked }, { t }) =>
    checked === null ? t('readers.unchecked') : checked.by,
  ),
  reader.day('export.checked-on', ({ checked }) => checked?.on),
  reader.name('export.checked-machine', ({ checked }) => checked?.machine),
  reader.sentence('readers.command', ({ command }) => command),
  reader.sentence('readers.beside', ({ beside }, { t }) => beside ?? t('readers.window')),
]

const alias = columnsOf<ProductAlias>()
/** What a file says of names that administrators have placed. */
export const aliasColumns = [
  alias.name('products.name', ({ name }) => name),
  alias.text('products.means', (one, { t }) => one.product ?? t('products.not-antivirus')),
  alias.text('export.recorded-by', ({ author }) => author),
  alias.moment('export.decided-at', ({ decidedMs }) => decidedMs),
  alias.count('products.hosts', ({ hosts }) => hosts),
]
