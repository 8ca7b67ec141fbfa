import { compiledProducts } from '../catalogue.ts'

/**
 * Words that stand in every system: an account or a computer that is called so is hidden where its name is asked for,
 * but not wherever the word occurs, which would make the recording useless.
 */
const everyday =
  'admin administrator agent android apps antivirus bios boot bash build chrome client cloud common computer config ' +
  'data debian default defender desktop develop docker domain edge etc file files firefox firewall group guest home ' +
  'host info install internet java kernel laptop linux list local localhost login mail manager media micro ' +
  'microsoft name network node none office oracle owner path person port print profile program proxy public python ' +
  'redhat remote rocky root rules security serial server service services setup share shell software state status ' +
  'string support system systemd task test text time tool tools true type ubuntu unknown update user users usr value ' +
  'version virtual vmware window windows work workgroup workstation zabbix'

const catalogueWords = compiledProducts.flatMap(({ id, name, vendor, linux, windows }) =>
  [id, name, vendor, linux?.processes, windows?.services, windows?.processes]
    .flat()
    .flatMap((text) => text?.toLowerCase().split(/[^\p{L}\p{N}]+/u) ?? []),
)

const commonWords: ReadonlySet<string> = new Set([...everyday.split(' '), ...catalogueWords])

/** True for a word that is no mark of one machine or one person. */
export function isCommonWord(word: string): boolean {
  return commonWords.has(word.toLowerCase()) || /^\d{1,5}$/.test(word)
}
