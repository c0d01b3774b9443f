// Tells hosts of this machine and of private networks from those of the internet, as far as they can be told without asking DNS.
import { BlockList, isIPv6 } from 'node:net'

const ranges = new BlockList()
ranges.addSubnet('0.0.0.0', 8)
ranges.addSubnet('10.0.0.0', 8)
ranges.addSubnet('100.64.0.0', 10)
ranges.addSubnet('127.0.0.0', 8)
ranges.addSubnet('169.254.0.0', 16)
ranges.addSubnet('172.16.0.0', 12)
ranges.addSubnet('192.168.0.0', 16)
ranges.addSubnet('::', 127, 'ipv6')
ranges.addSubnet('fc00::', 7, 'ipv6')
ranges.addSubnet('fe80::', 10, 'ipv6')

/** Names that only a private network has: of machines and containers, and those reserved for it (RFC 6762, RFC 9476, RFC 2606). */
const privateName = /^[^.:]+$|\.(?:local|internal|test)\.?$/

/** Whether a service is in a private network, where its endpoints may be too. */
export function isPrivate(url: URL): boolean {
  return isLocal(url) || privateName.test(url.hostname)
}

/** Whether the host of a URL is a loopback, private or link-local address (RFC 6890), or a name under `localhost` (RFC 6761). */
export function isLocal({ hostname }: URL): boolean {
  if (/(?:^|\.)localhost\.?$/.test(hostname)) return true
  // IPv4 addresses in IPv6 are looked up among those of IPv4 too.
  const address = hostname.replace(/^\[|\]$/g, '')
  return ranges.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
