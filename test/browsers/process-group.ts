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
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    // The command, in parentheses, may have spaces; the group is the third column behind it.
    const stat = unlessGone(() => readFileSync(`/proc/${name}/stat`, 'utf8')) ?? ''
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) === group
  })
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
