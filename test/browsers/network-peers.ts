// Which addresses the processes of a group are connected to, from Linux's /proc.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { processesOf, unlessGone } from './process-group.ts'

/** The remote addresses of the group's sockets, as in /proc/net: hexadecimal, `00000000` if it has none. */
export function remoteAddresses(processGroup: number): string[] {
  const inodes = new Set(processesOf(processGroup).flatMap(socketInodes))
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((protocol) =>
    readFileSync(`/proc/net/${protocol}`, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => inodes.has(columns[9] ?? ''))
      .map((columns) => columns[2]?.split(':')[0] ?? ''),
  )
}

/** In the notation of {@link remoteAddresses}: 127.0.0.0/8 in its form for IPv4 or for IPv6, ::1, or none at all. */
export const loopbackOrNone: RegExp = /^(?:(?:0{16}FFFF0000)?[\dA-F]{6}7F|0{24}01000000|0+)$/

function socketInodes(pid: string): string[] {
  const directory = `/proc/${pid}/fd`
  return (unlessGone(() => readdirSync(directory)) ?? [])
    .map((name) => unlessGone(() => readlinkSync(`${directory}/${name}`)) ?? '')
    .flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [])
}
