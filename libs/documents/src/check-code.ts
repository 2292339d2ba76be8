/**
 * The check code: printed on every page, so that a sealed scan and the electronic copy can be matched.
 *
 * ```
 * code  = group "-" group "-" group "-" check
 * group = 4 symbols of Crockford's base32 (0-9 A-H J K M N P-T V-Z)
 * check = value mod 37, one of those symbols or * ~ $ = U
 * ```
 *
 * The twelve symbols are the first 60 bits of the hash of what was submitted (a form version, a confirmed roll). The hash
 * is salted where it covers personal values, so a code tells nothing about them. Read leniently: lower case, spaces and
 * hyphens anywhere, O for 0, I and L for 1. The check symbol finds every single wrong symbol and every swap of two
 * neighbours. Two of n documents share a code with probability below n² / 2^61: for ten million, 0.00005.
 */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECKS = `${SYMBOLS}*~$=U`;
const BITS_PER_SYMBOL = 5n;
const LENGTH = 12;
/** Hexadecimal digits of the hash that the code stands for. */
const PREFIX_DIGITS = 15;

/** @param hash `sha256:<hex>` or plain hexadecimal, at least 60 bits */
export function checkCode(hash: string): string {
  const value = BigInt(`0x${hashPrefix(hash)}`);
  const symbols = Array.from({ length: LENGTH }, (_, index) => SYMBOLS.charAt(Number((value >> (BITS_PER_SYMBOL * BigInt(LENGTH - 1 - index))) & 31n))).join('');
  return `${symbols.slice(0, 4)}-${symbols.slice(4, 8)}-${symbols.slice(8)}-${checkSymbol(value)}`;
}

/** The first 60 bits of the hash in hexadecimal: what a code is looked up by. */
export function hashPrefix(hash: string): string {
  const digits = hash.slice(hash.indexOf(':') + 1, hash.indexOf(':') + 1 + PREFIX_DIGITS).toLowerCase();
  if (!/^[0-9a-f]{15}$/.test(digits)) throw new TypeError('not a hash of 60 bits or more');
  return digits;
}

/** What a code, as somebody typed it, is looked up by; undefined where it cannot be one or a symbol is wrong. */
export function readCheckCode(typed: string): string | undefined {
  const symbols = typed.toUpperCase().replaceAll(/[\s\-‐-―－]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (symbols.length !== LENGTH + 1) return undefined;
  let value = 0n;
  for (const symbol of symbols.slice(0, LENGTH)) {
    const digit = SYMBOLS.indexOf(symbol);
    if (digit < 0) return undefined;
    value = (value << BITS_PER_SYMBOL) | BigInt(digit);
  }
  return symbols.charAt(LENGTH) === checkSymbol(value) ? value.toString(16).padStart(PREFIX_DIGITS, '0') : undefined;
}

function checkSymbol(value: bigint): string {
  return CHECKS.charAt(Number(value % 37n));
}
