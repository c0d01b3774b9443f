// Which addresses processes are connected to and listen at, from Linux's /proc.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { processesOf, unlessGone } from './process-group.ts'

/** A line of /proc/net. */
interface SocketLine {
  readonly local: string
  readonly remote: string
  readonly state: string
}

/** In /proc/net: a TCP socket that listens. */
const listens = '0A'

/** The remote addresses of the group's sockets, as in /proc/net: hexadecimal, `00000000` if it has none. */
export function remoteAddresses(processGroup: number): string[] {
  const lines = socketsOf(processesOf(processGroup), ['tcp', 'tcp6', 'udp', 'udp6'])
  return lines.map(({ remote }) => remote.split(':')[0] as string)
}

/** The addresses at which processes listen, in the same notation. */
export function listeningAddresses(processes: readonly string[]): string[] {
  const lines = socketsOf(processes, ['tcp', 'tcp6']).filter(({ state }) => state === listens)
  return lines.map(({ local }) => local.split(':')[0] as string)
}

/** 127.0.0.1 in the notation of {@link remoteAddresses}. */
export const loopback = '0100007F'

/** In the notation of {@link remoteAddresses}: 127.0.0.0/8 in its form for IPv4 or for IPv6, ::1, or none at all. */
export const loopbackOrNone: RegExp = /^(?:(?:0{16}FFFF0000)?[\dA-F]{6}7F|0{24}01000000|0+)$/

function socketsOf(processes: readonly string[], protocols: readonly string[]): SocketLine[] {
  const inodes = new Set(processes.flatMap(socketInodes))
  return protocols.flatMap((protocol) =>
    readFileSync(`/proc/net/${protocol}`, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => inodes.has(columns[9] ?? ''))
      .map(([, local = '', remote = '', state = '']) => ({ local, remote, state })),
  )
}

function socketInodes(pid: string): string[] {
  const directory = `/proc/${pid}/fd`
  return (unlessGone(() => readdirSync(directory)) ?? [])
    .map((name) => unlessGone(() => readlinkSync(`${directory}/${name}`)) ?? '')
    .flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [])
}
