import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import type { System } from '../../system.ts'
import { readOptional, unknownFrom } from '../answers.ts'
import { brief } from '../text.ts'

type Disks = Facts<'hardware'>['disks']

/**
 * Made of memory, of other disks, or of discs that come and go: no part of the machine's inventory.
 */
const notDisks = /^(loop|ram|zram|dm-|md|sr|fd|nbd|zd)/
/** The unit of /sys/block/<disk>/size, whatever the disk's own is. Source: Linux, block/genhd.c. */
const sectorBytes = 512

/** Fixed disks. Removable ones are what people carry about, so they are left out. */
export async function readDisks(system: System): Promise<Disks> {
  const names = await system.readFolder('/sys/block')
  if (!names.ok) return unknownFrom(names, 'disks')
  const disks = []
  for (const name of names.value.filter((each) => !notDisks.test(each))) {
    const removable = await readOptional(system, `/sys/block/${name}/removable`)
    if (removable.ok && removable.value === '1') continue
    const size = await readOptional(system, `/sys/block/${name}/size`)
    const sectors = size.ok ? Number(size.value) : 0
    if (!(sectors > 0)) continue
    const model = await readOptional(system, `/sys/block/${name}/device/model`)
    disks.push({
      name: brief(name, 60),
      model: model.ok && model.value !== null ? brief(model.value, 120) : null,
      sizeBytes: sectors * sectorBytes,
    })
  }
  return disks.slice(0, limits.disksMax)
}
