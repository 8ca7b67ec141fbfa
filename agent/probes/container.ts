import type { System } from '../system.ts'
import { stands } from './answers.ts'

/** Inode of the first pid namespace. Source: Linux, include/linux/proc_ns.h, PROC_PID_INIT_INO. */
const firstPidNamespace = 'pid:[4026531836]'

/**
 * Whether this is a container. The files that container tools leave behind also stand in machines
 * that were made from a container image, so they count only outside the kernel's first pid
 * namespace.
 */
export async function isContainer(system: System): Promise<boolean> {
  // WSL runs every distribution in a pid namespace of its own.
  const kernel = await system.readFile('/proc/sys/kernel/osrelease')
  if (kernel.ok && isWslKernel(kernel.value)) return false
  const namespace = await system.readLink('/proc/self/ns/pid')
  if (namespace.ok) return namespace.value !== firstPidNamespace
  for (const mark of ['/.dockerenv', '/run/.containerenv', '/run/systemd/container']) {
    if (await stands(system, mark)) return true
  }
  const cgroup = await system.readFile('/proc/1/cgroup')
  return cgroup.ok && /docker|kubepods|containerd|libpod|\blxc\b/.test(cgroup.value)
}

/**
 * Whether Linux runs under Windows. Source: Microsoft's kernels name themselves
 * `…-microsoft-standard-WSL2`.
 */
export function isWslKernel(release: string): boolean {
  return /microsoft/i.test(release)
}
