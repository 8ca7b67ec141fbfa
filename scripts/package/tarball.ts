import { join } from 'node:path'
import type { LinuxProgram } from './program.ts'
import { layTree } from './tree.ts'
import { must, type Workshop } from './workshop.ts'

/** The files below the root of the system, for `tar -C / --no-same-owner -xf`; nothing of it runs by itself. */
export async function makeTarball(
  workshop: Workshop,
  program: LinuxProgram,
  file: string,
): Promise<void> {
  const { dateSeconds } = workshop.release
  const folder = join(workshop.work, `${program.name}-${program.cpu}-tar`)
  layTree(folder, program.entries, dateSeconds)
  await must([
    'tar',
    '--create',
    '--format=gnu',
    '--sort=name',
    '--owner=root:0',
    '--group=root:0',
    '--numeric-owner',
    `--mtime=@${dateSeconds}`,
    // One thread: how many there are changes the bytes.
    '--use-compress-program=zstd -9 --single-thread --quiet',
    `--file=${file}`,
    `--directory=${folder}`,
    'etc',
    'usr',
  ])
}
