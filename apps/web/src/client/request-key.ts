/** A name for one intention, repeated with every try of it. Works where `crypto.randomUUID` is missing: on plain HTTP within an intranet. */
export function newRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
