// The processes of a browser, by their group, from Linux's /proc.
import { readdirSync, readFileSync } from 'node:fs'

/** Whether a process of the group is left; signal 0 only asks. */
export function isAlive(group: number): boolean {
  try {
    return process.kill(-group, 0)
  } catch {
    // There is none to ask.
    return false
  }
}

/** The ids of the group's processes. */
export function processesOf(group: number): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && groupOf(name) === group)
}

function groupOf(pid: string): number | undefined {
  const stat = unlessGone(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // The command, in parentheses, may have spaces; the group is the third column behind it.
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])
}

/** The groups of the processes whose command line names a directory. */
export function groupsNaming(directory: string): number[] {
  const groups = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => unlessGone(() => readFileSync(`/proc/${name}/cmdline`, 'utf8'))?.includes(directory))
    .flatMap((name) => groupOf(name) ?? [])
  return [...new Set(groups)]
}

/** A process or a file can go between listing and reading. */
export function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    // Then there is nothing to know of it.
    return undefined
  }
}
