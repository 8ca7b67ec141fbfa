import { yieldToOthers } from '#agent/priority.ts'
import { openSystem } from '#agent/system.ts'

/* Run as a process of its own: gives way to others, then shows what a child of it was given. */
const system = openSystem()
const missing = await yieldToOthers(system)
const stat = await system.run('/bin/cat', ['/proc/self/stat'])
const ionice = await system.run('/usr/bin/ionice', [])
console.log(
  JSON.stringify({
    missing,
    stat: stat.ok ? stat.value.stdout : '',
    ioClass: ionice.ok ? ionice.value.stdout.trim() : null,
  }),
)
