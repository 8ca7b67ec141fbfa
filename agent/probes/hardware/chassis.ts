type Chassis = 'desktop' | 'laptop' | 'server' | 'virtual' | 'other'

/** Numbers of "System Enclosure or Chassis Types". Source: DMTF DSP0134, 7.4.1. */
const laptops = new Set([8, 9, 10, 14, 30, 31, 32])
const desktops = new Set([3, 4, 5, 6, 7, 13, 15, 16, 24, 35, 36])
const servers = new Set([17, 23, 25, 28, 29])

/** The chassis in words, from its SMBIOS number. */
export function chassisOf(type: number): Chassis {
  if (laptops.has(type)) return 'laptop'
  if (desktops.has(type)) return 'desktop'
  return servers.has(type) ? 'server' : 'other'
}

const virtualMakers =
  /qemu|kvm|vmware|virtualbox|innotek|bochs|xen|parallels|bhyve|virtual machine|amazon ec2|google compute engine|openstack|ovirt|rhev|nutanix ahv/i

/**
 * Whether a maker or model is that of a virtual machine. Source: the table of systemd-detect-virt.
 */
export function isVirtualMaker(names: readonly string[]): boolean {
  return names.some((name) => virtualMakers.test(name))
}
