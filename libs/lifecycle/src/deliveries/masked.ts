/** Enough of an address to recognise one's own, too little to write to: `a***@school.example.org`, `138****0000`. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  if (at > 0) return `${Array.from(address)[0] ?? ''}***${address.slice(at)}`;
  const digits = address.length;
  return digits < 8 ? '*'.repeat(digits) : `${address.slice(0, 3)}${'*'.repeat(digits - 7)}${address.slice(-4)}`;
}
