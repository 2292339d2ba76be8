import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Services that tell a machine its own secrets and that stand at an address of the public net. The others are link-local or shared. */
const metadata: readonly string[] = ['168.63.129.16'];

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** An address that messages are not sent to; the words say what to do about it. */
export class AddressRefused extends Error {
  readonly code = 'notices.address_refused';
  constructor(readonly why: string) {
    super(why);
    this.name = 'AddressRefused';
  }
}

/** The address without its disguises: IPv4 inside IPv6 (mapped, translated by RFC 6052) is the IPv4 address. */
function bare(address: string): Address {
  const parsed = ipaddr.process(address.replace(/%.*$/, ''));
  if (parsed.kind() === 'ipv6' && parsed.range() === 'rfc6052') return ipaddr.fromByteArray(parsed.toByteArray().slice(12));
  return parsed;
}

function network(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/**
 * Where messages over HTTP may go: to the public net by https, and besides only to networks that the installation names,
 * there by http too. Loopback, private, link-local, shared, reserved and multicast addresses are the inside of somebody's
 * network; whoever may name a webhook must not reach them through us (CWE-918).
 */
export class AddressPolicy {
  readonly #allowed: readonly Network[];

  /** @param allow addresses and networks (CIDR) @throws Error where one cannot be read */
  constructor(allow: readonly string[]) {
    this.#allowed = allow.map(network);
  }

  /** Whether a network or address can be read. */
  static reads(text: string): boolean {
    return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
  }

  /** Why the address is refused, or undefined. */
  refusal(address: string, scheme: string): string | undefined {
    if (!ipaddr.isValid(address.replace(/%.*$/, ''))) return 'the address is no IP address';
    const found = bare(address);
    if (this.#allowed.some(([from, bits]) => from.kind() === found.kind() && found.match(from, bits))) return undefined;
    if (scheme !== 'https:') return 'only https is used, except to the networks named under allow';
    if (found.range() !== 'unicast' || metadata.includes(found.toString())) return `the address is not of the public net (${found.range()}) and not named under allow`;
    return undefined;
  }

  /**
   * What can be said of an address before its name is resolved.
   * @throws AddressRefused
   */
  check(url: URL): void {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new AddressRefused('only https is used');
    if (url.username !== '' || url.password !== '') throw new AddressRefused('no user and password in the address');
    if (url.protocol === 'http:' && this.#allowed.length === 0) throw new AddressRefused('only https is used, except to the networks named under allow');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!ipaddr.isValid(host)) return;
    const why = this.refusal(host, url.protocol);
    if (why !== undefined) throw new AddressRefused(why);
  }

  /**
   * Resolves a name for one connection, which goes to exactly what was looked at here: a name that answers differently
   * the next time gains nothing. One bad address among several refuses the name.
   */
  lookup(scheme: string): LookupFunction {
    return (hostname, options, callback) => {
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) {
          callback(error, '');
          return;
        }
        const refused = addresses.map(({ address }) => this.refusal(address, scheme)).find((why) => why !== undefined);
        const [first] = addresses;
        if (refused !== undefined || first === undefined) callback(new AddressRefused(refused ?? 'the name has no address'), '');
        else if (options.all === true) callback(null, addresses);
        else callback(null, first.address, first.family);
      });
    };
  }
}
