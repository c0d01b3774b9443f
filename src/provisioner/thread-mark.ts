// Tells a thread of a process from all others that were or will be, also from those whose process gets the same number.
import { readFileSync } from 'node:fs'
import { threadId } from 'node:worker_threads'

/** The form of a mark: the number of the process, when it started, the thread. */
export const threadMarkForm: RegExp = /^\d+-[\da-f.]*-\d+$/

/** The mark of this thread, or of the same one of another process. */
export function threadMark(pid: number): string {
  return `${pid}-${startOf(pid)}-${threadId}`
}

/** Whether the process of a mark still runs. */
export function isLiving(mark: string): boolean {
  const [pid, started] = mark.split('-')
  return isRunning(Number(pid)) && startOf(Number(pid)) === started
}

/** Whether a process of this number runs, which may be another one than was meant. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * The boot of the machine and the ticks until the process started; empty where the system has no `/proc`, as if all processes of a number
 * were one. In a container the main process has the same number in every run.
 */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim().replaceAll('-', '')
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // Field 22 of proc_pid_stat(5). The second one is a name in parentheses, in which anything may stand.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${boot}.${ticks}`
  } catch {
    // No Linux, or the process has gone.
    return ''
  }
}
